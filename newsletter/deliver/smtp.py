"""Hands mails to a server, and says of each what is known of it.

An answer that is lost after the message's end leaves open whether it arrived, one that is lost
before does not. So each is handed over in two steps: what is known is written down between them.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from newsletter.deliver.patience import GRACE, GaveUpError, Patience
from newsletter.deliver.talk import LostError, SaidNoError, Talk, port_of

if TYPE_CHECKING:
    from newsletter.deliver.options import SmtpOptions

STOPPED = "was stopped while it was being sent"
UNHEARD = "no answer came after the whole message was sent"

Fate = Literal["sent", "later", "refused", "uncertain", "down", "stopped"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a mail; "later" is for this one, "down" for all: there is no way to the server.

    One that was "stopped" has not left. A `closed` connection was found so before anything was
    sent by it.
    """

    fate: Fate
    reason: str = ""
    closed: bool = False


class Mailer:
    """One connection for many mails; it is made at the first, and made again where it was lost."""

    def __init__(
        self,
        options: SmtpOptions,
        password: str = "",
        root: Path = Path(),
        *,
        stop: threading.Event | None = None,
        grace: float = GRACE,
    ) -> None:
        """`root` is the folder from which `ca_file` is looked for.

        Once `stop` is set, the server is waited for no longer than `grace` seconds in all.
        `in_doubt` is true as long as a whole message was sent and nothing was answered yet.
        """
        self._options = options
        self._password = password
        self._root = root
        self._talk: Talk | None = None
        self._wait = Patience(stop or threading.Event(), grace)
        self.in_doubt = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._talk is not None and not self._wait.is_over:
            self._talk.leave()
            self._talk = None
        self.drop()

    def send(self, sender: str, recipient: str, message: bytes) -> Answer:
        """Hands one over; lines of `message` end with CRLF. Never raises for what servers do."""
        return self.begin(sender, recipient, message) or self.end()

    def begin(self, sender: str, recipient: str, message: bytes) -> Answer | None:
        """Hands over all of a mail but its end: no server delivers that. None: this went well."""
        self.in_doubt = False
        kept = self._talk is not None
        answer = self._begun(sender, recipient, message)
        if kept and answer and answer.closed:  # servers close what is idle: nothing of the mail
            answer = self._begun(sender, recipient, message)
        return answer

    def end(self) -> Answer:
        """Says that the mail is whole. From now on it may arrive."""
        assert self._talk is not None  # a mail was begun on it
        try:
            self._talk.look()
        except LostError as lost:  # since what was sent went into the system's own buffers
            self.drop()
            return Answer("later", str(lost))
        self.in_doubt = True
        try:
            self._wait(self._talk.end)
        except SaidNoError as no:
            self.in_doubt = False
            return self._refused(no)
        except LostError:
            answer = Answer("uncertain", UNHEARD)
        except GaveUpError:
            answer = Answer("uncertain", f"{STOPPED}; it may have arrived")
        else:
            self.in_doubt = False
            return Answer("sent")
        self.drop()
        return answer

    def drop(self) -> None:
        """Leaves the connection, and a mail that was begun on it without its end."""
        self.in_doubt = False
        talk, self._talk = self._talk, None
        if talk is not None:
            talk.close()

    def _begun(self, sender: str, recipient: str, message: bytes) -> Answer | None:
        try:
            talk = self._talk = self._talk or self._wait(self._connected)
        except LostError as lost:
            return Answer("down", f"{self._options.host}:{port_of(self._options)}: {lost}")
        except GaveUpError:
            return Answer("stopped", STOPPED)
        try:
            self._wait(lambda: talk.begin(sender, recipient, message))
        except SaidNoError as no:
            return self._refused(no)
        except LostError as lost:
            self.drop()
            return Answer("later", str(lost), closed=not lost.begun)
        except GaveUpError:
            self.drop()
            return Answer("stopped", STOPPED)
        return None

    def _connected(self) -> Talk:
        talk = Talk(self._options, self._password, self._root)
        if self._wait.is_over:  # nobody takes it
            talk.close()
        return talk

    def _refused(self, no: SaidNoError) -> Answer:
        """The connection is then as the next mail wants it, or left."""
        if no.is_closing:
            self.drop()
            return Answer("later", str(no), closed=True)
        talk = self._talk
        if talk is not None and talk.is_open:
            try:
                self._wait(talk.reset)
            except (SaidNoError, LostError, GaveUpError):
                self.drop()
        else:
            self.drop()
        return Answer("refused" if no.is_final else "later", str(no))
