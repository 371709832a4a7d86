"""Where Chinese and Japanese sentences end: at their own marks, outside of quotations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsletter.text.mark import Mark

CJK_MARKS = frozenset("。！？｡．‼⁇⁈⁉")
_QUOTES = {"「": "」", "『": "』", "（": "）", "“": "”", "《": "》"}
_QUOTED = 200  # characters; a quotation longer than this is cut into its sentences
_GOES_ON = frozenset("とっなのがはをにでもや、，,")
_SAID = re.compile(r"[^。，！？]{0,12}?(?:说|說|表示|称|稱|指出|认为|認為|写道)")


def cjk_end(mark: Mark) -> int | None:
    """The mark is enough, but 「…。」と goes on, and short quotations stay whole."""
    text = mark.text
    if mark.after > mark.closers:
        if text[mark.after] in _GOES_ON:
            return None
        if _SAID.match(text, mark.after, mark.end):
            return None
        return mark.after
    low = max(mark.begin, mark.start - _QUOTED)
    for opening, closing in _QUOTES.items():
        opened = text.rfind(opening, low, mark.start)
        if opened < 0 or text.rfind(closing, opened, mark.start) >= 0:
            continue
        if text.find(closing, mark.after, min(mark.end, mark.after + _QUOTED)) >= 0:
            return None
    return mark.after
