"""The mail that tells an owner of troubles: short, plain, and of no reader. Pure."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

WIDEST = 900  # characters of a line: SMTP takes 998 bytes, and quoting folds what is longer
SUBJECT = 120


def subject(newsletter: str, lines: Sequence[tuple[str, str]]) -> str:
    """The first trouble, and how many more there are."""
    more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
    told = _line(f"{newsletter}: {lines[0][0]}", SUBJECT - len(more))
    return f"{told}{more}"


def text(newsletter: str, lines: Sequence[tuple[str, str]], root: str) -> str:
    """Each trouble and what to do about it, as (line, command)."""
    told = [f"The newsletter {newsletter} in {_line(root)} wants somebody to look at it.\n"]
    for line, todo in lines:
        told.append(f"* {_line(line)}")
        told += [f"  What to do: {_line(todo)}"] if todo else []
    told.append("\n`newsletter status` tells more. Nothing is told again until it was over.")
    return "\n".join(told) + "\n"


def notice(  # noqa: PLR0913 - a mail has its headers
    *, sender: str, to: str, title: str, body: str, name: str, at: datetime
) -> bytes:
    """The message to one mailbox; lines end with CRLF. `name` becomes its Message-ID."""
    mail = EmailMessage(policy=SMTP.clone(max_line_length=76))
    mail["From"], mail["To"], mail["Subject"] = sender, to, title
    mail["Date"], mail["Message-ID"] = format_datetime(at), name
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(body, cte="quoted-printable")
    return mail.as_bytes()


def _line(text: str, most: int = WIDEST) -> str:
    shown = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return shown if len(shown) <= most else shown[: most - 1] + "…"
