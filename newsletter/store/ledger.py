"""Who may make which edition, and what came of it: each planned time is claimed once.

A claim holds until its lease ends; a slower claimant is fenced off by the attempt's number.
The edition is stored in the transaction that says done.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from newsletter.store import claims, tables
from newsletter.store.database import insert_new
from newsletter.store.values import Claim, SlotRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import Connection

    from newsletter.store.database import Database
    from newsletter.store.values import Placed

    Then = Callable[[Connection], bool]

SLOTS = tables.slots
S = tables.slots.c


class _UndoneError(Exception):
    """What was to be done in a transaction is not: nothing of it is."""


def _nobody_is(_who: str) -> bool:
    return False


def all_of(*steps: Then) -> Then:
    """What is done in one transaction, one after the other; the first that says no ends it."""
    return lambda connection: all(step(connection) for step in steps)


class Ledger:
    """Claims on editions of all newsletters."""

    def __init__(self, database: Database, gone: Callable[[str], bool] = _nobody_is) -> None:
        """`gone` says of a claimant that it is surely dead, so that nobody waits for its lease."""
        self._database = database
        self._gone = gone

    def claim(  # noqa: PLR0913 - a claim is of something, by someone, for a time
        self,
        newsletter: str,
        slot: datetime | None,
        key: str,
        *,
        who: str,
        now: datetime,
        lease: timedelta,
    ) -> Claim | None:
        """The right to make the edition of a planned time, or with no slot an extra one.

        None when the slot is taken, or while any edition of the newsletter is being made.
        The key becomes the edition's name; when another edition has it, `-2` and so on is added.
        """
        try:
            with self._database.write() as connection:
                self._bury(connection, newsletter, now)
                if claims.is_claimed(connection, newsletter):
                    return None
                row = None if slot is None else claims.row(connection, newsletter, slot)
                if row is not None:
                    return claims.again(connection, row, who, now, lease)
                claim = Claim(
                    newsletter, claims.free(connection, newsletter, key), slot, who, 1, now + lease
                )
                return claim if claims.insert(connection, claim, now) else None
        except IntegrityError:  # another process was quicker, where writers do not queue
            return None

    def finish(  # noqa: PLR0913 - what is done at once
        self,
        claim: Claim,
        json: bytes,
        placed: Sequence[Placed],
        targets: Sequence[str],
        now: datetime,
        *,
        then: Then | None = None,
    ) -> bool:
        """Stores the edition, what it printed and its deliveries, and says done, all at once.

        `then` is done in the same transaction. False, and nothing is stored, when the claim was
        taken over, or when `then` says so.
        """
        with suppress(_UndoneError), self._database.write() as connection:
            if not claims.put(
                connection, claims.held(claim), state="done", reason="", lease_until=None, at=now
            ):
                return False
            connection.execute(
                tables.editions.insert(),
                {
                    "id": claim.edition,
                    "newsletter": claim.newsletter,
                    "slot": claim.slot,
                    "made_at": now,
                    "json": json.decode(),
                },
            )
            insert_new(connection, tables.edition_entries, claims.printed(claim, placed))
            insert_new(connection, tables.deliveries, claims.queued(claim, targets, now))
            mine = (S.newsletter == claim.newsletter) & (S.key == claim.key)
            claims.put(connection, mine, edition=claim.edition)
            if then is not None and not then(connection):
                raise _UndoneError
            return True
        return False

    def skip(self, claim: Claim, reason: str, now: datetime) -> bool:
        """No edition is made, for a reason; of an extra one nothing is kept. False: taken over."""
        with self._database.write() as connection:
            if claim.slot is None:
                return connection.execute(delete(SLOTS).where(claims.held(claim))).rowcount == 1
            return claims.put(
                connection,
                claims.held(claim),
                state="skipped",
                reason=reason,
                lease_until=None,
                at=now,
            )

    def fail(
        self, claim: Claim, reason: str, now: datetime, *, retry_at: datetime | None = None
    ) -> bool:
        """It did not work; it may be tried again from `retry_at`, or never. False: taken over."""
        with self._database.write() as connection:
            return claims.put(
                connection,
                claims.held(claim),
                state="failed",
                reason=reason,
                lease_until=retry_at,
                at=now,
            )

    def miss(self, newsletter: str, slot: datetime, key: str, reason: str, now: datetime) -> bool:
        """Records a planned time that passed without anyone; False when it is in the ledger."""
        with self._database.write() as connection:
            if claims.row(connection, newsletter, slot) is not None:
                return False
            free = claims.free(connection, newsletter, key)
            claim = Claim(newsletter, free, slot, "", 0, now)
            return claims.insert(connection, claim, now, state="skipped", reason=reason)

    def settled(self, newsletter: str, since: datetime) -> frozenset[datetime]:
        """The planned times from `since` on that need nobody: done, skipped, failed for good."""
        final = S.state.in_(("done", "skipped")) | ((S.state == "failed") & S.lease_until.is_(None))
        with self._database.read() as connection:
            rows = connection.scalars(
                select(S.slot).where(S.newsletter == newsletter, S.slot >= since, final)
            )
            return frozenset(slot for slot in rows if slot is not None)

    def last(self, newsletter: str | None = None, limit: int = 10) -> tuple[SlotRow, ...]:
        """The latest lines of the ledger, newest first."""
        rows = select(SLOTS).order_by(S.at.desc(), S.newsletter, S.key.desc()).limit(limit)
        if newsletter is not None:
            rows = rows.where(S.newsletter == newsletter)
        with self._database.read() as connection:
            return tuple(SlotRow(*row) for row in connection.execute(rows))

    def _bury(self, connection: Connection, newsletter: str, now: datetime) -> None:
        """Claims of the dead become failures; a planned one may be taken up at once."""
        for row in connection.execute(
            select(SLOTS).where(S.newsletter == newsletter, S.state == "claimed")
        ).all():
            if row.lease_until > now and not self._gone(row.claimed_by):
                continue
            claims.put(
                connection,
                (S.newsletter == newsletter) & (S.key == row.key) & (S.attempt == row.attempt),
                state="failed",
                reason=f"abandoned by {row.claimed_by}",
                lease_until=None if row.slot is None else now,
                at=now,
            )
