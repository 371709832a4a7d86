from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsletter.sources import cleanfeed, xmlfeed
from newsletter.sources.feeds import parse_feed
from newsletter.sources.pictures import best

RSS = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"'
    ' xmlns:atom="http://www.w3.org/2005/Atom"{}><channel><title>T</title>'
    "<link>https://a.example/</link><item><title>x</title><guid>1</guid>{}</item></channel></rss>"
)
JPEG = "https://a.example/1.jpg"
ITEMS = {
    f'<media:content url="{JPEG}"/>': JPEG,
    f'<media:content url="{JPEG}?w=900&amp;h=1" medium="image"/>': f"{JPEG}?w=900&h=1",
    f'<media:content url="{JPEG}"><media:credit>Bo</media:credit></media:content>': JPEG,
    f'<media:content url="https://a.example/1.mp4"/><media:thumbnail url="{JPEG}"/>': JPEG,
    f'<media:content URL="{JPEG}"/>': JPEG,
    f'<enclosure url=" {JPEG} " type="image/jpeg" length="9"/>': JPEG,
    f'<enclosure href="{JPEG}" TYPE="image/jpeg"/>': JPEG,
    f'<atom:link rel="Enclosure" href="{JPEG}" type="image/jpeg"/>': JPEG,
    f'<media:thumbnail url=""/><media:thumbnail url="{JPEG}"/>': JPEG,
    '<media:thumbnail url="https://a.example/s.jpg"/><enclosure'
    f' url="{JPEG}" type="image/jpeg"/>': JPEG,
    '<enclosure url="https://a.example/1.mp3" type="audio/mpeg"/>': "",
    '<media:content url="https://a.example/1.svg" type="image/svg+xml"/>': "",
    '<media:thumbnail url="https://a.example/1.svg?x=1"/>': "",
    '<media:thumbnail url="javascript:alert(1)"/>': "",
    '<media:thumbnail url="file:///etc/passwd"/><enclosure type="image/png"/>': "",
    '<media:thumbnail url="https://a.example/a b.jpg"/>': "",
    f'<media:thumbnail url="https://a.example/{"a" * 2000}.jpg"/>': "",
}


@pytest.mark.parametrize("item", ITEMS)
def test_both_readers_find_the_picture_that_an_item_gives(item: str) -> None:
    body = RSS.format("", item).encode()
    quick, whole = cleanfeed.read(body), xmlfeed.read(body, "")
    assert quick
    assert quick.entries[0].picture == whole.entries[0].picture == ITEMS[item]


def test_pictures_in_groups_and_podcasts_are_found() -> None:
    group = f'<media:group><media:content url="{JPEG}" medium="image"/></media:group>'
    assert xmlfeed.read(RSS.format("", group).encode(), "").entries[0].picture == JPEG
    space = ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    image = f'<itunes:image href="{JPEG}"/>'
    assert xmlfeed.read(RSS.format(space, image).encode(), "").entries[0].picture == JPEG


def test_a_json_feed_gives_its_image_or_banner() -> None:
    feed = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", %s}]}'
    now = datetime(2026, 11, 23, tzinfo=UTC)
    for said, found in (
        (f'"image": "{JPEG}", "banner_image": "https://a.example/b.jpg"', JPEG),
        (f'"image": 7, "banner_image": "{JPEG}"', JPEG),
        ('"image": "data:image/png;base64,AAAA"', ""),
    ):
        parsed = parse_feed((feed % said).encode(), "https://a.example/feed", now=now)
        assert parsed.entries[0].picture == found


def test_what_is_surest_to_be_the_articles_own_comes_first() -> None:
    small, large = "https://a.example/s.jpg", "https://a.example/l.jpg"
    assert best([("thumbnail", small, ""), ("enclosure", large, "image/webp")]) == large
    assert best([("content", small, "image"), ("content", large, "image/png")]) == small
    assert best([]) == ""
