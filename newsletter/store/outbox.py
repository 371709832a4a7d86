"""Mails on their way: one line an edition and recipient, committed around each SMTP transaction.

A line is `claimed` by the process that hands it over, and `sending` from right before the end of
its message is sent: no server delivers it before. What a dead process left in `claimed` is queued
again. What it left in `sending` may have arrived or not: it becomes uncertain, is told, and waits
for a person, as nothing that is sent by itself may arrive twice.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from newsletter.store.database import insert_new
from newsletter.store.letters import L, has_left, letters, outbox, put
from newsletter.store.subscribers import S, key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from newsletter.store.database import Database
    from newsletter.store.values import Addressee, Letter, LetterState

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
        """What dead processes were sending becomes uncertain; these are told.

        What they had not sent yet waits again.
        """
        if not self.of(newsletter, "claimed", "sending"):  # to look keeps no writer waiting
            return ()
        with self._database.write() as connection:
            left = [
                letter
                for letter in letters(connection, newsletter, L.state.in_(("claimed", "sending")))
                if self._gone(letter.claimed_by) or letter.at < now - LEASE
            ]
            for letter in left:
                if letter.state == "sending":
                    reason = "the program ended while it was being sent; it may have arrived"
                    put(connection, letter, "sending", state="uncertain", reason=reason, at=now)
                else:
                    put(connection, letter, "claimed", state="queued", at=now)
        return tuple(letter for letter in left if letter.state == "sending")

    def take(self, newsletter: str, who: str, now: datetime) -> Letter | None:
        """The next that is due, now `claimed`: it is the caller's alone. None: there is none."""
        due = (L.state == "queued") & (L.due <= now)
        with self._database.write() as connection:
            while found := letters(connection, newsletter, due, limit=1):
                letter = found[0]
                if has_left(connection, letter):
                    put(connection, letter, "queued", state="left", at=now)
                    continue
                taken = {"state": "claimed", "attempt": letter.attempt + 1, "claimed_by": who}
                put(connection, letter, "queued", **taken, at=now)
                same = (L.edition == letter.edition) & (L.recipient == letter.recipient)
                return letters(connection, newsletter, same)[0]
        return None

    def sending(self, letter: Letter, now: datetime) -> bool:
        """One that was taken is about to leave; False: it is not the caller's any more."""
        with self._database.write() as connection:
            return put(connection, letter, "claimed", state="sending", at=now)

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
            return put(
                connection,
                letter,
                *("claimed", "sending", "uncertain"),
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
            found = letters(connection, newsletter, tried)
            for letter in found:
                put(connection, letter, "queued", state="failed", at=now)
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
            return letters(connection, newsletter, L.state.in_(states))

    def due(self, newsletter: str, now: datetime) -> int:
        """How many are to be tried now."""
        mine = (L.newsletter == newsletter) & (L.state == "queued") & (L.due <= now)
        with self._database.read() as connection:
            return connection.scalar(select(func.count()).where(mine)) or 0

    def tally(self, edition: str) -> dict[str, int]:
        """How many of an edition's mails are in which state."""
        rows = select(L.state, func.count()).where(L.edition == edition).group_by(L.state)
        with self._database.read() as connection:
            return dict(sorted((state, number) for state, number in connection.execute(rows)))
