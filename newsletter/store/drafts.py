"""Drafts on an editor's desk: of what they were made, who approved them, and what became of them.

The entries of a draft are not used up: they are an edition's only when the draft goes out, in the
transaction that stores the edition.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, exists, select

from newsletter.store import claims, drafted
from newsletter.store.claims import UndoneError, first_free
from newsletter.store.database import insert_new, upsert
from newsletter.store.drafted import D, E, draft_entries, drafts
from newsletter.store.values import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from newsletter.store.claims import Then
    from newsletter.store.database import Database

    Own = tuple[str, str]

_OWN = (
    *("slot", "state", "made_at", "json", "text"),
    *("approved", "approved_by", "approved_at", "told"),
)


class Drafts:
    """Of a newsletter at most one edition that is to be lies on the desk, and one correction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, newsletter: str) -> Draft | None:
        """The edition that is to be, as it lies on the desk."""
        found = self._read(drafted.lying(newsletter, correction=False))
        return found[0] if found else None

    def correction(self, newsletter: str) -> Draft | None:
        """The correction that lies on the desk; it is in nobody's way."""
        found = self._read(drafted.lying(newsletter, correction=True))
        return found[0] if found else None

    def lying(self, newsletter: str) -> tuple[Draft, ...]:
        """All that lies on the desk: the edition that is to be, then the correction."""
        both = (self.open(newsletter), self.correction(newsletter))
        return tuple(one for one in both if one is not None)

    def get(self, newsletter: str, key: str) -> Draft | None:
        found = self._read((D.newsletter == newsletter) & (D.key == key))
        return found[0] if found else None

    def sent_as(self, edition: str) -> tuple[Draft, str] | None:
        """The draft that an edition was, and its manuscript as it went out."""
        found = self._read(D.edition == edition)
        if not found:
            return None
        with self._database.read() as connection:
            text = connection.scalar(select(D.manuscript).where(D.edition == edition))
        return found[0], text or ""

    def last(self, newsletter: str, limit: int = 5) -> tuple[Draft, ...]:
        """The newest drafts, whatever became of them."""
        return self._read(D.newsletter == newsletter)[:limit]

    def free(self, newsletter: str, key: str) -> str:
        """The key, or that with a number where an earlier draft has it."""
        return first_free(key, {one.key for one in self._read(D.newsletter == newsletter)})

    def keep(
        self,
        draft: Draft,
        entries: Iterable[tuple[str, str]],
        now: datetime,
        *,
        then: Then | None = None,
    ) -> bool:
        """Stores an open draft, new or made anew, with the entries and texts it is made of.

        `then` is done in the same transaction. False, and nothing is stored, where it is open no
        more, another one is, or `then` says so.
        """
        mine = (D.newsletter == draft.newsletter) & (D.key == draft.key)
        row = {name: getattr(draft, name) for name in _OWN} | {
            "newsletter": draft.newsletter,
            "key": draft.key,
            "at": now,
            "reason": "",
            "edition": None,
            "manuscript": "",
            "own": "",
            "corrects": draft.corrects,
        }
        with suppress(UndoneError), self._database.write() as connection:
            of_kind = drafted.lying(draft.newsletter, correction=bool(draft.corrects))
            gone = exists().where((of_kind & (D.key != draft.key)) | (mine & (D.state != "open")))
            if connection.scalar(select(gone)):
                return False
            upsert(connection, drafts, [row])
            connection.execute(delete(draft_entries).where(drafted.entries_of(draft)))
            made_of = [
                {
                    "newsletter": draft.newsletter,
                    "key": draft.key,
                    "entry": entry,
                    "revision": revision,
                }
                for entry, revision in entries
            ]
            insert_new(connection, draft_entries, made_of)
            if then is not None and not then(connection):
                raise UndoneError
            return True
        return False

    def entries(self, draft: Draft) -> tuple[tuple[str, str], ...]:
        """The ids of the entries that it was made of, each with its revision's."""
        rows = (
            select(E.entry, E.revision)
            .where(drafted.entries_of(draft))
            .order_by(E.entry, E.revision)
        )
        with self._database.read() as connection:
            return tuple((row.entry, row.revision) for row in connection.execute(rows))

    def approve(self, draft: Draft, digest: str, who: str, now: datetime) -> bool:
        """Whoever approves it says so of a manuscript with this digest. False: open no more."""
        values = {"approved": digest, "approved_by": who, "approved_at": now}
        with self._database.write() as connection:
            return drafted.put(connection, drafted.this(draft), at=now, **values)

    def adopt(self, draft: Draft, slot: datetime, now: datetime, then: Then) -> bool:
        """What was laid on the desk by hand is from now on for a planned time.

        `then` is done in the same transaction. False, and nothing is done, where it is open no
        more, is for another time, or `then` says so.
        """
        free = drafted.this(draft) & D.slot.is_(None)
        with suppress(UndoneError), self._database.write() as connection:
            if drafted.put(connection, free, slot=slot, at=now) and then(connection):
                return True
            raise UndoneError
        return False

    def let_go(self, draft: Draft, reason: str, now: datetime) -> bool:
        """Its planned time is skipped, for a reason; it stays on the desk. False: as `drop`."""
        return self._end(draft, now, reason, slot=None)

    def lapse(self, draft: Draft, reason: str, now: datetime) -> bool:
        """Its time to be approved is over; what it was made of is free. False: as `drop`."""
        return self._end(draft, now, reason, state="lapsed", reason=reason)

    def drop(self, draft: Draft, reason: str, now: datetime) -> bool:
        """It will never go out, and what it was made of is free for the next.

        Its planned time is skipped, for that reason. False where it is open no more, or is being
        sent.
        """
        return self._end(draft, now, reason, state="dropped", reason=reason)

    def going_out(
        self, draft: Draft, edition: str, manuscript: str, own: Sequence[Own], now: datetime
    ) -> Then:
        """What is to be done in the transaction that stores the edition; False: not this draft.

        So it is when it was sent or dropped meanwhile, approved otherwise or drafted anew, or when
        another edition went out since it was drafted.
        """
        unchanged = (D.made_at == draft.made_at) & (D.approved == draft.approved)

        def done(connection: Connection) -> bool:
            if self._is_behind(connection, draft, edition):
                return False
            values = {"manuscript": manuscript, "own": json.dumps(own), "edition": edition}
            mine = drafted.this(draft) & unchanged
            return drafted.put(connection, mine, state="sent", at=now, **values)

        return done

    def is_behind(self, draft: Draft) -> bool:
        """Whether an edition went out since it was drafted, which may have told its stories."""
        with self._database.read() as connection:
            return self._is_behind(connection, draft)

    def told(self, newsletter: str) -> int:
        """How many editions went out, corrections aside; a draft made at fewer is behind."""
        with self._database.read() as connection:
            return drafted.told(connection, newsletter)

    def own(self, edition: str) -> tuple[Own, ...] | None:
        """What of an edition is the editor's, as it was when it went out; None: no draft was."""
        with self._database.read() as connection:
            kept = connection.scalar(select(D.own).where(D.edition == edition))
        return None if kept is None else tuple((where, text) for where, text in json.loads(kept))

    def approved_by(self, edition: str) -> str:
        """Who approved what went out as an edition; empty where nobody did."""
        with self._database.read() as connection:
            return connection.scalar(select(D.approved_by).where(D.edition == edition)) or ""

    def _read(self, where: ColumnElement[bool]) -> tuple[Draft, ...]:
        columns = (
            D.newsletter,
            D.key,
            *(D[name] for name in _OWN),
            D.edition,
            D.reason,
            D.corrects,
        )
        rows = select(*columns).where(where).order_by(D.made_at.desc(), D.key.desc())
        with self._database.read() as connection:
            return tuple(Draft(*row) for row in connection.execute(rows))

    def _end(self, draft: Draft, now: datetime, why: str, /, **values: Any) -> bool:  # noqa: ANN401 - a column's
        """Its planned time is skipped in the transaction that changes the draft."""
        same = D.slot.is_(None) if draft.slot is None else D.slot == draft.slot
        with suppress(UndoneError), self._database.write() as connection:
            if not drafted.put(connection, drafted.this(draft) & same, at=now, **values):
                return False
            if draft.slot and not claims.settle(connection, draft, why, now):
                raise UndoneError
            return True
        return False

    @staticmethod
    def _is_behind(connection: Connection, draft: Draft, edition: str = "") -> bool:
        if draft.corrects:  # what is wrong may be put right at any time
            return False
        return drafted.told(connection, draft.newsletter, edition) > draft.told
