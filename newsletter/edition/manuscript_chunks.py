"""A manuscript in chunks: what stands between blank lines, and the id that stands above it.

Ids are read off here, before anything takes the text for Markdown, which would print them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING, Literal

from newsletter.text.fences import Fences

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind = Literal["own", "line", "note", "conflict"]

CODE = ("    ", "\t")
LONGEST = 2000  # characters of an id's or note's line
# Word makes dashes of two hyphens, and some programs escape what they take for text.
_ID = re.compile(r"\s{0,3}\\?<\\?!(?:--|[–—])\s*id\s+(\S+?)(?:\s.*)?(?:--|[–—])\\?>\s*")
_NOTE = re.compile(r"\s{0,3}\\?<\\?!(?:--|[–—]).*(?:--|[–—])\\?>\s*")
_AMID = re.compile(r"<\\?!(?:--|[–—])\s*id\s+([^\s–—]+)")

YOURS, BETWEEN, THEIRS = "<<<<<<<", "=======", ">>>>>>>"
_TORN = re.compile(f"(?:{YOURS}|{THEIRS})(?: .*)?[ \t]*")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that stand together; `line` is where they begin, from 1. A deleted one is empty.

    `mark` is the line of the id, as it was written.
    """

    kind: Kind
    line: int
    text: str = ""
    id: str = ""
    mark: str = ""

    @property
    def raw(self) -> str:
        """The chunk as it stands in a manuscript."""
        return "\n".join(filter(None, (self.mark, self.text)))


def chunks(text: str, first: int = 1) -> tuple[tuple[Chunk, ...], int | None]:
    """The chunks in order, counted from line `first`, and the line of a code block without end."""
    reader, fences, torn = _Reader(), Fences(), False
    for number, line in enumerate(text.split("\n"), start=first):
        if fences.holds(line):
            reader.take(number, line)
        elif not line.strip():
            reader.end()
        elif name := _id(line):
            reader.call(number, line.strip(), name)
        elif kind := _alone(line, torn=torn):
            torn = line.startswith(YOURS) if _TORN.fullmatch(line) else torn
            reader.stand(Chunk(kind, number, line.rstrip()))
        else:
            reader.take(number, line)
    reader.finish()
    return tuple(reader.found), None if fences.opened is None else fences.opened + first - 1


class _Reader:
    """Gathers lines into chunks."""

    def __init__(self) -> None:
        self.found: list[Chunk] = []
        self._lines: list[str] = []
        self._start = 0
        self._named: Chunk | None = None

    def take(self, number: int, line: str) -> None:
        self._start = self._start if self._lines else number
        self._lines.append(line)

    def end(self) -> None:
        """The chunk that is being read, if any, is whole."""
        if self._lines:
            named = self._named or Chunk("own", self._start)
            self.found.append(replace(named, line=self._start, text="\n".join(self._lines)))
            self._named = None
            self._lines.clear()

    def finish(self) -> None:
        """As `end`; an id beneath which nothing came stands for words that were deleted."""
        self.end()
        if self._named:
            self.found.append(self._named)
            self._named = None

    def call(self, number: int, mark: str, name: str) -> None:
        self.finish()
        self._named = Chunk("line", number, "", name, mark)

    def stand(self, chunk: Chunk) -> None:
        self.finish()
        self.found.append(chunk)


def joined(parts: Iterable[Chunk]) -> str:
    """The chunks as a manuscript's text."""
    return "\n\n".join(part.raw for part in parts) + "\n"


def ids_amid(text: str) -> tuple[str, ...]:
    """Ids that stand among other words, where they would be printed; in code they are code."""
    fences = Fences()
    return tuple(
        name
        for line in (text.split("\n") if _AMID.search(_unescaped(text)) else ())
        if not fences.holds(line) and not line.startswith(CODE)
        for name in _AMID.findall(_unescaped(line))
    )


def _id(line: str) -> str:
    found = _ID.fullmatch(_unescaped(line)) if _is_mark(line) else None
    return found[1] if found else ""


def _is_mark(line: str) -> bool:
    """Whether a line may be an id's or a note's; what is indented further is code."""
    return len(line) <= LONGEST and not line.startswith(CODE)


def _unescaped(text: str) -> str:
    """Without the entities that a program for rich text makes of a mark."""
    return unescape(text) if "&" in text else text


def _alone(line: str, *, torn: bool) -> Kind | None:
    """What a line is that stands for itself; `torn` says that a conflict is open above it."""
    if _TORN.fullmatch(line) or (torn and line.rstrip() == BETWEEN):
        return "conflict"
    return "note" if _is_mark(line) and _NOTE.fullmatch(_unescaped(line)) else None
