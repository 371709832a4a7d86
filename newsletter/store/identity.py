"""By what an entry is known again, pure: guid, canonical URL, title and text.

Keys are hashes, so that a hostile guid of a megabyte costs no index page.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.text.safe import canonical_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsletter.model import Entry, Revision

SCHEME = re.compile(r"https?://", re.IGNORECASE)
WORD = re.compile(r"\w+")
DIGIT = re.compile(r"\d")  # "7", and "Q3", "3rd", "v2"
# "Comments", "Read more": below this a text of a feed says nothing by itself, and only the same
# title of the same feed at the same time is the same item.
TELLING = 40
# Of two titles' words: one or two of eight words edited, not another headline of the same form.
SAME_WORDS = 2 / 3
# Of two texts' runs of 8 letters, those that the shorter shares with the longer: an edit keeps
# most of them, other articles of one publisher share 0.02 to 0.2 (what stands under each).
RUN = 8
SAME_TEXT = 1 / 3
MOST_LETTERS = 20_000


@dataclass(frozen=True, slots=True)
class Keys:
    """`guid` knows an entry by itself; `url` and `text` where the guid is new. Empty is none."""

    guid: str
    url: str
    text: str
    fingerprint: str


def keys(entry: Entry, revision: Revision) -> Keys:
    return Keys(guid_key(entry), url_key(entry.link), text_key(entry, revision), fingerprint(entry))


def guid_key(entry: Entry) -> str:
    """A guid is its feed's; http and https are one."""
    return _key("guid", _bare(entry.feed), _bare(entry.guid))


def url_key(link: str | None) -> str:
    """The page an entry leads to; a site's front page or no page at all is no identity."""
    if not link:
        return ""
    url = canonical_url(link)
    rest = url.partition("://")[2]
    if not SCHEME.match(url) or ("?" not in rest and not rest.partition("/")[2]):
        return ""
    return _key("url", _bare(url), _anchor(link))


def text_key(entry: Entry, revision: Revision) -> str:
    """Title and text without regard to case and white space; never the title alone."""
    title, text = _folded(revision.title or entry.title), _folded(revision.text)
    if len(text) >= TELLING or (text and not entry.link):
        return _key("text", title, text)
    if entry.published is None or not (title or text):
        return ""
    return _key("brief", _bare(entry.feed), title, text, entry.published.isoformat())


def fingerprint(entry: Entry) -> str:
    """What the feed said, to the letter: the same again needs no second reading."""
    return _key("said", entry.title, entry.content)


def shared_urls(keyed: Iterable[tuple[Entry, Keys]]) -> frozenset[tuple[str, str]]:
    """(feed, URL key) of links that several items of one feed share: those tell no item apart."""
    guids: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for entry, known in keyed:
        if known.url:
            guids[entry.feed, known.url].add(entry.guid)
    return frozenset(place for place, found in guids.items() if len(found) > 1)


def alike(one: str, other: str) -> bool:
    """Whether one title may be an edit of the other; other numbers are another headline."""
    a, b = set(WORD.findall(one.casefold())), set(WORD.findall(other.casefold()))
    if not a or not b:  # an item without a title is no edit of another such
        return False
    if {word for word in a if DIGIT.search(word)} != {word for word in b if DIGIT.search(word)}:
        return False
    return len(a & b) >= SAME_WORDS * len(a | b)


def same_text(one: str, other: str) -> bool:
    """Whether one text may be an edit of the other."""
    a, b = _runs(one), _runs(other)
    return len(a & b) >= SAME_TEXT * min(len(a), len(b))


def spellings(feed: str) -> tuple[str, ...]:
    """A feed with http and with https is one, however the settings spell it now."""
    bare = _bare(feed)
    return (feed,) if bare == feed else (f"http://{bare}", f"https://{bare}")


def same_feed(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def another_id(entry: Entry) -> str:
    """For an article whose guid was another's before."""
    return _key("another", entry.id, fingerprint(entry))[:16]


def _runs(text: str) -> set[str]:
    letters = _folded(text[:MOST_LETTERS])
    return {letters[start : start + RUN] for start in range(max(1, len(letters) - RUN + 1))}


def _bare(text: str) -> str:
    return SCHEME.sub("", text, count=1) if SCHEME.match(text) else text


def _anchor(link: str) -> str:
    """A changelog's `#v1.2` names an item; `#utm_source=x` and `#:~:text=` do not."""
    anchor = link.partition("#")[2]
    return "" if "=" in anchor else anchor


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _key(*parts: str) -> str:
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:32]
