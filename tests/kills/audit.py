"""What must be true after any kill, and at the end; looked at from outside, told as lines."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from sqlalchemy import select

from newsletter.config.load import load
from newsletter.edition.codec import from_json
from newsletter.pipeline.album import picture_files
from newsletter.pipeline.make import files_of
from newsletter.store import tables
from newsletter.store.database import Database
from newsletter.store.store import open_store
from tests.kills.world import NAME, READERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsletter.store.store import Store
    from newsletter.store.values import LetterState
    from tests.kills.runner import Runner
    from tests.kills.world import World

OPEN: tuple[LetterState, ...] = ("queued", "claimed", "sending")
STATES: tuple[LetterState, ...] = (*OPEN, "sent", "failed", "uncertain", "left")
FILES = 6


def archive(world: World) -> Path:
    return world.root / "out" / NAME


def torn(world: World) -> Iterator[str]:
    """Directly behind a kill: whatever has its name is whole."""
    with open_store(world.url, world.root) as store:
        for folder in archive(world).glob("[!.]*/"):
            stored = store.editions.get(f"{NAME}/{folder.name}")
            there = {one.name for one in folder.glob("[!.]*")}
            if len(there) < FILES:
                yield f"{folder.name} has only {sorted(there)}"
            elif (folder / "edition.json").read_bytes() != stored:
                yield f"{folder.name}: edition.json is not what is stored"
    for page in archive(world).glob("index.html"):
        if not page.read_text("utf-8").rstrip().endswith("</html>"):
            yield "index.html is torn"
    for feed in archive(world).glob("feed.atom"):
        try:
            ET.fromstring(feed.read_bytes())  # noqa: S314 - our own
        except ET.ParseError as error:
            yield f"feed.atom is torn: {error}"


def left_over(world: World) -> Iterator[str]:
    """Behind a run that went well."""
    for path in world.root.rglob("*.tmp"):
        yield f"left behind: {path.relative_to(world.root)}"


def waiting(world: World) -> bool:
    """Whether any mail or webhook is to be tried again."""
    with open_store(world.url, world.root) as store:
        hooks = store.hooks.of(NAME, "queued", "sending")
        return bool(hooks or store.outbox.of(NAME, *OPEN))


def in_doubt(world: World) -> int:
    """How many mails may have come or not, as far as the program knows."""
    with open_store(world.url, world.root) as store:
        return len(store.outbox.of(NAME, "uncertain"))


def in_vain(world: World) -> int:
    """How many of those did not come: nobody need have doubted them."""
    came = {_name(data) for _, data in world.sink.taken}
    with open_store(world.url, world.root) as store:
        return sum(one.message_id not in came for one in store.outbox.of(NAME, "uncertain"))


def tally(world: World) -> str:
    """The figures of a world, to be printed."""
    with open_store(world.url, world.root) as store:
        editions = len(store.editions.last(NAME, 10_000))
        letters = store.outbox.of(NAME, *STATES)
    mails = f"{dict(Counter(one.state for one in letters))}, {len(world.sink.taken)} came"
    items, calls = len(world.feed.guids), len(world.receiver.calls)
    told = f"mails {mails}, {in_vain(world)} uncertain ones did not"
    return f"{editions} editions of {items} items; {told}; {calls} webhooks"


def problems(world: World, runner: Runner) -> list[str]:
    """At the end, everything."""
    with open_store(world.url, world.root) as store:
        return [
            *_integrity(world),
            *_entries(world, store),
            *_slots(world, store),
            *_folders(world, store),
            *_mails(world, store, runner),
            *_hooks(world, store),
            *torn(world),
            *left_over(world),
            *(f"said: {said}" for said in runner.said if "Traceback" in said),
            *(f"exit code {code}" for code in runner.codes if code not in {0, 3}),
        ]


def _integrity(world: World) -> Iterator[str]:
    file = world.root / "newsletter.db"
    if not file.exists():
        return
    with sqlite3.connect(file) as connection:
        said = connection.execute("PRAGMA integrity_check").fetchall()
        if said != [("ok",)]:
            yield f"integrity_check: {said}"
        if broken := connection.execute("PRAGMA foreign_key_check").fetchall():
            yield f"foreign_key_check: {broken}"
    connection.close()


def _entries(world: World, store: Store) -> Iterator[str]:
    """Each item that the feed told is in exactly one edition: told, listed, or held and said so."""
    guids = {row.id: row.guid for row in store.entries.rows()}
    told = Counter(guids.values())
    for guid in world.feed.guids:
        if told[guid] != 1:
            yield f"{guid} is stored {told[guid]} times"
    places = tables.edition_entries.c
    database = Database(world.url, world.root, busy=5)
    with database.read() as connection:
        rows = connection.execute(
            select(places.entry, places.edition, places.role).where(places.role != "earlier")
        ).all()
    database.close()
    where: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        where[guids[row.entry]].append(f"{row.edition} ({row.role})")
    for guid in world.feed.guids:
        if len(where[guid]) != 1:
            yield f"{guid} is in {where[guid] or 'no edition'}"
    for row in rows:
        text = (store.editions.get(row.edition) or b"").decode()
        if guids[row.entry] not in text:
            yield f"{row.edition} does not name {guids[row.entry]} ({row.role})"


def _slots(world: World, store: Store) -> Iterator[str]:
    """Each planned time has one edition, or had nothing new."""
    editions = Counter(one.slot for one in store.editions.last(NAME, 10_000) if one.slot)
    for hour in world.hours:
        row = store.ledger.of(NAME, hour)
        if row is None:
            yield f"{hour}: nothing is known of it"
        elif (row.state, editions[hour]) != ("done", 1) and (
            (row.state, row.reason, editions[hour]) != ("skipped", "nothing new", 0)
        ):
            yield f"{hour}: {row.state} ({row.reason}), {editions[hour]} editions"


def _folders(world: World, store: Store) -> Iterator[str]:
    """The archive is what is stored, byte for byte, and its index and feed tell of all."""
    settings = load(world.root / "newsletter.toml", {})
    stored = {one.id for one in store.editions.last(NAME, 10_000)}
    there = {f"{NAME}/{one.name}" for one in archive(world).glob("[!.]*/")}
    if stored != there:
        yield f"only stored: {stored - there}; only there: {there - stored}"
    index = (archive(world) / "index.html").read_text("utf-8")
    for name in sorted(stored & there):
        edition = from_json(store.editions.get(name) or b"", name)
        files = files_of(edition, settings.templates) | picture_files(edition, store.pictures)
        folder = world.root / "out" / name
        found = {one.relative_to(folder).as_posix(): one for one in folder.rglob("*")}
        if set(files) != {one for one, path in found.items() if path.is_file()}:
            yield f"{name} has {sorted(found)}"
        for file, content in files.items():
            if file in found and found[file].read_bytes() != content:
                yield f"{name}/{file} is not what is stored"
        if f"{folder.name}/" not in index:
            yield f"index.html does not tell of {name}"


def _mails(world: World, store: Store, runner: Runner) -> Iterator[str]:
    """Nobody has one twice; who has none is told of."""
    came = Counter((_name(data), to) for to, data in world.sink.taken)
    lines = {(one.message_id, one.recipient): one for one in store.outbox.of(NAME, *STATES)}
    for letter in sorted(set(came) - set(lines)):
        yield f"{letter} came and is not in the outbox"
    for edition in store.editions.last(NAME, 10_000):
        to = {line.recipient for line in lines.values() if line.edition == edition.id}
        if to != set(READERS):
            yield f"{edition.id} has mails to {sorted(to)} only"
    told = {
        (one["message_id"], one["recipient"])
        for mails in runner.status()["mails"]
        for one in mails["uncertain"]
    }
    expected = {"sent": {1}, "failed": {0}, "uncertain": {0, 1}}
    for letter, line in lines.items():
        if came[letter] not in expected.get(line.state, set()):
            yield f"{line.edition} to {line.recipient}: {line.state}, came {came[letter]} times"
        if (line.state == "uncertain") != (letter in told):
            yield f"{line.edition} to {line.recipient}: {line.state}, and status says otherwise"


def _hooks(world: World, store: Store) -> Iterator[str]:
    """The webhook heard of each edition, and what it heard again came under the same id."""
    bodies: defaultdict[str, set[bytes]] = defaultdict(set)
    for call in world.receiver.calls:
        if len(call.body) < int(call.headers["content-length"]):
            continue  # its sender was killed in the middle: no server takes that
        bodies[call.id].add(call.body)
        if not call.is_signed:
            yield f"webhook: {call.id} is not signed"
    editions = {one.id for one in store.editions.last(NAME, 10_000)}
    sent = {one.edition for one in store.hooks.of(NAME, "sent")}
    if editions != sent:
        yield f"webhook: not sent: {editions - sent}"
    if len(bodies) != len(editions):
        yield f"webhook: {len(bodies)} ids for {len(editions)} editions"
    yield from (f"webhook: {one} has two bodies" for one, found in bodies.items() if len(found) > 1)


def _name(mail: bytes) -> str:
    return str(message_from_bytes(mail, policy=default)["Message-ID"])
