"""Foreign text as it may stand in a line of ours."""

from __future__ import annotations

import re

from newsletter.text.safe import plain

_STOP = re.compile(r"[.。।۔]$")
# "U.S.", "a.m." and "Corp." keep theirs, and so does what trails off.
_KEPT = re.compile(r"(?:\b\w\.\w|\.|\b(?:Inc|Corp|Co|Cos|Ltd|Bros|Jr|Sr|No|etc|Pty|Dr|St))\.$")


def one_line(text: str) -> str:
    """What can be shown of a text, white space collapsed, nothing at its ends."""
    return " ".join(_visible(text).split())


def clipped(text: str, limit: int) -> str:
    """`one_line` within `limit` characters: a text without an end must not crowd out the rest."""
    line = one_line(text)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def inner(text: str) -> str:
    """As `one_line`, but one space at either end stays: pieces are put together again."""
    shown = _visible(text)
    line = " ".join(shown.split())
    if not line:
        return " " if shown else ""
    return " " * shown[0].isspace() + line + " " * shown[-1].isspace()


def _visible(text: str) -> str:
    """U+FFFD stands for bytes that were lost already: it says nothing and upsets mail filters."""
    return plain(text).replace("\ufffd", "")


def unstopped(text: str) -> str:
    """A bullet without the full stop at its end: many are clauses, and have none."""
    return text if _KEPT.search(text) else _STOP.sub("", text)
