"""Code between fences, which Python-Markdown does not know: where it is, and as it knows code."""

from __future__ import annotations

import re

_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")


class Fences:
    """Told line by line, whether a line is of a fenced block; `opened` is where the open one is."""

    def __init__(self) -> None:
        self._mark = ""
        self._line = 0
        self.opened: int | None = None

    def holds(self, line: str) -> bool:
        """Whether the line is a fence, or stands between two."""
        self._line += 1
        if not self._mark:
            found = _FENCE.match(line)
            if found is None:
                return False
            self._mark, self.opened = found[1], self._line
            return True
        bare = line.strip()
        if bare and bare == self._mark[0] * len(bare) and len(bare) >= len(self._mark):
            self._mark, self.opened = "", None
        return True


def unfenced(markdown: str) -> str:
    """Fenced blocks as indented ones; one without an end reaches to the end of the text."""
    if "```" not in markdown and "~~~" not in markdown:
        return markdown
    fences, told, inside = Fences(), list[str](), False
    for line in markdown.split("\n"):
        before, held = inside, fences.holds(line)
        inside = fences.opened is not None
        if held and before and inside:
            told.append(f"    {line}")
        elif held:
            told.append("")  # the fence itself
        else:
            told.append(line)
    return "\n".join(told)
