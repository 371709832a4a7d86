"""Where a Japanese headline may go on in the next line: between phrases, not within a word.

Browsers break Japanese after any character; only some know its phrases (`word-break: auto-phrase`).
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

SHORT = 8  # characters that every screen shows on one line

# A phrase ends with a particle or a verb's plain form in hiragana, before anything that is none;
# "て" is one behind hiragana only: "建て替え" is a word. What ends in い, き or け is often half a
# word, as in "買い戻し" and "引き上げ", and stays whole.
_PARTICLE = "[をがにはでともへるたの]|(?<=[ぁ-ゟ])て|から|まで|より"
_ENDS = re.compile(
    r"(?<=[、。！？!?」』）】”〉》…\s])(?=[\w「『（【“〈《])"
    r"|(?<=\w)(?=[「『【])"
    rf"|(?:{_PARTICLE})(?=[^\Wぁ-ゟー々])"
)


def phrases(text: str) -> tuple[str, ...]:
    """The text in phrases, each with what ends it; together they are the text."""
    found, start = [], 0
    for end in _ENDS.finditer(text):
        if end.end() > start:
            found.append(text[start : end.end()])
            start = end.end()
    return (*found, text[start:])


def phrased(text: str, language: str) -> Markup:
    """The text as HTML with a place to break between its phrases; other languages as they are."""
    if language != "ja" or len(text) <= SHORT:
        return escape(text)
    return Markup("<wbr>").join(map(escape, phrases(text)))
