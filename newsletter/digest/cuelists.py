"""The words of `quantities.toml`: what figures measure, and what sets two of a kind apart."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Where = Literal["clause", "beside", "noun", "before", "sentence"]
Patterns = dict[str, re.Pattern[str]]

_CUE = re.compile(r"'([^']+)'|(\S+)")
_VAGUE = r"\s(?:(?:about|around|some|nearly|almost|over)\s)?\#"


@dataclass(frozen=True, slots=True)
class Kinds:
    """A table of kinds that exclude each other.

    `of` are the measures it speaks of (of all where empty), `where` each list is looked for.
    `alone`: a figure with such a word differs from one without; `never`: it differs from none.
    """

    words: Patterns
    of: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    where: Mapping[str, Where] = field(default_factory=dict)
    alone: bool = False
    never: bool = False


@dataclass(frozen=True, slots=True)
class CueLists:
    """`measures` by the form of a figure; `growing` and `timed` name some of them."""

    measures: dict[str, Patterns]
    kinds: dict[str, Kinds]
    growing: frozenset[str]
    timed: frozenset[str]
    firm: frozenset[str]
    alike: tuple[frozenset[str], ...]
    nouns: Mapping[str, frozenset[str]]


@cache
def cue_lists() -> CueLists:
    """The lists, compiled when the first story of several reports is read: 20 ms."""
    read = tomllib.loads(Path(__file__).with_name("quantities.toml").read_text("utf-8"))
    return CueLists(
        {form: _patterns(lists) for form, lists in read["measures"].items()},
        {name: _kinds(table) for name, table in read["kinds"].items()},
        frozenset(read["growing"]),
        frozenset(read["timed"]),
        frozenset(read["firm"]),
        tuple(map(frozenset, read["alike"])),
        _groups(read["nouns"]),
    )


def _groups(lists: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    """Of each noun the groups that it stands in."""
    found: dict[str, set[str]] = {}
    for name, nouns in lists.items():
        for noun in nouns.split():
            found.setdefault(noun, set()).add(name)
    return {noun: frozenset(names) for noun, names in found.items()}


def heard(patterns: Patterns, text: str) -> frozenset[str]:
    """The names of the lists of which the text says a word."""
    return frozenset(name for name, pattern in patterns.items() if pattern.search(text))


def _kinds(table: Mapping[str, Any]) -> Kinds:
    """A table; `where` is one place for all its lists, or one for each that is named."""
    where = table.get("where", {})
    return Kinds(
        _patterns(table["words"]),
        frozenset(table.get("of", ())),
        frozenset(table.get("forms", ())),
        where if isinstance(where, dict) else dict.fromkeys(table["words"], where),
        table.get("alone", False),
        table.get("never", False),
    )


def _patterns(lists: Mapping[str, str]) -> Patterns:
    return {name: _pattern(cues) for name, cues in lists.items()}


def _pattern(cues: str) -> re.Pattern[str]:
    """One pattern for a list; `#` is the figure, and up to 40 characters may stand before it."""
    forms = []
    for found in _CUE.finditer(cues):
        cue = re.escape(found[1] or found[2]).replace(r"\*", r"\w*")
        cue = cue.replace(r"\ \#\ ", r"\s[^;]{0,40}\#\s").replace(r"\ \#", _VAGUE)
        forms.append(cue.replace(r"\ ", r"[\s-]"))
    return re.compile(rf"\b(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)
