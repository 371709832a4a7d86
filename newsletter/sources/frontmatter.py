"""The few lines at the top of a document that say what it is.

```
---
title: Harbour plan approved
date: 2026-11-22
source: Lindhaven Courier
---
```
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FENCE = "---"
ENDS = frozenset({"---", "..."})
MAX_LINES = 60
PAIR = re.compile(r"([A-Za-z][\w-]*)\s*:(?:\s+(.*))?$")
IGNORED = re.compile(r"\s|#|-(\s|$)|$")  # continued values, comments, lists, blank lines


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Its values by key in lower case, and the text that follows."""

    text: str
    values: Mapping[str, str] = field(default_factory=dict)


def front_matter(text: str) -> FrontMatter:
    """Read `key: value` lines between two fences at the very top; without them, all is text.

    Lists and nested values are skipped. A rule that no such lines follow is part of the text.
    """
    if not text.startswith(FENCE):
        return FrontMatter(text)
    lines = text.split("\n", MAX_LINES)
    if lines[0].rstrip() != FENCE:
        return FrontMatter(text)
    values: dict[str, str] = {}
    for number, line in enumerate(lines[1:MAX_LINES], 1):
        if line.rstrip() in ENDS:
            rest = "\n".join(lines[number + 1 :])
            return FrontMatter(rest.lstrip("\n"), values) if values else FrontMatter(text)
        pair = PAIR.match(line.rstrip())
        if pair is not None:
            values[pair[1].lower()] = _unquoted(pair[2] or "")
        elif not IGNORED.match(line):
            break
    return FrontMatter(text)


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
