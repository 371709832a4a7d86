"""Editions on their way to webhooks: one line an edition, committed around each request.

A line that a dead process left in `sending` is sent again: its receiver knows it by its id.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, select, update

from newsletter.store.database import insert_one
from newsletter.store.notices import Hook
from newsletter.store.tables import UtcTime, metadata

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from newsletter.store.database import Database
    from newsletter.store.notices import HookState

hooks = Table(
    "hooks",
    metadata,
    Column("edition", ForeignKey("editions.id"), primary_key=True),
    Column("newsletter", String, nullable=False),
    Column("state", String, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("claimed_by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("queued", UtcTime, nullable=False),
    Column("due", UtcTime, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_hooks_newsletter_state_due", "newsletter", "state", "due"),
)
H = hooks.c
# The longest that one request may take, with room to spare: see WebhookOptions.timeout.
LEASE = timedelta(minutes=10)


class Hooks:
    """The webhooks of all newsletters."""

    def __init__(self, database: Database, gone: Callable[[str], bool]) -> None:
        self._database = database
        self._gone = gone

    def posting(self, newsletter: str, edition: str, now: datetime) -> Callable[[Connection], bool]:
        """What is to be done in the transaction that stores the edition."""
        row = {
            "edition": edition,
            "newsletter": newsletter,
            "state": "queued",
            "attempt": 0,
            "claimed_by": "",
            "reason": "",
            "queued": now,
            "due": now,
            "at": now,
        }
        return lambda connection: insert_one(connection, hooks, row)

    def take(self, newsletter: str, who: str, now: datetime) -> Hook | None:
        """The oldest that is due, now in `sending`: the caller's alone. None: there is none.

        One that a dead process was sending is taken up again.
        """
        if not self.of(newsletter, "queued", "sending"):  # to look keeps no writer waiting
            return None
        with self._database.write() as connection:
            for hook in _hooks(connection, newsletter, H.state.in_(("queued", "sending"))):
                if not self._is_free(hook, now):
                    continue
                taken = {"state": "sending", "attempt": hook.attempt + 1, "claimed_by": who}
                _put(connection, hook, **taken, at=now)
                return _hooks(connection, newsletter, H.edition == hook.edition)[0]
        return None

    def _is_free(self, hook: Hook, now: datetime) -> bool:
        if hook.state == "queued":
            return hook.due <= now
        return self._gone(hook.claimed_by) or hook.at < now - LEASE

    def settle(
        self, hook: Hook, state: HookState, reason: str, now: datetime, *, due: datetime
    ) -> bool:
        """What came of one that was taken; False where another process has it by now."""
        with self._database.write() as connection:
            return _put(connection, hook, state=state, reason=reason, at=now, due=due)

    def postpone(self, newsletter: str, reason: str, due: datetime) -> None:
        """All that wait do so until then: the receiver cannot be reached."""
        waiting = (H.newsletter == newsletter) & (H.state == "queued") & (H.due < due)
        with self._database.write() as connection:
            connection.execute(update(hooks).where(waiting).values(reason=reason, due=due))

    def give_up(self, newsletter: str, now: datetime, patience: timedelta) -> tuple[Hook, ...]:
        """Those that could not be handed over for so long have failed; these."""
        tried = (H.state == "queued") & (H.reason != "") & (H.queued < now - patience)
        with self._database.write() as connection:
            found = _hooks(connection, newsletter, tried)
            for hook in found:
                _put(connection, hook, state="failed", at=now)
        return found

    def of(self, newsletter: str, *states: HookState) -> tuple[Hook, ...]:
        """Those in any of these states, oldest first."""
        with self._database.read() as connection:
            return _hooks(connection, newsletter, H.state.in_(states))


def _hooks(connection: Connection, newsletter: str, where: ColumnElement[bool]) -> tuple[Hook, ...]:
    rows = select(hooks).where(H.newsletter == newsletter, where).order_by(H.queued, H.edition)
    return tuple(Hook(*row) for row in connection.execute(rows))


def _put(connection: Connection, hook: Hook, **values: object) -> bool:
    """Changes the line, if nobody took it since."""
    same = (H.edition == hook.edition) & (H.attempt == hook.attempt)
    unchanged = H.state.in_(("queued", "sending"))
    return connection.execute(update(hooks).where(same, unchanged).values(**values)).rowcount == 1
