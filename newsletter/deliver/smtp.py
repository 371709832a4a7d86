"""Hands mails to a server by SMTP (RFC 5321, 3207, 4954); smtplib's one door.

What is said of each is what is known of it: an answer that is lost after the message's end leaves
open whether it arrived, one that is lost before does not.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from newsletter.deliver.rules import is_loopback

if TYPE_CHECKING:
    from newsletter.deliver.options import SmtpOptions

PORTS = {"starttls": 587, "tls": 465, "none": 25}
# Servers look at a message before they answer its end: RFC 5321 gives them ten minutes, where it
# gives two to five for any other answer.
END = 5
SAID = 200  # characters of a server's answer that are kept
READY, CLOSING, REFUSED = 354, 421, 500

Fate = Literal["sent", "later", "refused", "uncertain", "down"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a mail; "later" is for this one, "down" for all: there is no way to the server.

    A `closed` connection was found so before anything was sent by it.
    """

    fate: Fate
    reason: str = ""
    closed: bool = False


class _SaidNoError(Exception):
    """The server answered, and not as it should."""

    def __init__(self, code: int, said: bytes) -> None:
        super().__init__(code)
        self.code = code
        self.words = _line(f"the server said {code} {said.decode('utf-8', 'replace')}")


class Mailer:
    """One connection for many mails; it is made at the first, and made again where it was lost."""

    def __init__(self, options: SmtpOptions, password: str = "", root: Path = Path()) -> None:
        """`root` is the folder from which `ca_file` is looked for.

        `in_doubt` is true as long as a whole message was sent and nothing was answered yet.
        """
        self._options = options
        self._password = password
        self._root = root
        self._smtp: smtplib.SMTP | None = None
        self._port = options.port or PORTS[options.security]
        self.in_doubt = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._leave(politely=True)

    def send(self, sender: str, recipient: str, message: bytes) -> Answer:
        """Hands one over; lines of `message` end with CRLF. Never raises for what servers do."""
        self.in_doubt = False
        kept = self._smtp is not None
        answer = self._try(sender, recipient, message)
        if kept and answer.closed:  # servers close what is idle; this says nothing of the mail
            answer = self._try(sender, recipient, message)
        return answer

    def _try(self, sender: str, recipient: str, message: bytes) -> Answer:
        try:
            smtp = self._smtp or self._connect()
        except (OSError, smtplib.SMTPException) as error:
            self._leave()
            return Answer("down", f"{self._options.host}:{self._port}: {_why(error)}")
        self._smtp = smtp
        try:
            answer = self._hand_over(smtp, sender, recipient, message)
        except _SaidNoError as no:
            answer = Answer("refused" if no.code >= REFUSED else "later", no.words)
            if no.code == CLOSING:
                self._leave()
                return Answer("later", no.words, closed=True)
        if answer.fate == "uncertain" or smtp.sock is None:
            self._leave()
        elif answer.fate != "sent":
            self._reset(smtp)
        return answer

    def _hand_over(self, smtp: smtplib.SMTP, sender: str, recipient: str, message: bytes) -> Answer:
        body = _stuffed(message)
        begun = False
        try:
            _want(smtp.mail(sender, [f"size={len(body)}"] if smtp.has_extn("size") else []))
            begun = True
            _want(smtp.rcpt(recipient))
            _want(smtp.docmd("DATA"), READY)
            smtp.send(body)
        except (OSError, smtplib.SMTPException) as error:
            # The end of the message was not sent: no server delivers what it did not get whole.
            return Answer("later", _why(error), closed=not begun)
        try:
            self.in_doubt = True
            reply = _end(smtp, self._options.timeout)
        except (OSError, smtplib.SMTPException):
            return Answer("uncertain", "no answer came after the whole message was sent")
        self.in_doubt = False
        _want(reply)
        return Answer("sent")

    def _connect(self) -> smtplib.SMTP:
        """A connection that may be used: encrypted, its certificate checked, signed in."""
        options, name = self._options, self._options.hello or _own_name()
        if options.security == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                options.host,
                self._port,
                name,
                timeout=options.timeout,
                context=self._trust(),
            )
        else:
            smtp = smtplib.SMTP(options.host, self._port, name, timeout=options.timeout)
        self._smtp = smtp
        if options.security == "starttls":
            smtp.starttls(context=self._trust())
        elif options.security == "none" and not _is_here(smtp.sock):
            raise OSError('security = "none" is for this machine alone')
        smtp.ehlo_or_helo_if_needed()
        if options.user:
            smtp.login(options.user, self._password)
        return smtp

    def _trust(self) -> ssl.SSLContext:
        file = self._options.ca_file
        return ssl.create_default_context(cafile=str(self._root / file) if file else None)

    def _reset(self, smtp: smtplib.SMTP) -> None:
        """The next mail begins anew; a server that does not take that is left."""
        try:
            code, _ = smtp.rset()
        except (OSError, smtplib.SMTPException):
            code = CLOSING
        if code >= REFUSED or code == CLOSING:
            self._leave()

    def _leave(self, *, politely: bool = False) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is None:
            return
        with suppress(OSError, smtplib.SMTPException):
            if politely:
                smtp.quit()
        smtp.close()


def _end(smtp: smtplib.SMTP, timeout: float) -> tuple[int, bytes]:
    """Says that the message is whole; the server's answer says whether it is theirs."""
    assert smtp.sock is not None  # the message was just sent by it
    smtp.sock.settimeout(timeout * END)
    smtp.send(b".\r\n")
    reply = smtp.getreply()
    smtp.sock.settimeout(timeout)
    return reply


def _want(reply: tuple[int, bytes], least: int = 200) -> None:
    code, said = reply
    if not least <= code < least - least % 100 + 100:
        raise _SaidNoError(code, said)


def _stuffed(message: bytes) -> bytes:
    """As it travels: a line that begins with a dot gets another one (RFC 5321, 4.5.2)."""
    body = re.sub(rb"(?m)^\.", b"..", message)
    return body if body.endswith(b"\r\n") else body + b"\r\n"


def _is_here(sock: socket.socket | None) -> bool:
    return sock is not None and is_loopback(str(sock.getpeername()[0]))


def _own_name() -> str:
    """What a machine without a full name says of itself is its address (RFC 5321, 4.1.3)."""
    name = socket.gethostname()
    return name if "." in name and name.isascii() else "[127.0.0.1]"


# The first that fits counts. A server's answer to a password is not repeated: it may hold it.
_WHY: tuple[tuple[type[Exception], str], ...] = (
    (smtplib.SMTPAuthenticationError, "the server does not take the user and the password"),
    (smtplib.SMTPNotSupportedError, "the server cannot do it: {0}"),
    (smtplib.SMTPServerDisconnected, "the connection was lost"),
    (smtplib.SMTPResponseException, "the server said {0.smtp_code} {1}"),
    (ssl.SSLCertVerificationError, "its TLS certificate is not valid: {0.verify_message}"),
    (ssl.SSLError, "no TLS connection could be made"),
    (TimeoutError, "took too long"),
    (socket.gaierror, "its host name was not found"),
    (OSError, "{0.strerror}"),
)


def _why(error: Exception) -> str:
    said = getattr(error, "smtp_error", b"")
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    found = next((told for kind, told in _WHY if isinstance(error, kind)), "{0}")
    if found == "{0.strerror}" and not getattr(error, "strerror", None):
        found = "{0}"
    return _line(found.format(error, words))


def _line(words: str) -> str:
    shown = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    return shown if len(shown) <= SAID else shown[: SAID - 1] + "…"
