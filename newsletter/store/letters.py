"""The table of mails, and statements about its lines, each within a transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, select, update

from newsletter.store.subscribers import S, new_token, subscribers
from newsletter.store.tables import UtcTime, metadata
from newsletter.store.values import Letter

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from newsletter.store.values import LetterState

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


def address_of(connection: Connection, newsletter: str, token: str) -> str | None:
    """To whom a link with this token was sent."""
    mine = (L.newsletter == newsletter) & (L.token == token)
    return connection.scalar(select(L.recipient).where(mine).limit(1))


def forget(connection: Connection, newsletter: str, recipient: str) -> bool:
    """Nothing of a reader is left but that an edition had one; what waits for them is not sent.

    An edition's lines are made once, so that nobody is mailed twice for it.
    """
    found = letters(connection, newsletter, L.recipient == recipient)
    for letter in found:
        same = (L.edition == letter.edition) & (L.recipient == recipient)
        nameless = new_token()
        state = letter.state if letter.state in {"sent", "failed"} else "left"
        gone = {"mailbox": "", "message_id": "", "reason": "", "token": nameless, "state": state}
        connection.execute(
            update(outbox).where(same).values(recipient=f"erased-{nameless}", **gone)
        )
    return bool(found)


def letters(
    connection: Connection, newsletter: str, where: ColumnElement[bool], limit: int | None = None
) -> tuple[Letter, ...]:
    rows = (
        select(outbox)
        .where(L.newsletter == newsletter, where)
        .order_by(L.queued, L.edition, L.recipient)
        .limit(limit)
    )
    return tuple(Letter(*row) for row in connection.execute(rows))


def put(connection: Connection, letter: Letter, *states: LetterState, **values: object) -> bool:
    """Changes the line, if it is in one of these states and nobody took it since."""
    same = (L.edition == letter.edition) & (L.recipient == letter.recipient)
    unchanged = L.state.in_(states) & (L.attempt == letter.attempt)
    statement = update(outbox).where(same, unchanged).values(**values)
    return connection.execute(statement).rowcount == 1


def has_left(connection: Connection, letter: Letter) -> bool:
    who = (S.newsletter == letter.newsletter) & (S.key == letter.recipient)
    return connection.scalar(select(S.left).select_from(subscribers).where(who)) is not None
