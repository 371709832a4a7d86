"""What people read in a terminal: whatever a source or a file's name holds, it is only shown."""

from __future__ import annotations

import re

import click

# What a terminal would obey instead of showing (control characters, overrides of direction), and
# halves of surrogate pairs, which it cannot be sent: file names that are not UTF-8 hold them.
_OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def visible(text: str) -> str:
    r"""On one line, with what a terminal would obey written out: the escape sign as `\x1b`."""
    return _OBEYED.sub(_written_out, " ".join(text.split()))


def say(*lines: str) -> None:
    """For people: to standard error."""
    for line in lines:
        click.echo(visible(line), err=True)


def complain(*problems: str) -> None:
    """What went wrong, in the program's name: to standard error."""
    say(f"newsletter: {problems[0]}", *problems[1:])


def _written_out(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"  # noqa: PLR2004 - two hex digits hold that
