"""Whether two texts are the same words: what programs do to a text on its way is no edit."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

from newsletter.text.safe import plain

# What Word and its like put in place of what was typed.
_TYPED = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff", None),
        "\u2026": "...",
    }
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_DASHES = re.compile(r"-[ ]?(?:-[ ]?)+")
_BAR = re.compile(r" ?\| ?")
_ITEM = re.compile(r"^(?:[-*+\u2022\u00b7\u2023\u25cf]|\d{1,9}[.)])\s+")
_HEADING = re.compile(r"^#{1,6}(?:\s+|$)")
_CLOSING = re.compile(r"\s#+$")
_RULE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")


def words(text: str) -> str:
    """The words to compare by, without list and heading marks and a typewriter's other doings."""
    line = " ".join(unicodedata.normalize("NFC", plain(text)).translate(_TYPED).split())
    line = unescape(_ESCAPED.sub(r"\1", line)).replace("__", "**")
    line = _HEADING.sub("", _ITEM.sub("", line, count=1), count=1)
    return _BAR.sub("|", _DASHES.sub("-", line)).strip()


def same(one: str, other: str) -> bool:
    return one == other or words(one) == words(other)


def around(text: str, line: str) -> tuple[str, str] | None:
    """What stands before and after `line` in a text that holds it on lines of its own; else None.

    So an editor's words that were put close to a quotation do not make it another.
    """
    if same(text, line):
        return "", ""
    lines, wanted = text.split("\n"), words(line)
    for number, one in enumerate(lines):
        if words(one) == wanted:
            return "\n".join(lines[:number]), "\n".join(lines[number + 1 :])
    return None


def heading(text: str) -> tuple[str, str]:
    """A headline without its marks, and what stands beneath it."""
    first, _, rest = text.partition("\n")
    second, _, beneath = rest.partition("\n")
    rest = beneath if _RULE.fullmatch(second) else rest
    return _CLOSING.sub("", _HEADING.sub("", first.strip(), count=1)).strip(), rest


def item(text: str) -> str:
    """A list's line without its mark."""
    return _ITEM.sub("", text.strip(), count=1)
