"""Who gets a newsletter, and who left it: one row an address, kept so that nobody is added twice.

Only the address is kept, and a token by which its reader leaves; the token says nothing of either.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Column, String, Table, Text, bindparam, delete, select, update

from newsletter.store.database import Database, insert_new, insert_one
from newsletter.store.tables import UtcTime, metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

# `key` is what two spellings of one address share.
subscribers = Table(
    "subscribers",
    metadata,
    Column("newsletter", String, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("address", Text, nullable=False),
    Column("token", String, nullable=False, unique=True),
    Column("joined", UtcTime, nullable=False),
    Column("left", UtcTime),
)
S = subscribers.c
TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Subscriber:
    """One address on the list of one newsletter; who `left` gets nothing any more."""

    newsletter: str
    address: str
    token: str
    joined: datetime
    left: datetime | None = None


@dataclass(frozen=True, slots=True)
class Joining:
    """An address to be put on a list; one that another list says to have `left` is put there so."""

    address: str
    left: datetime | None = None


# What becomes of one: it is new, or back after it left; it is gone by what the list says; or
# nothing is changed, as it is known to be there or to have left.
Fate = Literal["new", "back", "gone", "known", "left"]


def new_token() -> str:
    """192 random bits in letters that a URL holds as they are."""
    return secrets.token_urlsafe(24)


def key(address: str) -> str:
    """By standard `A@b` and `a@b` may be two readers; there is no list on which they are."""
    return address.lower()


def _nobody(_connection: Connection, _newsletter: str, _token: str) -> None:
    """Where nothing was mailed."""


def _nothing(_connection: Connection, _newsletter: str, _key: str) -> bool:
    """Where nothing was mailed."""
    return False


class Subscribers:
    """The lists of all newsletters; addresses are given as text/mailbox.py leaves them."""

    def __init__(
        self,
        database: Database,
        token: Callable[[], str] = new_token,
        mailed: Callable[[Connection, str, str], str | None] = _nobody,
        forget: Callable[[Connection, str, str], bool] = _nothing,
    ) -> None:
        """`mailed` tells to which address a newsletter was sent with a token.

        `forget` takes an address out of what was mailed, by its key; False where it was not.
        """
        self._database = database
        self._token = token
        self._mailed = mailed
        self._forget = forget

    def add(
        self, newsletter: str, joining: Iterable[Joining], now: datetime, *, again: bool = False
    ) -> tuple[tuple[Joining, Fate], ...]:
        """Puts addresses on the list; who left stays away, unless it is asked for `again`."""
        with self._database.write() as connection:
            rows = connection.execute(select(S.key, S.left).where(S.newsletter == newsletter))
            before = {row.key: row.left for row in rows}
            decided = tuple(decide(joining, before, again=again))
            new = [
                {
                    "newsletter": newsletter,
                    "key": key(one.address),
                    "address": one.address,
                    "token": self._token(),
                    "joined": now,
                    "left": one.left,
                }
                for one, fate in decided
                if fate == "new"
            ]
            insert_new(connection, subscribers, new)
            _change(
                connection, newsletter, [one for one, fate in decided if fate in {"back", "gone"}]
            )
        return decided

    def remove(self, newsletter: str, addresses: Iterable[str], now: datetime) -> tuple[str, ...]:
        """Takes addresses off the list as if they had left; which of them were on it."""
        with self._database.write() as connection:
            return tuple(
                address
                for address in addresses
                if _leave(connection, now, _of(newsletter, address))
            )

    def erase(self, newsletter: str, addresses: Iterable[str]) -> tuple[str, ...]:
        """Forgets addresses altogether, also that they left and were mailed; who was known."""
        known = []
        with self._database.write() as connection:
            for address in addresses:
                who = delete(subscribers).where(_of(newsletter, address))
                listed = connection.execute(who).rowcount
                if self._forget(connection, newsletter, key(address)) or listed:
                    known.append(address)
        return tuple(known)

    def leave(self, newsletter: str, token: str, now: datetime) -> bool:
        """The reader with that token leaves; False where nobody has it, or has left already.

        One whom the settings name and no list is put on the list as one who left.
        """
        with self._database.write() as connection:
            # Databases refuse to be asked for a NUL, or for half a surrogate pair.
            asked = token if TOKEN.fullmatch(token) else ""
            if _leave(connection, now, (S.newsletter == newsletter) & (S.token == asked)):
                return True
            address = self._mailed(connection, newsletter, asked)
            row = {
                "newsletter": newsletter,
                "key": address,
                "address": address,
                "token": asked,
                "joined": now,
                "left": now,
            }
            if address is None:
                return False
            known = _leave(connection, now, _of(newsletter, address))
            return known or insert_one(connection, subscribers, row)

    def active(self, newsletter: str) -> tuple[Subscriber, ...]:
        """Who gets the newsletter, in the order of their addresses."""
        return tuple(one for one in self.all(newsletter) if one.left is None)

    def all(self, newsletter: str | None = None) -> tuple[Subscriber, ...]:
        """Who is on the list, or was, in the order of newsletters and addresses."""
        rows = select(S.newsletter, S.address, S.token, S.joined, S.left)
        if newsletter is not None:
            rows = rows.where(S.newsletter == newsletter)
        with self._database.read() as connection:
            found = [Subscriber(*row) for row in connection.execute(rows)]
        # Sorted here: databases differ in how they order letters.
        return tuple(sorted(found, key=lambda one: (one.newsletter, key(one.address))))


def decide(
    joining: Iterable[Joining], before: Mapping[str, datetime | None], *, again: bool
) -> Iterator[tuple[Joining, Fate]]:
    """The fate of each address, where `before` tells by key who is there and who left."""
    state = dict(before)
    for one in joining:
        name = key(one.address)
        fate: Fate
        if name not in state:
            fate = "new"
        elif one.left:
            fate = "left" if state[name] else "gone"
        elif state[name]:
            fate = "back" if again else "left"
        else:
            fate = "known"
        if fate in {"new", "back", "gone"}:
            state[name] = one.left
        yield one, fate


def _of(newsletter: str, address: str) -> ColumnElement[bool]:
    return (S.newsletter == newsletter) & (S.key == key(address))


def _leave(connection: Connection, now: datetime, who: ColumnElement[bool]) -> bool:
    leaving = update(subscribers).where(who, S.left.is_(None)).values(left=now)
    return connection.execute(leaving).rowcount == 1


def _change(connection: Connection, newsletter: str, changed: Sequence[Joining]) -> None:
    if changed:
        mine = (S.newsletter == newsletter) & (S.key == bindparam("whose"))
        connection.execute(
            update(subscribers).where(mine).values(left=bindparam("since")),
            [{"whose": key(one.address), "since": one.left} for one in changed],
        )
