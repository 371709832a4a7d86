"""Style sheets and style attributes as rules and declarations; never raises, in linear time.

CSS Syntax Module Level 3, https://www.w3.org/TR/css-syntax-3/
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"""/\*.*?(?:\*/|\Z)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?"""
    r"""|url\(\s*[^"'\s)][^)]*\)?|[{};]|[^{};"'/u]+|.""",
    re.DOTALL | re.IGNORECASE,
)
_IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)
_NESTING = frozenset({"media", "supports", "layer", "container", "-moz-document"})


@dataclass(frozen=True, slots=True)
class Declaration:
    """Names and values in lower case, but for what stands in quotation marks or `url()`."""

    name: str
    value: str
    important: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """`at` are the at-rules it stands in, the outermost first, as written."""

    selectors: tuple[str, ...]
    declarations: tuple[Declaration, ...]
    at: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class AtRule:
    name: str
    prelude: str
    at: tuple[str, ...] = ()
    line: int = 0


@dataclass(slots=True)
class Sheet:
    rules: list[Rule] = field(default_factory=list)
    ats: list[AtRule] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Block:
    prelude: str
    line: int
    parts: list[tuple[str, int]] = field(default_factory=list)


def stylesheet(text: str, line: int = 1) -> Sheet:
    """The rules of a sheet that begins on `line`."""
    sheet = Sheet()
    open_blocks: list[_Block] = []
    pending, pending_line = "", line
    for found in _TOKEN.finditer(text):
        piece = found[0]
        if not pending.strip():
            pending_line = line + (piece.count("\n") if piece.isspace() else 0)
        line += piece.count("\n")
        if piece.startswith("/*"):
            continue
        if piece == "{":
            open_blocks.append(_Block(pending.strip(), pending_line))
            _begin(sheet, open_blocks)
            pending = ""
        elif piece == "}":
            if not open_blocks:
                sheet.faults.append((line, "`}` closes nothing"))
            else:
                open_blocks[-1].parts.append((pending, pending_line))
                _finish(sheet, open_blocks)
            pending = ""
        elif piece == ";":
            _statement(sheet, open_blocks, pending, pending_line)
            pending = ""
        else:
            pending += piece
    if open_blocks:
        sheet.faults.append((open_blocks[-1].line, "a block is never closed"))
    while open_blocks:
        open_blocks[-1].parts.append((pending, pending_line))
        pending = ""
        _finish(sheet, open_blocks)
    return sheet


def declarations(text: str, line: int = 0) -> tuple[tuple[Declaration, ...], tuple[str, ...]]:
    """What a style attribute declares, and what in it is no declaration."""
    parts: list[tuple[str, int]] = []
    pending = ""
    for found in _TOKEN.finditer(text):
        if found[0] == ";":
            parts.append((pending, line))
            pending = ""
        elif not found[0].startswith("/*"):
            pending += found[0]
    return _declared([*parts, (pending, line)])


def _begin(sheet: Sheet, blocks: list[_Block]) -> None:
    block = blocks[-1]
    if block.prelude.startswith("@"):
        name, _, prelude = block.prelude[1:].partition(" ")
        name = re.split(r"[^\w-]", name, maxsplit=1)[0].lower()
        sheet.ats.append(AtRule(name, prelude.strip(), _around(blocks[-9:-1]), block.line))


def _statement(sheet: Sheet, blocks: list[_Block], text: str, line: int) -> None:
    stripped = text.strip()
    if stripped.startswith("@"):
        name, _, prelude = stripped[1:].partition(" ")
        sheet.ats.append(AtRule(name.lower(), prelude.strip(), _around(blocks), line))
    elif blocks:
        blocks[-1].parts.append((text, line))
    elif stripped:
        sheet.faults.append((line, f"{stripped[:60]!r} is no rule"))


def _finish(sheet: Sheet, blocks: list[_Block]) -> None:
    block = blocks.pop()
    found, faults = _declared(block.parts)
    at_rule = block.prelude.startswith("@")
    sheet.faults.extend((block.line, fault) for fault in faults)
    if at_rule and block.prelude[1:].partition(" ")[0].lower() in _NESTING and not found:
        return
    selectors = () if at_rule else tuple(one.strip() for one in block.prelude.split(","))
    if not at_rule and not block.prelude:
        sheet.faults.append((block.line, "a rule has no selector"))
    sheet.rules.append(Rule(selectors, found, _around(blocks), block.line))


def _around(blocks: list[_Block]) -> tuple[str, ...]:
    return tuple(one.prelude for one in blocks[-8:] if one.prelude.startswith("@"))


def _declared(parts: list[tuple[str, int]]) -> tuple[tuple[Declaration, ...], tuple[str, ...]]:
    found, faults = [], []
    for part, line in parts:
        if not (text := part.strip()):
            continue
        name, colon, value = text.partition(":")
        name, value = name.strip().lower(), value.strip()
        if not colon or not value or not re.fullmatch(r"[a-z_-][\w-]*", name):
            faults.append(f"{text[:60]!r} is no declaration")
            continue
        important = _IMPORTANT.search(value[-40:]) is not None
        if important:
            value = value[: value.rindex("!")].rstrip()
        plain = value if "url(" in value.lower() or name.startswith("--") else value.lower()
        found.append(Declaration(name, plain, important, line))
    return tuple(found), tuple(faults)
