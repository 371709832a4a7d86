"""Where Chinese and Japanese sentences end: at their own marks, outside of quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.text.late import late

if TYPE_CHECKING:
    from newsletter.text.mark import Mark

CJK_MARKS = frozenset("。！？｡．‼⁇⁈⁉")
_CJK = "\u2e80"  # what comes from here on is written without spaces
_QUOTES = {"「": "」", "『": "』", "（": "）", "“": "”", "《": "》"}
_QUOTED = 200  # characters; a quotation longer than this is cut into its sentences
_GOES_ON = frozenset("とっなのがはをにでもや、，,")
_SAID = late(r"[^。，！？]{0,12}?(?:说|說|表示|称|稱|指出|认为|認為|写道)")


def is_dense(mark: Mark) -> bool:
    """Whether a narrow ! or ? stands between Chinese or Japanese characters."""
    text = mark.text
    return text[mark.start] in "!?" and min(text[mark.start - 1], text[mark.after]) >= _CJK


def cjk_end(mark: Mark) -> int | None:
    """The mark is enough, but 「…。」と goes on, and short quotations stay whole."""
    text = mark.text
    if mark.after > mark.closers:
        inserted = text[mark.closers] in "）)" and text[mark.begin] not in "（("
        if inserted or text[mark.after] in _GOES_ON:
            return None
        if _SAID().match(text, mark.after, mark.end):
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
