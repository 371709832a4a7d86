"""What the newsroom of these tests reads: three feeds of three kinds and five documents."""

from __future__ import annotations

SETTINGS = """
version = 1
[sources]
feeds = ["wire.xml", "quay.atom", "post.json"]
seeds = ["documents"]
max_age = "36h"
[[newsletter]]
name = "morning"
schedule = "07:00"
timezone = "Europe/Berlin"
[newsletter.deliver]
folder = "out"
"""

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Wire</title>
<link>https://wire.example/</link>{items}</channel></rss>"""
ITEM = """<item><guid>{guid}</guid><title>{title}</title><link>https://wire.example/{guid}</link>
<pubDate>Mon, 23 Nov 2026 05:00:00 GMT</pubDate><description>{text}</description></item>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:quay</id><title>The Quay</title>
<updated>2026-11-23T04:00:00Z</updated><entry><id>urn:quay:1</id>
<title>Ferry line orders two ships</title><link href="https://quay.example/1"/>
<published>2026-11-23T04:00:00Z</published><content type="html">&lt;p&gt;The ferry line Sundal will
spend $40 million on two ships.&lt;/p&gt;&lt;p&gt;Its shares rose 12% on Monday.&lt;/p&gt;
</content></entry></feed>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Evening Post",
    "items": [
        {
            "id": "1",
            "url": "https://post.example/1",
            "title": "Library opens its new reading room",
            "content_text": "The library opened its new reading room. Visitors queued for hours.",
            "date_published": "2026-11-23T03:00:00Z",
        }
    ],
}
STORM = ITEM.format(
    guid="storm",
    title="Storm closes the northern passes",
    text="A storm closed the northern passes on Sunday. Crews expect to clear them by Tuesday.",
)


def feed_with(*items: str) -> str:
    """The wire's feed with these items."""
    return RSS.format(items="".join(items))


DOCUMENTS = {
    "minutes.txt": "The council met on Friday. It voted to rebuild the pier for 3 million euros.",
    "note.md": "---\ntitle: A note on tides\n---\n\nTides were high in October. They fell later.",
    "page.html": "<title>Bakery moves</title><p>The bakery moves to Mill Lane in May.</p>",
    "letter.eml": "From: Ada Holm <ada@mill.example>\nSubject: Mill hires forty\n\n"
    "The mill will hire forty people. It needs them for the new loom.",
    "survey.txt": "Four in ten readers walk to work. The survey asked two thousand people.",
}
