from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.sources import cleanfeed, xmlfeed
from newsletter.sources.cleanwords import NAMESPACES

DATA = Path(__file__).parent.parent / "data" / "feeds"
FILES = sorted(path.name for path in DATA.iterdir() if path.suffix != ".expected")
SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        **NAMESPACES,
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    }.items()
    if prefix != "wordpress"
)

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" {SPACES}><channel><title>Harbour News</title>
<atom:link href="https://harbour.example/feed/" rel="self" type="application/rss+xml"/>
<link>https://harbour.example</link><description>All of it</description><language>en-GB</language>
<sy:updatePeriod>hourly</sy:updatePeriod><generator>Quay 2</generator>
<image><url>https://harbour.example/i.png</url><title>H</title><link>https://h.example</link></image>
<site xmlns="com-wordpress:feed-additions:1">17</site>
<item><title>Mills &#8217;s café opens</title><link>https://harbour.example/?p=1&amp;q=2</link>
<comments>https://harbour.example/1#c</comments><dc:creator><![CDATA[Ann Lee]]></dc:creator>
<pubDate>Mon, 23 Nov 2026 07:00:00 +0100</pubDate><category><![CDATA[Food]]></category>
<guid isPermaLink="false">https://harbour.example/?p=1</guid>
<description><![CDATA[<p>It opened.</p>]]></description>
<content:encoded><![CDATA[<p>It opened on Monday.</p><p>More &amp; more.</p>]]></content:encoded>
<slash:comments>3</slash:comments><post-id xmlns="com-wordpress:feed-additions:1">1</post-id>
<enclosure url="https://harbour.example/1.mp3" length="1" type="audio/mpeg"/>
<media:content url="https://harbour.example/1.png"><media:credit>Bo</media:credit></media:content>
<source url="https://wire.example/rss">Wire</source></item>
<item><guid>https://harbour.example/2</guid></item></channel></rss>"""

ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de-AT">
<title type="html">Hafen &amp;amp; Meer</title>
<id>tag:harbour.example,2026:feed</id><updated>2026-11-23T07:00:00Z</updated>
<link rel="self" href="https://harbour.example/atom"/><link href="https://harbour.example/"/>
<author><name>Die Redaktion</name><email>r@harbour.example</email></author>
<entry><title>Mühle öffnet</title><id>tag:harbour.example,2026:1</id>
<link rel="alternate" type="text/html" href="https://harbour.example/1"/>
<published>2026-11-23T06:00:00.5+01:00</published><updated>2026-11-23T07:00:00Z</updated>
<summary>Sie öffnet.</summary>
<content type="html">&lt;p&gt;Sie öffnet am Montag.&lt;/p&gt;</content>
<category term="Essen"/></entry>
<entry><title type="text">5 &lt; 6</title><author><name>Bo</name></author>
<link rel="enclosure" href="https://harbour.example/x.mp3"/><id>urn:2</id></entry></feed>"""

VALUES = """
words Café|A &amp; B||  two  words |a &lt;b&gt;x&lt;/b&gt;|<![CDATA[<p>One</p>]]>|Ã©tÃ©|AT&amp;amp;T
words x<!-- c -->y|<b>c</b>|&#x85;|1 &amp;lt; 2|ann@x.example|<![CDATA[one]]> two|
urls http://a.example/1|https://a.example/?a=1&amp;b=2|/1||http:///x|tag:a,1| http://a.example/ |
urls http://a.example/?x&amp;copy;y|urn:1
dates Mon, 23 Nov 2026 07:00:00 GMT|1 Oct 2026 07:00:00 -0530|2026-11-23T07:00:00.9+05:30
dates 2026-11-23||Mon, 31 Nov 2026 07:00:00 GMT|0001-01-01T00:00:00+05:00|soon
attributes ||| isPermaLink="false"| type="html"| url="http://a.example/"| xml:lang="fr"| type="text"
attributes  rel="self" href="http://a.example/s"| base="x"| href="http://a.example/h"
attributes  rel="alternate" type="a/b" href="http://a.example/h"
"""
ELEMENTS = """
urls link guid comments feedburner:origLink id
dates pubDate dc:date atom:updated updated published
words title description content:encoded source category author dc:creator summary content
words media:title media:credit slash:comments itunes:author name dc:title
"""


def table(written: str, between: str) -> dict[str, list[str]]:
    """Lines of a name and what belongs to it; a name has several lines."""
    found: dict[str, list[str]] = {}
    for name, _, rest in (line.partition(" ") for line in written.strip().splitlines()):
        found.setdefault(name, []).extend(rest.split(between))
    return found


KINDS = {name: kind for kind, names in table(ELEMENTS, " ").items() for name in names}
OF_KIND = {kind: st.sampled_from(values) for kind, values in table(VALUES, "|").items()}


@st.composite
def elements(draw: st.DrawFn) -> str:
    name = draw(st.sampled_from(sorted(KINDS)))
    return f"<{name}{draw(OF_KIND['attributes'])}>{draw(OF_KIND[KINDS[name]])}</{name}>"


PARTS = st.lists(elements(), max_size=7).map("".join)


@pytest.mark.parametrize("body", [RSS, ATOM], ids=["rss", "atom"])
def test_an_ordinary_feed_is_read_without_feedparser_and_as_it_would(body: str) -> None:
    read = cleanfeed.read(body.encode())
    assert read is not None
    assert len(read.entries) == 2
    assert read == xmlfeed.read(body.encode(), "")


@pytest.mark.parametrize("name", FILES)
def test_each_case_is_left_alone_or_read_as_feedparser_would(name: str) -> None:
    body = (DATA / name).read_bytes()
    assert cleanfeed.read(body) in {None, xmlfeed.read(body, "")}


@settings(max_examples=250, deadline=None)
@given(PARTS, st.lists(PARTS, max_size=3), st.sampled_from(["rss", "feed"]))
def test_any_feed_is_left_alone_or_read_as_feedparser_would(
    about: str, items: list[str], root: str
) -> None:
    name = "entry" if root == "feed" else "item"
    inside = about + "".join(f"<{name}>{item}</{name}>" for item in items)
    body = f'<rss version="2.0" {SPACES}><channel>{inside}</channel></rss>'
    if root == "feed":
        body = f'<feed xmlns="{NAMESPACES["atom"]}" {SPACES}>{inside}</feed>'
    assert cleanfeed.read(body.encode()) in {None, xmlfeed.read(body.encode(), "")}


@pytest.mark.parametrize(
    ("what", "other"),
    [
        ('<?xml version="1.0" encoding="UTF-8"?>', "<!DOCTYPE rss []>"),
        ("</rss>", ""),
        ("<rss ", "<?xml version='1.0' encoding='utf-7'?><rss "),
        ("café", "caf\u0085"),
        ('"http://purl.org/dc/elements/1.1/"', '"http://purl.org/dc/terms/"'),
        ("xmlns:dc=", "xmlns:d="),
        ('version="2.0"', 'version="0.91"'),
        ("<item>", "<item rdf='1'>"),
        ("<p>It opened.</p>", "]]><p>It opened.</p><![CDATA["),
        ("07:00:00 +0100", "07:00 CET"),
    ],
)
def test_what_is_unusual_is_left_to_feedparser(what: str, other: str) -> None:
    assert what in RSS
    assert cleanfeed.read(RSS.replace(what, other, 1).encode()) is None


@pytest.mark.parametrize(
    "body",
    [
        b"<rss " + b" ".join(b'a%d=""' % n for n in range(90_000)) + b"/>",
        b"<rss>" * 90_000 + b"</rss>" * 90_000,
        b"<rss " + b" ".join(b'xmlns:a%d="%d"' % (n, n) for n in range(50_000)) + b"/>",
        b'<rss version="2.0"><channel>' + b"<item/>" * 130_000 + b"</channel></rss>",
        b"<rss a='" * 110_000,
        b"<rss><title>" + b"&amp;" * 190_000 + b"</title></rss>",
    ],
    ids=["attributes", "depth", "namespaces", "items", "quotes", "ampersands"],
)
def test_no_feed_takes_long_to_be_found_unusual(body: bytes) -> None:
    start = time.process_time()
    assert cleanfeed.read(body) is None
    assert time.process_time() - start < 2
