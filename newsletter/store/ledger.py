"""Who may make which edition, and what came of it: each planned time is claimed once.

A claim holds until its lease ends; a slower claimant is fenced off by the attempt's number.
The edition is stored in the transaction that says done.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from newsletter.store import claims, tables
from newsletter.store.claims import UndoneError
from newsletter.store.database import insert_new
from newsletter.store.values import Claim, SlotRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import Connection

    from newsletter.store.claims import Then
    from newsletter.store.database import Database
    from newsletter.store.values import Placed

SLOTS = tables.slots
S = tables.slots.c


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
        drafted: bool = False,
    ) -> Claim | None:
        """The right to make the edition of a planned time, or with no slot an extra one.

        None when the slot is taken, or while any edition of the newsletter is being made. One for
        which a draft waits is taken by whoever sends that: who says that it is `drafted`.
        The key becomes the edition's name; when another edition has it, `-2` and so on is added.
        """
        try:
            with self._database.write() as connection:
                self._bury(connection, newsletter, now)
                if claims.is_claimed(connection, newsletter):
                    return None
                row = None if slot is None else claims.row(connection, newsletter, slot)
                if row is not None:
                    return claims.again(connection, row, who, now, lease, drafted=drafted)
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
        with suppress(UndoneError), self._database.write() as connection:
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
                raise UndoneError
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

    def wait(
        self, claim: Claim, reason: str, now: datetime, *, retry_at: datetime | None = None
    ) -> bool:
        """A planned time waits for its draft to be sent, or until `retry_at` to be tried again."""
        with self._database.write() as connection:
            return self.waiting(claim, reason, now, retry_at=retry_at)(connection)

    def waiting(
        self, claim: Claim, reason: str, now: datetime, *, retry_at: datetime | None = None
    ) -> Then:
        """The same, to be done in the transaction that stores the draft; False: taken over."""
        values = {"state": "waiting", "reason": reason, "lease_until": retry_at, "at": now}
        return lambda connection: claims.put(connection, claims.held(claim), **values)

    def miss(self, newsletter: str, slot: datetime, key: str, reason: str, now: datetime) -> bool:
        """Records a planned time that passed without an edition.

        False when the ledger says what came of it; what was to be tried again is not any more.
        """
        with self._database.write() as connection:
            self._bury(connection, newsletter, now)
            there = claims.row(connection, newsletter, slot)
            if there is not None:
                again = S.state.in_(claims.AGAIN) & S.lease_until.is_not(None)
                mine = (S.newsletter == newsletter) & (S.slot == slot)
                told = "; ".join(filter(None, (there.reason, reason)))
                return claims.put(
                    connection, mine & again, state="skipped", reason=told, lease_until=None, at=now
                )
            free = claims.free(connection, newsletter, key)
            claim = Claim(newsletter, free, slot, "", 0, now)
            return claims.insert(connection, claim, now, state="skipped", reason=reason)

    def settled(
        self, newsletter: str, since: datetime, now: datetime | None = None
    ) -> frozenset[datetime]:
        """The planned times from `since` on of which nothing is to be made.

        They are done, skipped, failed for good, or drafted: then their draft waits. What was
        skipped later than `now`, by a clock that was set back since, is not.
        """
        stays = S.state.in_(claims.AGAIN) & S.lease_until.is_(None)
        skipped = S.state == "skipped"
        final = (S.state == "done") | stays | (skipped if now is None else skipped & (S.at <= now))
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

    def of(self, newsletter: str, slot: datetime) -> SlotRow | None:
        """Its line about a planned time."""
        with self._database.read() as connection:
            found = claims.row(connection, newsletter, slot)
        return None if found is None else SlotRow(*tuple(found))

    def latest(self, newsletter: str) -> datetime | None:
        """The latest planned time that it knows of."""
        with self._database.read() as connection:
            found: datetime | None = connection.scalar(
                select(func.max(S.slot)).where(S.newsletter == newsletter)
            )
        return found

    def bury(self, newsletter: str, now: datetime) -> None:
        """Claims of the dead become failures, to be taken up again."""
        with self._database.write() as connection:
            self._bury(connection, newsletter, now)

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
