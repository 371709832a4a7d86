"""Decides, purely, what each arriving entry is: new, revised or known.

The rules: a guid is stronger than a URL, a URL stronger than title and text. Only the feed that
first told of an entry revises it, and only when it says something else than last time: two feeds
that link one page in different words would else revise each other for ever.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from newsletter.store.identity import Keys, alike

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.model import Entry, Revision

Kind = Literal["new", "revised", "known"]


@dataclass(frozen=True, slots=True)
class Known:
    """What the store says of an entry that an arriving one may be."""

    feed: str
    title: str
    published: datetime | None
    revision: str


@dataclass(slots=True)
class Register:
    """What is known about a batch, kept up to date as its entries are placed; and what to write."""

    entries: dict[str, Known] = field(default_factory=dict)
    sightings: dict[str, tuple[str, str]] = field(default_factory=dict)  # key: entry, fingerprint
    identities: dict[str, str] = field(default_factory=dict)
    new_entries: list[dict[str, Any]] = field(default_factory=list)
    new_revisions: dict[str, Revision] = field(default_factory=dict)
    history: list[tuple[str, str]] = field(default_factory=list)
    changed_entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    changed_sightings: dict[str, dict[str, Any]] = field(default_factory=dict)
    new_identities: dict[str, str] = field(default_factory=dict)

    def place(
        self, entry: Entry, revision: Revision, keys: Keys, *, shared: bool, now: datetime
    ) -> tuple[Kind, str]:
        """What the entry is, and its id; `shared` says that its URL tells no item apart."""
        said = self.sightings.get(keys.guid)
        if said is not None and said[1] == keys.fingerprint:
            return "known", said[0]
        same = said[0] if said is not None else self._other_guid(entry, keys, shared=shared)
        kind: Kind
        if same is None:
            kind, same = "new", entry.id
            self._add(entry, revision, now)
        else:
            kind = self._revise(same, entry, revision)
        self._remember(same, entry, keys, shared=shared)
        return kind, same

    def _other_guid(self, entry: Entry, keys: Keys, *, shared: bool) -> str | None:
        """The entry that this one is although its guid is new."""
        if entry.id in self.entries:
            return entry.id
        found = None if shared else self.identities.get(keys.url)
        if found is not None and self._one_page(found, entry):
            return found
        return self.identities.get(keys.text)

    def _one_page(self, found: str, entry: Entry) -> bool:
        """Two feeds mean the page; one feed may give each day's item the same link."""
        known = self.entries[found]
        return (
            known.feed != entry.feed
            or alike(known.title, entry.title)
            or (known.published is not None and known.published == entry.published)
        )

    def _add(self, entry: Entry, revision: Revision, now: datetime) -> None:
        self.entries[entry.id] = Known(entry.feed, entry.title, entry.published, revision.id)
        self.new_entries.append(
            {
                "id": entry.id,
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
        self.new_revisions[revision.id] = revision
        self.history.append((entry.id, revision.id))

    def _revise(self, same: str, entry: Entry, revision: Revision) -> Kind:
        known = self.entries[same]
        if known.revision == revision.id or known.feed != entry.feed:
            return "known"
        self.entries[same] = Known(known.feed, entry.title, known.published, revision.id)
        self.changed_entries[same] = {
            "entry_id": same,
            "title": entry.title,
            "updated": entry.updated,
            "revision": revision.id,
        }
        self.new_revisions[revision.id] = revision
        self.history.append((same, revision.id))
        return "revised"

    def _remember(self, same: str, entry: Entry, keys: Keys, *, shared: bool) -> None:
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
