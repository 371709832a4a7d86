"""Mails on their way: one line an edition and recipient, committed around each SMTP transaction.

A line that a dead process left in `sending` may have arrived or not: it becomes uncertain, is told,
and waits for a person, as nothing that is sent by itself may arrive twice.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, func, select, update

from newsletter.store import tables
from newsletter.store.database import insert_new
from newsletter.store.subscribers import S, key, new_token, subscribers
from newsletter.store.tables import UtcTime, metadata
from newsletter.store.values import Letter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from newsletter.store.database import Database
    from newsletter.store.values import Addressee, LetterState

# `recipient` is what two spellings of one address share; `token` is in that reader's link to leave;
# `queued` is since when it is being tried.
outbox = Table(
    "outbox",
    metadata,
    Column("edition", ForeignKey("editions.id"), primary_key=True),
    Column("recipient", Text, primary_key=True),
    Column("newsletter", String, nullable=False),
    Column("mailbox", Text, nullable=False),
    Column("token", String, nullable=False, index=True),
    Column("message_id", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("claimed_by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("queued", UtcTime, nullable=False),
    Column("due", UtcTime, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_outbox_newsletter_state_due", "newsletter", "state", "due"),
)
L = outbox.c
E = tables.editions.c

# The longest that one transaction may take: of a machine that cannot be asked whether the process
# lives, a line that is older is uncertain.
LEASE = timedelta(hours=2)


class Outbox:
    """The mails of all newsletters."""

    def __init__(
        self, database: Database, gone: Callable[[str], bool], token: Callable[[], str]
    ) -> None:
        self._database = database
        self._gone = gone
        self._token = token

    def posting(
        self,
        newsletter: str,
        edition: str,
        to: Iterable[Addressee],
        name: Callable[[str], str],
        now: datetime,
    ) -> Callable[[Connection], bool]:
        """What is to be done in the transaction that stores the edition: a line for each reader.

        Readers are those given and the newsletter's subscribers, each once, without those who
        left. `name` makes an address's Message-ID.
        """

        def post(connection: Connection) -> bool:
            known = connection.execute(
                select(S.key, S.address, S.token, S.left).where(S.newsletter == newsletter)
            ).all()
            tokens = {row.key: row.token for row in known}
            left = {row.key for row in known if row.left}
            readers = {key(one.address): one.mailbox for one in to}
            readers |= {row.key: row.address for row in known if row.key not in readers}
            addresses = {key(one.address): one.address for one in to}
            addresses |= {row.key: row.address for row in known if row.key not in addresses}
            lines = [
                {
                    "edition": edition,
                    "recipient": reader,
                    "newsletter": newsletter,
                    "mailbox": mailbox,
                    "token": tokens.get(reader) or self._token(),
                    "message_id": name(addresses[reader]),
                    "state": "queued",
                    "attempt": 0,
                    "claimed_by": "",
                    "reason": "",
                    "queued": now,
                    "due": now,
                    "at": now,
                }
                for reader, mailbox in sorted(readers.items())
                if reader not in left
            ]
            insert_new(connection, outbox, lines)
            return True

        return post

    def bury(self, newsletter: str, now: datetime) -> tuple[Letter, ...]:
        """What dead processes were sending becomes uncertain; these are told."""
        with self._database.write() as connection:
            found = [
                letter
                for letter in _letters(connection, newsletter, L.state == "sending")
                if self._gone(letter.claimed_by) or letter.at < now - LEASE
            ]
            for letter in found:
                reason = "the program ended while it was being sent; it may have arrived"
                _put(connection, letter, "sending", state="uncertain", reason=reason, at=now)
        return tuple(found)

    def take(self, newsletter: str, who: str, now: datetime) -> Letter | None:
        """The next that is due, now in `sending`: it is the caller's alone. None: there is none."""
        due = (L.state == "queued") & (L.due <= now)
        with self._database.write() as connection:
            while found := _letters(connection, newsletter, due, limit=1):
                letter = found[0]
                if _has_left(connection, letter):
                    _put(connection, letter, "queued", state="left", at=now)
                    continue
                taken = {"state": "sending", "attempt": letter.attempt + 1, "claimed_by": who}
                _put(connection, letter, "queued", **taken, at=now)
                same = (L.edition == letter.edition) & (L.recipient == letter.recipient)
                return _letters(connection, newsletter, same)[0]
        return None

    def settle(
        self,
        letter: Letter,
        state: LetterState,
        reason: str,
        now: datetime,
        *,
        due: datetime | None = None,
    ) -> bool:
        """What came of one that was taken; False when it was asked for anew in the meantime.

        One that another process held for dead is no longer uncertain: we know.
        """
        with self._database.write() as connection:
            return _put(
                connection,
                letter,
                "sending",
                "uncertain",
                state=state,
                reason=reason,
                at=now,
                due=due or letter.due,
            )

    def postpone(self, newsletter: str, reason: str, now: datetime, due: datetime) -> None:
        """All that are due wait until then: no mail can be handed over at all."""
        waiting = (L.newsletter == newsletter) & (L.state == "queued") & (L.due <= now)
        with self._database.write() as connection:
            connection.execute(update(outbox).where(waiting).values(reason=reason, at=now, due=due))

    def give_up(self, newsletter: str, now: datetime, patience: timedelta) -> tuple[Letter, ...]:
        """Those that were refused or could not be handed over for so long have failed; these."""
        tried = (L.state == "queued") & (L.reason != "") & (L.queued < now - patience)
        with self._database.write() as connection:
            found = _letters(connection, newsletter, tried)
            for letter in found:
                _put(connection, letter, "queued", state="failed", at=now)
        return found

    def again(self, newsletter: str, now: datetime) -> int:
        """Uncertain ones are to be sent again, whatever came of them before. How many."""
        uncertain = (L.newsletter == newsletter) & (L.state == "uncertain")
        anew = {"state": "queued", "reason": "", "queued": now, "due": now, "at": now}
        with self._database.write() as connection:
            return connection.execute(update(outbox).where(uncertain).values(**anew)).rowcount

    def of(self, newsletter: str, *states: LetterState) -> tuple[Letter, ...]:
        """Those in any of these states, oldest first."""
        with self._database.read() as connection:
            return _letters(connection, newsletter, L.state.in_(states))

    def tally(self, edition: str) -> dict[str, int]:
        """How many of an edition's mails are in which state."""
        rows = select(L.state, func.count()).where(L.edition == edition).group_by(L.state)
        with self._database.read() as connection:
            return dict(sorted((state, number) for state, number in connection.execute(rows)))


