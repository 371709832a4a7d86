"""Statements about lines of the ledger, each within a transaction of the Ledger's."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from newsletter.store import tables
from newsletter.store.database import insert_one
from newsletter.store.values import Claim, SlotState

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import ColumnElement, Connection, Row

    from newsletter.store.values import Draft, Placed

    Then = Callable[[Connection], bool]

SLOTS = tables.slots
S = tables.slots.c
AGAIN = ("failed", "waiting")


class UndoneError(Exception):
    """What was to be done in a transaction is not: nothing of it is."""


def held(claim: Claim) -> ColumnElement[bool]:
    """True of the claim's row as long as nobody has taken it over."""
    return (
        (S.newsletter == claim.newsletter)
        & (S.key == claim.key)
        & (S.attempt == claim.attempt)
        & (S.claimed_by == claim.who)
        & (S.state == "claimed")
    )


def put(connection: Connection, where: ColumnElement[bool], **values: object) -> bool:
    return connection.execute(update(SLOTS).where(where).values(**values)).rowcount == 1


def is_claimed(connection: Connection, newsletter: str) -> bool:
    claimed = select(S.key).where(S.newsletter == newsletter, S.state == "claimed")
    return connection.scalar(claimed) is not None


def row(connection: Connection, newsletter: str, slot: datetime) -> Row[Any] | None:
    return connection.execute(
        select(SLOTS).where(S.newsletter == newsletter, S.slot == slot)
    ).one_or_none()


def may_be_tried(row: Row[Any], now: datetime) -> bool:
    """Whether the time has come; what was skipped by a clock since set back is not skipped."""
    if row.state == "skipped":
        return bool(row.at > now)
    return row.state in AGAIN and row.lease_until is not None and row.lease_until <= now


def again(  # noqa: PLR0913 - a claim is of something, by someone, for a time
    connection: Connection,
    row: Row[Any],
    who: str,
    now: datetime,
    lease: timedelta,
    *,
    drafted: bool = False,
) -> Claim | None:
    """A slot whose time to be tried again has come; one that is `drafted` is its sender's."""
    if not (may_be_tried(row, now) or (drafted and row.state in AGAIN)):
        return None
    claim = Claim(row.newsletter, row.key, row.slot, who, row.attempt + 1, now + lease)
    still = (S.newsletter == row.newsletter) & (S.key == row.key) & (S.attempt == row.attempt)
    taken = put(
        connection,
        still & (S.state == row.state),
        state="claimed",
        attempt=claim.attempt,
        claimed_by=who,
        lease_until=claim.lease_until,
        at=now,
    )
    return claim if taken else None


def settle(connection: Connection, draft: Draft, reason: str, now: datetime) -> bool:
    """The planned time of a draft that will not be its edition is skipped; False: it is at work."""
    mine = (S.newsletter == draft.newsletter) & (S.slot == draft.slot)
    if connection.scalar(select(S.key).where(mine, S.state == "claimed")):
        return False
    unsettled = mine & S.state.in_(AGAIN)
    put(connection, unsettled, state="skipped", reason=reason, lease_until=None, at=now)
    return True


def free(connection: Connection, newsletter: str, key: str) -> str:
    taken = set(
        connection.scalars(
            select(S.key).where(S.newsletter == newsletter, S.key.startswith(key, autoescape=True))
        )
    )
    return first_free(key, taken)


def first_free(key: str, taken: Collection[str]) -> str:
    """The key, or that with the first number that is not taken."""
    names = (key if number == 1 else f"{key}-{number}" for number in count(1))
    return next(name for name in names if name not in taken)


def insert(
    connection: Connection,
    claim: Claim,
    now: datetime,
    *,
    state: SlotState = "claimed",
    reason: str = "",
) -> bool:
    row = {
        "newsletter": claim.newsletter,
        "key": claim.key,
        "slot": claim.slot,
        "state": state,
        "attempt": claim.attempt,
        "claimed_by": claim.who,
        "lease_until": claim.lease_until if state == "claimed" else None,
        "reason": reason,
        "edition": None,
        "at": now,
    }
    return insert_one(connection, SLOTS, row)


def printed(claim: Claim, placed: Sequence[Placed]) -> list[dict[str, Any]]:
    return [
        {
            "edition": claim.edition,
            "entry": place.entry,
            "revision": place.revision,
            "newsletter": claim.newsletter,
            "role": place.role,
        }
        for place in placed
    ]


def queued(claim: Claim, targets: Sequence[str], now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "edition": claim.edition,
            "target": target,
            "state": "queued",
            "attempt": 0,
            "reason": "",
            "at": now,
            "due": now,
        }
        for target in targets
    ]
