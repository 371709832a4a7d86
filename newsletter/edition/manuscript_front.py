"""The front matter of a manuscript: the lines of an edition's head, and its introduction.

```
---
draft: morning/draft-2026-11-23T0700
subject: Corvane to spend $6.2 billion on two plants
preheader: Harbour plan approved
introduction: |
  Good morning.

  The markets are closed today.
---
```
A value is what stands behind its colon, and the lines beneath it that are indented.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FENCE = "---"
KEYS = ("draft", "subject", "preheader", "introduction")
_PAIR = re.compile(r"([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*)$")
_BLOCK = re.compile(r"[|>][-+]?")
INDENT = "  "


@dataclass(frozen=True, slots=True)
class Front:
    """The values by key, the text beneath and its first line's number, and what is wrong."""

    text: str
    first: int = 1
    values: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[tuple[int, str], ...] = ()


def front(text: str) -> Front:
    """Reads the front matter; a text without any is all text."""
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[start].rstrip() != FENCE:
        return Front(text)
    end = next((n for n in range(start + 1, len(lines)) if lines[n].rstrip() == FENCE), None)
    if end is None:
        problem = (start + 1, "the front matter that begins here has no end; close it with ---")
        return Front(text, problems=(problem,))
    values: dict[str, list[str]] = {}
    problems: list[tuple[int, str]] = []
    key = ""
    for number, line in enumerate(lines[start + 1 : end], start=start + 2):
        pair = _PAIR.match(line)
        if pair and pair[1].lower() in KEYS:
            key = pair[1].lower()
            if key in values:
                problems.append((number, f"`{key}` stands twice in the front matter"))
            values[key] = ["" if _BLOCK.fullmatch(pair[2].strip()) else pair[2].strip()]
        elif line[:1].isspace() or not line.strip():
            if key:
                values[key].append(line)
            elif line.strip():
                problems.append((number, "is no `key: value` of the front matter"))
        else:
            problems.append((number, _unknown(line, pair[1] if pair else "")))
    told = {key: _value(parts) for key, parts in values.items()}
    return Front("\n".join(lines[end + 1 :]), end + 2, told, tuple(problems))


def front_text(values: Mapping[str, str]) -> str:
    """The front matter that reads back to these values."""
    lines = [FENCE]
    for key in KEYS:
        value = values.get(key, "")
        if "\n" in value or _BLOCK.fullmatch(value.strip()):
            lines += [f"{key}: |", *((INDENT + line).rstrip() for line in value.split("\n"))]
        else:
            lines.append(f"{key}: {value}".rstrip())
    return "\n".join((*lines, FENCE))


def _value(parts: list[str]) -> str:
    """What stands behind the colon, and beneath it without the space that all lines begin with."""
    rest = parts[1:]
    shallow = min((len(one) - len(one.lstrip()) for one in rest if one.strip()), default=0)
    return "\n".join((parts[0], *(one[shallow:].rstrip() for one in rest))).strip("\n")


def _unknown(line: str, key: str) -> str:
    if not key:
        return f"{line.strip()[:40]!r} is no `key: value` of the front matter"
    near = get_close_matches(key.lower(), KEYS, n=1, cutoff=0.5)
    hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(KEYS)}"
    return f"no such line `{key}` of the front matter; {hint}"
