"""A feed's bytes as the reader of XML gets them: in UTF-8, of a structure that it can take.

Everything here takes time in proportion to the feed's length.
"""

from __future__ import annotations

import re

from newsletter.sources.dates import read_date
from newsletter.sources.decoding import decode_page
from newsletter.sources.raw import newest

CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
DECLARATION = re.compile(r"\s*<\?xml\b[^<>]{0,500}?\?>", re.IGNORECASE)
EBCDIC = b"\x4c\x6f\xa7\x94"  # "<?xm" where "<" is not 3C
UNMARKED = (  # how feeds begin in encodings that are no ASCII, where no mark says so
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
    (EBCDIC, "cp037"),
)

NESTED_ENTITY = re.compile(rb"<!ENTITY\s[^>&]{0,1000}&(?!#)[^>]{0,1000}>")
ROOT = re.compile(rb"<([A-Za-z_][\w.:-]*)")

# feedparser takes time with the square of both. The most seen in real feeds are some 40
# attributes (namespaces on the root) and 60 levels (mails as XHTML).
MOST_ATTRIBUTES = 500
DEEPEST = 2_000
ATTRIBUTES = re.compile(
    rb"<[^\s<>\"'/=!?]++(?:\s++[^\s<>\"'/=]++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+')){%d}"
    % (MOST_ATTRIBUTES + 1)
)
TAG = re.compile(rb"<(/?)([A-Za-z_][\w.:-]*+)(?:\"[^\"<]*+\"|'[^'<]*+'|[^\"'<>])*+>")
OPENING_ONLY = 3  # bytes: "<a>"; a feed shorter than DEEPEST of them is not deep

# feedparser looks for addresses in names, in time with the square of their length.
LONG_NAME = re.compile(
    rb"(<(?:\w+:)?(?:author|creator|name|email|managingEditor|webMaster|publisher)(?:\s[^<>]*+)?>"
    rb"[^<]{1000})[^<]++",
    re.IGNORECASE,
)

# Of longer feeds only the newest items are read: 60,000 items take feedparser 10 s.
LONG = 400
MARK = re.compile(
    rb"<!\[CDATA\[|<!--|<(?:item|entry)(?:\s[^<>]*+)?>|<(?:item|entry)/>|</(?:item|entry)\s*>",
    re.IGNORECASE,
)
CLOSED_BY = {b"<![": b"]]>", b"<!-": b"-->"}
DATE = re.compile(
    rb"<(?:pubDate|published|dc:date|issued|date_published|updated|modified|created)(?:\s[^<>]*)?>"
    rb"\s*([^<]{4,60}?)\s*<",
    re.IGNORECASE,
)


class HostileError(Exception):
    """A structure that no feed has; the message says which, as in "has 600 attributes"."""


def prepared(body: bytes, content_type: str = "") -> bytes:
    """The feed in UTF-8 and without what would hold up its reader; raises HostileError."""
    body = _without_nested_entities(_as_utf8(body, content_type))
    bare = _without(b"<!--", b"-->", _without(b"<![CDATA[", b"]]>", body))
    if ATTRIBUTES.search(bare):
        raise HostileError(f"has an element with more than {MOST_ATTRIBUTES} attributes")
    if len(bare) > OPENING_ONLY * DEEPEST and _deeper_than(bare, DEEPEST):
        raise HostileError(f"nests its elements more than {DEEPEST:,} deep")
    return LONG_NAME.sub(rb"\1", _of_newest_items(body))


def root_of(body: bytes) -> str:
    """The name of the first element, for telling what it is when it is no feed."""
    found = ROOT.search(body[:4096])
    return found[1].decode("ascii", "replace").lower() if found else ""


def _as_utf8(body: bytes, content_type: str) -> bytes:
    """By its mark, by what came over the wire, by its own declaration, else as it looks."""
    head = body.lstrip()[:4]
    wide = next((encoding for start, encoding in UNMARKED if head.startswith(start)), "")
    if wide:
        text = body.decode(wide, "replace")
    else:
        declared = CHARSET.search(content_type)
        text = decode_page(body, declared[1] if declared else "")
    declaration = DECLARATION.match(text)
    return text[declaration.end() if declaration else 0 :].encode()


def _without_nested_entities(body: bytes) -> bytes:
    """No feed needs entities made of entities; expat spends 2 s of CPU before it refuses them."""
    first = ROOT.search(body)
    start = first.start() if first else len(body)
    return NESTED_ENTITY.sub(b"", body[:start]) + body[start:]


def _without(start: bytes, end: bytes, body: bytes) -> bytes:
    """The rest of a feed, without what stands between these marks."""
    first, *parts = body.split(start)
    return b"".join((first, *(part.partition(end)[2] for part in parts)))


def _deeper_than(body: bytes, most: int) -> bool:
    """Whether more than `most` elements are open at once; a closing tag closes what is in it."""
    open_names: list[bytes] = []
    count: dict[bytes, int] = {}
    for tag in TAG.finditer(body):
        name = tag[2]
        if not tag[1]:
            if tag[0].endswith(b"/>"):
                continue
            open_names.append(name)
            count[name] = count.get(name, 0) + 1
            if len(open_names) > most:
                return True
        elif count.get(name):
            while True:
                closed = open_names.pop()
                count[closed] -= 1
                if closed == name:
                    break
    return False


def _of_newest_items(body: bytes) -> bytes:
    """The feed without its older items, where it has more than LONG that stand side by side."""
    items = _items(body)
    if len(items) <= LONG:
        return body
    dated = [(start, end, DATE.search(body, start, end)) for start, end in items]
    kept = newest(
        dated,
        lambda item: read_date(item[2][1].decode("ascii", "replace")) if item[2] else None,
        LONG,
    )
    between = [body[: items[0][0]], *(body[start:end] for start, end, _ in kept)]
    return b"".join((*between, body[items[-1][1] :]))


def _items(body: bytes) -> list[tuple[int, int]]:
    """Where each item starts and ends; none where they are not plainly side by side."""
    found: list[tuple[int, int]] = []
    at, start = 0, -1
    while mark := MARK.search(body, at):
        at = mark.end()
        closing = CLOSED_BY.get(mark[0][:3])
        if closing:
            end = body.find(closing, at)
            if end < 0:
                return []
            at = end + len(closing)
        elif mark[0].startswith(b"</"):
            if start < 0:
                return []
            found.append((start, at))
            start = -1
        elif start >= 0:
            return []
        elif mark[0].endswith(b"/>"):
            found.append(mark.span())
        else:
            start = mark.start()
    return found if start < 0 else []
