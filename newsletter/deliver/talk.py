"""A conversation with a mail server (RFC 5321, 3207, 4954), step by step; smtplib's one door."""

from __future__ import annotations

import re
import select
import smtplib
import socket
import ssl
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from newsletter.deliver.rules import is_loopback
from newsletter.errors import DeliveryError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsletter.deliver.options import SmtpOptions

PORTS = {"starttls": 587, "tls": 465, "none": 25}
# Servers look at a message before they answer its end: RFC 5321 gives them ten minutes, where it
# gives two to five for any other answer.
END = 5
FAREWELL = 0.5  # seconds that a server has to say goodbye: nothing depends on it
SAID = 200  # characters of a server's answer that are kept
READY, CLOSING, REFUSED = 354, 421, 500


class LostError(Exception):
    """There is no connection, or none any more; the message says why. `begun`: it is in a mail."""

    def __init__(self, reason: str, *, begun: bool = True) -> None:
        super().__init__(reason)
        self.begun = begun


class SaidNoError(Exception):
    """The server answered, and not as it should; the message is what it said."""

    def __init__(self, code: int, said: bytes) -> None:
        super().__init__(_line(f"the server said {code} {said.decode('utf-8', 'replace')}"))
        self.is_final = code >= REFUSED
        self.is_closing = code == CLOSING


class Talk:
    """A connection that may be used: encrypted, its certificate checked, signed in."""

    def __init__(self, options: SmtpOptions, password: str, root: Path) -> None:
        """LostError where there is none to be had. `root`: from where `ca_file` is looked for."""
        self._options = options
        with _lost():
            believed = trust(options, root)
            self._smtp = _connected(options, believed)
            try:
                _sign_in(self._smtp, options, password, believed)
            except BaseException:
                self._smtp.close()
                raise

    def begin(self, sender: str, recipient: str, message: bytes) -> None:
        """All of a mail but its end, without which no server delivers it."""
        body, smtp = _stuffed(message), self._smtp
        with _lost(begun=False):
            reply = smtp.mail(sender, [f"size={len(body)}"] if smtp.has_extn("size") else [])
        _want(reply)
        with _lost():
            _want(smtp.rcpt(recipient))
            _want(smtp.docmd("DATA"), READY)
            smtp.send(body)

    def look(self) -> None:
        """LostError where the server has closed the connection already."""
        sock = self._smtp.sock
        with _lost():
            if sock is None or _is_closed(sock):
                raise smtplib.SMTPServerDisconnected

    def end(self) -> None:
        """Says that the mail is whole; it is the server's when this returns."""
        smtp = self._smtp
        with _lost():
            if smtp.sock is None:
                raise smtplib.SMTPServerDisconnected
            smtp.sock.settimeout(self._options.timeout * END)
            smtp.send(b".\r\n")
            _want(smtp.getreply())
            smtp.sock.settimeout(self._options.timeout)

    def reset(self) -> None:
        """The next mail begins anew."""
        with _lost():
            _want(self._smtp.rset())

    @property
    def is_open(self) -> bool:
        return self._smtp.sock is not None

    def leave(self) -> None:
        """Says goodbye."""
        with suppress(OSError, smtplib.SMTPException):
            if self._smtp.sock is not None:
                self._smtp.sock.settimeout(min(self._options.timeout, FAREWELL))
                self._smtp.quit()
        self._smtp.close()

    def close(self) -> None:
        """Leaves without a word; a step that another thread is at ends."""
        sock = self._smtp.sock
        if sock is not None:
            with suppress(OSError):
                # The socket's own method: that of TLS would take the encryption off before.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)
        self._smtp.close()


@contextmanager
def _lost(*, begun: bool = True) -> Iterator[None]:
    try:
        yield
    except (OSError, smtplib.SMTPException) as error:
        raise LostError(_why(error), begun=begun) from None


def _connected(options: SmtpOptions, believed: ssl.SSLContext | None) -> smtplib.SMTP:
    port, name = port_of(options), options.hello or _own_name()
    if options.security == "tls":
        return smtplib.SMTP_SSL(options.host, port, name, timeout=options.timeout, context=believed)
    return smtplib.SMTP(options.host, port, name, timeout=options.timeout)


def _sign_in(
    smtp: smtplib.SMTP, options: SmtpOptions, password: str, believed: ssl.SSLContext | None
) -> None:
    if options.security == "starttls":
        smtp.starttls(context=believed)
    elif options.security == "none" and not _is_here(smtp.sock):
        raise OSError('security = "none" is for this machine alone')
    smtp.ehlo_or_helo_if_needed()
    if options.user:
        smtp.login(options.user, password)


def trust(options: SmtpOptions, root: Path) -> ssl.SSLContext | None:
    """Whom to believe about certificates; DeliveryError where `ca_file` holds none."""
    if options.security == "none":
        return None
    file = options.ca_file
    try:
        return ssl.create_default_context(cafile=str(root / file) if file else None)
    except ssl.SSLError:
        reason = "holds no certificate in PEM"
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
    raise DeliveryError(f"[newsletter.deliver.smtp] ca_file: {file}: {reason}")


def port_of(options: SmtpOptions) -> int:
    """The server's port: the usual one of that security where the settings name none."""
    return options.port or PORTS[options.security]


def _want(reply: tuple[int, bytes], least: int = 200) -> None:
    code, said = reply
    if not least <= code < least - least % 100 + 100:
        raise SaidNoError(code, said)


def _stuffed(message: bytes) -> bytes:
    """As it travels: a line that begins with a dot gets another one (RFC 5321, 4.5.2)."""
    body = re.sub(rb"(?m)^\.", b"..", message)
    return body if body.endswith(b"\r\n") else body + b"\r\n"


def _is_closed(sock: socket.socket) -> bool:
    """Looks below TLS, whose own reading would wait."""
    there = select.poll()  # not `select`, which knows 1,024 files and no more
    there.register(sock, select.POLLIN)
    return bool(there.poll(0)) and not socket.socket.recv(sock, 1, socket.MSG_PEEK)


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
