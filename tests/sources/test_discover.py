from __future__ import annotations

import time

import pytest

from newsletter.sources.discover import PageFeed, page_feeds

HERE = "https://site.example/news/index.html"


def test_the_declared_feeds_come_in_the_pages_order_and_comments_last() -> None:
    html = """<head><!-- <link rel="alternate" type="application/rss+xml" href="/hidden"> -->
    <script>'<link rel="alternate" type="application/rss+xml" href="/script">'</script>
    <link rel="alternate" type="application/json" href="/wp-json/posts/1">
    <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
    <LINK HREF=all.xml TYPE='application/atom+xml; charset=utf-8' REL='Alternate home'
        TITLE='A &amp; B'>
    <link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" href="x.rss">
    <link rel="alternate" type="application/feed+json" href="//cdn.example/f.json">
    <a href="/other/feed">x</a></head>"""
    assert page_feeds(html, HERE) == (
        PageFeed("https://site.example/news/all.xml", "A & B"),
        PageFeed("https://cdn.example/f.json"),
        PageFeed("https://site.example/comments/feed", "Comments"),
        PageFeed("https://site.example/wp-json/posts/1", sure=False),
    )


def test_a_page_that_declares_none_may_link_to_its_feed() -> None:
    html = """<a href="/about">About</a><a href="/feed/">Feed</a><a href=/rss.xml>RSS</a>
    <a href="https://elsewhere.example/feed">Another's</a><a href="/feeding-birds">Birds</a>"""
    urls = [feed.url for feed in page_feeds(html, HERE)]
    assert urls == ["https://site.example/feed/", "https://site.example/rss.xml"]


def test_the_base_of_the_page_counts() -> None:
    html = '<base href="/sub/"><link rel="alternate" type="text/xml" href="f.xml">'
    assert page_feeds(html, HERE)[0].url == "https://site.example/sub/f.xml"


def test_addresses_that_cannot_be_asked_are_none() -> None:
    hrefs = ("javascript:x", "http://[", "", "mailto:a@b.example", "file:///etc/passwd")
    links = (f'<link rel="alternate" type="application/rss+xml" href="{href}">' for href in hrefs)
    assert page_feeds("".join(links), HERE) == ()


@pytest.mark.parametrize("part", ["<!--", "<script", "<link ", "<a href='", '<a href="x" ', "<"])
def test_a_hostile_page_takes_no_time(part: str) -> None:
    start = time.process_time()
    page_feeds(part * (1_000_000 // len(part)), HERE)
    assert time.process_time() - start < 2
