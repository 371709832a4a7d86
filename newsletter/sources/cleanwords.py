"""What ordinary feeds are made of, and how feedparser understands each of it. Pure.

An element has one role and plays it once; what stands `ASIDE` says nothing that an entry has.
All else is unusual, and left to feedparser.
"""

from __future__ import annotations

ATOM = "http://www.w3.org/2005/Atom"
NAMESPACES = {
    "atom": ATOM,
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "media": "http://search.yahoo.com/mrss/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "wordpress": "com-wordpress:feed-additions:1",  # always declared on the element itself
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
INHERITED = frozenset({LANG, "{http://www.w3.org/XML/1998/namespace}base", "lang", "base"})


def _named(name: str, default: str = "") -> str:
    """`dc:creator` as ElementTree writes it; a name without a prefix is of the default space."""
    prefix, _, local = name.rpartition(":")
    space = NAMESPACES.get(prefix, default)
    return f"{{{space}}}{local}" if space else local


def _roles(written: str, default: str = "") -> dict[str, str]:
    """`pubDate=published` as a table from ElementTree's names to roles."""
    pairs = (pair.partition("=") for pair in written.split())
    return {_named(name, default): role or name for name, _, role in pairs}


def _aside(written: str, default: str = "") -> frozenset[str]:
    return frozenset(_named(name, default) for name in written.split())


CHANNEL = _roles("title link language")
CHANNEL_ASIDE = _aside(
    "description pubDate lastBuildDate generator ttl copyright managingEditor webMaster category"
    " docs cloud rating item image skipHours skipDays sy:updatePeriod sy:updateFrequency"
    " sy:updateBase atom:link atom:updated wordpress:site"
)
# Those that may hold elements, and which.
INSIDE = {
    "image": frozenset({"url", "title", "link", "width", "height", "description"}),
    "skipHours": frozenset({"hour"}),
    "skipDays": frozenset({"day"}),
    _named("media:content"): frozenset({_named("media:credit")}),
}
ITEM = _roles(
    "title link guid description pubDate=published author dc:creator=author content:encoded=content"
    " source dc:date=updated atom:updated=updated feedburner:origLink=original"
)
ITEM_ASIDE = _aside(
    "category comments enclosure dc:subject slash:comments slash:section slash:department"
    " wfw:commentRss wfw:comment thr:total media:content media:thumbnail media:credit"
    " wordpress:post-id atom:link"
)
FEED = _roles("title id link author", ATOM)
FEED_ASIDE = _aside("entry subtitle updated generator icon logo rights category", ATOM)
ENTRY = _roles("title id link author published updated content summary", ATOM)
ENTRY_ASIDE = _aside("category rights thr:total media:content media:thumbnail", ATOM)
ATOM_FEED, ATOM_ENTRY, ATOM_LINK = (_named(name, ATOM) for name in ("feed", "entry", "link"))
MEDIA_CONTENT, MEDIA_THUMBNAIL = _named("media:content"), _named("media:thumbnail")
APART = frozenset({"item", ATOM_ENTRY})  # read by themselves

# Attributes that a role may have; those of what stands aside are free, but for INHERITED.
PERMITTED = {
    "guid": frozenset({"isPermaLink"}),
    "source": frozenset({"url"}),
    ATOM_LINK: frozenset({"href", "rel", "type", "title", "hreflang", "length"}),
    **{_named(name, ATOM): frozenset({"type"}) for name in ("title", "content", "summary")},
}
TEXT_TYPES = frozenset({"text", "html"})
HTML = frozenset({"html", "text/html", "xhtml", "application/xhtml+xml"})
