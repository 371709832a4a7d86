"""What a text is wrapped in: a mail's header and signature, fenced code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.text.lines import Line

_HEADER = re.compile(r"(?:From|To|Cc|Subject|Date|Sent|Reply-To|Von|An|Betreff|Datum):\s")
_SIGNATURE = 12  # lines that a signature has at most


def without_envelope(text: str, found: list[Line]) -> list[Line]:
    """The lines with a mail's header and signature and fenced code as furniture."""
    aside = {*_header(text, found), *_signature(text, found), *_fenced(text, found)}
    return [
        line._replace(kind="furniture", body=line.start) if at in aside else line
        for at, line in enumerate(found)
    ]


def _header(text: str, found: list[Line]) -> Iterator[int]:
    """The lines "From: ..." at the top; one alone may be a sentence, two are a header."""
    count = 0
    while count < len(found) and _HEADER.match(text, found[count].start, found[count].end):
        count += 1
    return iter(range(count if count > 1 else 0))


def _signature(text: str, found: list[Line]) -> Iterator[int]:
    """All behind the last line "--", where that is not much."""
    for at in range(len(found) - 1, max(-1, len(found) - 1 - _SIGNATURE), -1):
        if text[found[at].start : found[at].end] == "--":
            return iter(range(at, len(found)))
    return iter(())


def _fenced(text: str, found: list[Line]) -> Iterator[int]:
    """The lines from one ``` to the next; an open fence sets nothing aside but itself."""
    fences = [at for at, line in enumerate(found) if text.startswith("```", line.start)]
    for begin, end in zip(fences[::2], fences[1::2], strict=False):
        yield from range(begin, end + 1)
