"""Takes entries in: looks up what is known of them, lets the register decide, writes it down."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select, update

from newsletter.store import tables
from newsletter.store.carriers import carriers
from newsletter.store.database import batches, insert_new, upsert
from newsletter.store.identity import Keys, another_id, fingerprint, guid_key, keys, shared_urls
from newsletter.store.register import Known, Register
from newsletter.store.values import Added

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from newsletter.model import Entry, Revision

# Entries looked up at once: up to three keys each, and 999 values in one statement.
BATCH = 300

ReadEntry = tuple["Entry", "Revision"]


def unseen(connection: Connection, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries that are new, or that say something else than when they were last seen."""
    sighted = {guid_key(entry): entry for entry in entries}
    said: dict[str, str] = {}
    columns = tables.sightings.c
    for batch in batches(sighted, BATCH):
        rows = connection.execute(
            select(columns.key, columns.fingerprint).where(columns.key.in_(batch))
        )
        said.update((row.key, row.fingerprint) for row in rows)
    return tuple(entry for key, entry in sighted.items() if said.get(key) != fingerprint(entry))


def add(connection: Connection, pairs: Sequence[ReadEntry], now: datetime) -> Added:
    """Every pair finds its entry; see the register for the rules."""
    # Keys are hashes of whole texts and of parsed links: a third of the work, and done once.
    storable = [(*pair, keys(*pair)) for pair in pairs if _storable(*pair)]
    shared = shared_urls((entry, key) for entry, _, key in storable)
    found: dict[str, set[str]] = {"new": set(), "revised": set()}
    order: dict[str, None] = {}
    known = 0
    for keyed in batches(storable, BATCH):
        register = _register(connection, keyed)
        for entry, revision, key in keyed:
            kind, same = register.place(
                entry, revision, key, shared=(entry.feed, key.url) in shared, now=now
            )
            if kind == "known":
                known += 1
            else:
                found[kind].add(same)
                order[same] = None
        _write(connection, register, now)
    return Added(
        new=tuple(same for same in order if same in found["new"]),
        revised=tuple(same for same in order if same in found["revised"] - found["new"]),
        known=known,
        refused=len(pairs) - len(storable),
    )


def _storable(entry: Entry, revision: Revision) -> bool:
    """PostgreSQL takes no NUL, and no database half a surrogate pair."""
    said = (entry.id, entry.feed, entry.guid, entry.source, entry.title, entry.link or "")
    told = (entry.author, entry.language, entry.topic, revision.title, revision.text)
    text = "".join(said + told)
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _register(connection: Connection, keyed: list[tuple[Entry, Revision, Keys]]) -> Register:
    """All that the store knows about a batch, in four looks."""
    sightings, identities, entries = tables.sightings.c, tables.identities.c, tables.entries.c
    register = Register()
    guids = {key.guid for *_, key in keyed}
    said = select(sightings.key, sightings.entry, sightings.fingerprint)
    for key, entry, last in connection.execute(said.where(sightings.key.in_(guids))):
        register.sightings[key] = entry, last
    weak = {key for *_, found in keyed for key in (found.url, found.text) if key}
    same = select(identities.key, identities.entry)
    for key, entry in connection.execute(same.where(identities.key.in_(weak))):
        register.identities[key] = entry
    ids = {entry.id for entry, *_ in keyed} | set(register.identities.values())
    ids |= {same for same, _ in register.sightings.values()}
    # Another article's id is given only under a guid that was seen before.
    count = Counter(key.guid for *_, key in keyed)
    ids |= {
        another_id(entry)
        for entry, _, key in keyed
        if key.guid in register.sightings or count[key.guid] > 1
    }
    told = select(entries.id, entries.feed, entries.title, entries.link)
    told = told.add_columns(entries.published, entries.revision)
    for some in batches(sorted(ids), BATCH):
        for same_id, *known in connection.execute(told.where(entries.id.in_(some))):
            register.entries[same_id] = Known(*known)
    doubted = {found for entry, _, key in keyed for found in register.doubted(entry, key)}
    texts = select(tables.revisions.c.id, tables.revisions.c.text)
    for some in batches(sorted(doubted), BATCH):
        for revision, text in connection.execute(texts.where(tables.revisions.c.id.in_(some))):
            register.texts[revision] = text
    return register


def _write(connection: Connection, register: Register, now: datetime) -> None:
    upsert(
        connection,
        tables.revisions,
        [
            {
                "id": revision.id,
                "title": revision.title,
                "text": revision.text,
                "blocks": revision.blocks,
                "language": revision.language,
                "forgotten": None,
                "feed_only": revision.feed_only,
            }
            for revision in register.new_revisions.values()
        ],
        where=tables.revisions.c.forgotten.is_not(None),  # a text that comes again is there again
    )
    insert_new(connection, tables.entries, register.new_entries)
    if register.changed_entries:
        connection.execute(
            update(tables.entries).where(tables.entries.c.id == bindparam("entry_id")),
            list(register.changed_entries.values()),
        )
    insert_new(
        connection,
        tables.entry_revisions,
        [{"entry": entry, "revision": of, "seen": now} for entry, of in register.history],
    )
    upsert(connection, tables.sightings, list(register.changed_sightings.values()))
    if register.no_carriers:
        connection.execute(delete(carriers).where(carriers.c.key.in_(register.no_carriers)))
    upsert(connection, carriers, list(register.carriers.values()))
    insert_new(
        connection,
        tables.identities,
        [{"key": key, "entry": same} for key, same in register.new_identities.items()],
    )
