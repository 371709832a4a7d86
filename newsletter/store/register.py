"""Decides, purely, what each arriving entry is: new, revised or known.

The rules: a guid is stronger than a URL, a URL stronger than title and text; but a guid under which
another article comes tells nothing. Only the feed that first told of an entry revises it, and only
when it says something else than last time: two feeds that link one page in different words would
else revise each other for ever.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from newsletter.store.identity import (
    TELLING,
    Keys,
    alike,
    another_id,
    same_feed,
    same_text,
    url_key,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from newsletter.model import Entry, Revision

Kind = Literal["new", "revised", "known"]


@dataclass(frozen=True, slots=True)
class Known:
    """What the store says of an entry that an arriving one may be."""

    feed: str
    title: str
    link: str | None
    published: datetime | None
    revision: str


@dataclass(slots=True)
class Register:
    """What is known about a batch, kept up to date as its entries are placed; and what to write."""

    entries: dict[str, Known] = field(default_factory=dict)
    sightings: dict[str, tuple[str, str]] = field(default_factory=dict)  # key: entry, fingerprint
    texts: dict[str, str] = field(default_factory=dict)  # of revisions that `doubted` named
    identities: dict[str, str] = field(default_factory=dict)
    new_entries: list[dict[str, Any]] = field(default_factory=list)
    new_revisions: dict[str, Revision] = field(default_factory=dict)
    history: list[tuple[str, str]] = field(default_factory=list)
    changed_entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    changed_sightings: dict[str, dict[str, Any]] = field(default_factory=dict)
    new_identities: dict[str, str] = field(default_factory=dict)
    carriers: dict[str, dict[str, Any]] = field(default_factory=dict)
    no_carriers: set[str] = field(default_factory=set)

    def place(
        self, entry: Entry, revision: Revision, keys: Keys, *, shared: bool, now: datetime
    ) -> tuple[Kind, str]:
        """What the entry is, and its id; `shared` says that its URL tells no item apart."""
        said = self.sightings.get(keys.guid)
        if said is not None and said[1] == keys.fingerprint:
            return "known", said[0]
        own = entry.id
        same = said[0] if said is not None else None
        if same is not None and self._replaced(same, entry, revision):
            own, same = another_id(entry), None
        same = same or self._other_guid(entry, revision, own, keys, shared=shared)
        kind: Kind
        if same is None:
            kind, same = "new", own
            self._add(own, entry, revision, now)
        else:
            kind = self._revise(same, entry, revision)
        self._remember(same, entry, keys, shared=shared)
        return kind, same

    def doubted(self, entry: Entry, keys: Keys) -> Iterator[str]:
        """The revisions whose texts must be looked at to tell an edit from another article."""
        said = self.sightings.get(keys.guid)
        if said is not None and said[1] == keys.fingerprint:
            return
        candidates = (said and said[0], self.identities.get(keys.url))
        for known in (self.entries[same] for same in candidates if same):
            if not alike(known.title, entry.title):
                yield known.revision

    def _replaced(self, same: str, entry: Entry, revision: Revision) -> bool:
        """Whether another article comes under the guid of `same`: in no respect is it an edit."""
        known = self.entries[same]
        if alike(known.title, entry.title):
            return False
        was, now = url_key(known.link), url_key(entry.link)
        page = bool(was and now and was != now)
        dated = known.published is not None and entry.published is not None
        time = dated and known.published != entry.published
        edited = self._edited(known, revision)
        if edited is None:
            return page and (time or known.published is entry.published is None)
        return (page or time) and not edited

    def _other_guid(
        self, entry: Entry, revision: Revision, own: str, keys: Keys, *, shared: bool
    ) -> str | None:
        """The entry that this one is although its guid is new."""
        if own in self.entries:
            return own
        found = None if shared else self.identities.get(keys.url)
        if found is not None and self._one_page(found, entry, revision):
            return found
        return self.identities.get(keys.text)

    def _one_page(self, found: str, entry: Entry, revision: Revision) -> bool:
        """Two feeds mean the page; one feed may give each day's item the same link."""
        known = self.entries[found]
        if not same_feed(known.feed, entry.feed) or alike(known.title, entry.title):
            return True
        at_once = known.published is not None and known.published == entry.published
        return at_once and self._edited(known, revision) is not False

    def _edited(self, known: Known, revision: Revision) -> bool | None:
        """Whether a text is an edit of what is known; None where they are too short to tell."""
        before = self.texts.get(known.revision, "")
        if min(len(before), len(revision.text)) < TELLING:
            return None
        return same_text(before, revision.text)

    def _add(self, own: str, entry: Entry, revision: Revision, now: datetime) -> None:
        self.entries[own] = Known(entry.feed, entry.title, entry.link, entry.published, revision.id)
        self.new_entries.append(
            {
                "id": own,
                "feed": entry.feed,
                "guid": entry.guid,
                "source": entry.source,
                "title": entry.title,
                "link": entry.link,
                "published": entry.published,
                "updated": entry.updated,
                "author": entry.author,
                "language": entry.language,
                "topic": entry.topic,
                "content_type": entry.content_type,
                "first_seen": now,
                "dated": entry.published or now,
                "revision": revision.id,
            }
        )
        self._keep(own, revision)

    def _revise(self, same: str, entry: Entry, revision: Revision) -> Kind:
        known = self.entries[same]
        if known.revision == revision.id or not same_feed(known.feed, entry.feed):
            return "known"
        self.entries[same] = replace(known, title=entry.title, revision=revision.id)
        self.changed_entries[same] = {
            "entry_id": same,
            "title": entry.title,
            "link": entry.link or known.link,  # a page that moved is not where it was
            "updated": entry.updated,
            "revision": revision.id,
        }
        self._keep(same, revision)
        return "revised"

    def _keep(self, same: str, revision: Revision) -> None:
        self.new_revisions[revision.id] = revision
        self.texts[revision.id] = revision.text
        self.history.append((same, revision.id))

    def _remember(self, same: str, entry: Entry, keys: Keys, *, shared: bool) -> None:
        if not same_feed(self.entries[same].feed, entry.feed):
            self.carriers[keys.guid] = {
                "key": keys.guid,
                "entry": same,
                "feed": entry.feed,
                "source": entry.source,
                "link": entry.link,
                "published": entry.published,
            }
        elif keys.guid in self.sightings:  # what stood there may have been another feed's article
            self.carriers.pop(keys.guid, None)
            self.no_carriers.add(keys.guid)
        self.sightings[keys.guid] = same, keys.fingerprint
        self.changed_sightings[keys.guid] = {
            "key": keys.guid,
            "entry": same,
            "feed": entry.feed,
            "fingerprint": keys.fingerprint,
        }
        for key in (keys.text, "" if shared else keys.url):
            if key and key not in self.identities:
                self.identities[key] = same
                self.new_identities[key] = same