def address_of(connection: Connection, newsletter: str, token: str) -> str | None:
    """To whom a link with this token was sent."""
    mine = (L.newsletter == newsletter) & (L.token == token)
    return connection.scalar(select(L.recipient).where(mine).limit(1))


def forget(connection: Connection, newsletter: str, recipient: str) -> bool:
    """Nothing of a reader is left but that an edition had one; what waits for them is not sent.

    An edition's lines are made once, so that nobody is mailed twice for it.
    """
    found = _letters(connection, newsletter, L.recipient == recipient)
    for letter in found:
        same = (L.edition == letter.edition) & (L.recipient == recipient)
        nameless = new_token()
        state = letter.state if letter.state in {"sent", "failed"} else "left"
        gone = {"mailbox": "", "message_id": "", "reason": "", "token": nameless, "state": state}
        connection.execute(
            update(outbox).where(same).values(recipient=f"erased-{nameless}", **gone)
        )
    return bool(found)


def _letters(
    connection: Connection, newsletter: str, where: ColumnElement[bool], limit: int | None = None
) -> tuple[Letter, ...]:
    rows = (
        select(outbox)
        .where(L.newsletter == newsletter, where)
        .order_by(L.queued, L.edition, L.recipient)
        .limit(limit)
    )
    return tuple(Letter(*row) for row in connection.execute(rows))


def _put(connection: Connection, letter: Letter, *states: LetterState, **values: object) -> bool:
    """Changes the line, if it is in one of these states and nobody took it since."""
    same = (L.edition == letter.edition) & (L.recipient == letter.recipient)
    unchanged = L.state.in_(states) & (L.attempt == letter.attempt)
    statement = update(outbox).where(same, unchanged).values(**values)
    return connection.execute(statement).rowcount == 1


def _has_left(connection: Connection, letter: Letter) -> bool:
    who = (S.newsletter == letter.newsletter) & (S.key == letter.recipient)
    return connection.scalar(select(S.left).select_from(subscribers).where(who)) is not None
