"""Which words name a quotation in its page, as a browser looks for them in a text fragment.

A browser takes the first place that fits, whatever its capitals and white space; a piece begins
and ends where a word does: https://wicg.github.io/scroll-to-text-fragment/
"""

from __future__ import annotations

import re

EXACT_WORDS = 10  # a longer quotation is named by its two ends: a third of the bytes in a mail
FIRST_WORDS = 5  # fewer begin too often like another sentence ("The company said that")
LAST_WORDS = 3
EXACT_LETTERS = 24  # the same for scripts that put no space between words
AROUND_WORDS = (4, 8)  # on either side of what stands twice; the second where the first are alike
AROUND_LETTERS = (12, 24)

_UNSPACED = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003fffd]")
_PAUSE = re.compile(r"[，、；：。！？,;]")
_REACH = 500  # characters of the text on either side in which words are looked for


def ends(text: str) -> tuple[str, ...]:
    """The whole text, on one line, when it is short, else its first and its last words."""
    if _UNSPACED.search(text):
        return _ends_unspaced(text)
    words = text.split(" ")
    if len(words) <= EXACT_WORDS:
        return (text,)
    return " ".join(words[:FIRST_WORDS]), " ".join(words[-LAST_WORDS:])


def around(page: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after a quotation without which a browser would find another place.

    Empty where it finds this one. Words of the same line come first: between two paragraphs a
    page may print what its text does not hold. None reach over two lines, as a browser looks for
    each piece within one block.
    """
    pieces = ends(" ".join(page[start:end].split()))
    before = after = ""
    if not pieces[0] or first_place(page, pieces) == (start, end):
        return before, after
    left, right = page[max(0, start - _REACH) : start], page[end : end + _REACH]
    line, rest = left.rsplit("\n", 1)[-1], right.split("\n", 1)[0]
    left, right = left.rstrip().rsplit("\n", 1)[-1], right.lstrip().split("\n", 1)[0]
    for words, letters in zip(AROUND_WORDS, AROUND_LETTERS, strict=True):
        for one, other in ((line, rest), (left, right)):
            before, after = _last(one, words, letters), _first(other, words, letters)
            if first_place(page, pieces, before, after) == (start, end):
                return before, after
    return before, after


def first_place(
    page: str, pieces: tuple[str, ...], before: str = "", after: str = ""
) -> tuple[int, int] | None:
    """Where a browser finds the text that begins and ends with `pieces`, between those words."""
    suffix = rf"(?=\s*{_words(after)})" if after else ""
    edge = "" if _UNSPACED.search("".join(pieces)) else r"(?!\w)"
    bound = "" if _UNSPACED.search(before or pieces[0]) else r"(?<!\w)"
    prefix = rf"{_words(before)}\s*" if before else ""
    first, *rest = map(_words, pieces)
    tail = edge if rest else edge + suffix
    opened = re.search(rf"{bound}{prefix}({first}){tail}", page, re.IGNORECASE)
    if opened is None or not rest:
        return opened and opened.span(1)
    closed = re.compile(rf"{rest[0]}{edge}{suffix}", re.IGNORECASE).search(page, opened.end(1))
    return closed and (opened.start(1), closed.end())


def _ends_unspaced(text: str) -> tuple[str, ...]:
    """As `ends`; cut at pauses, because a match must begin and end where a word does."""
    pauses = [found.start() for found in _PAUSE.finditer(text, 4, max(4, len(text) - 4))]
    if len(text) <= EXACT_LETTERS or not pauses or pauses[0] >= pauses[-1] + 1:
        return (text,)
    return text[: pauses[0]], text[pauses[-1] + 1 :].strip()


def _words(text: str) -> str:
    return r"\s+".join(map(re.escape, text.split()))


def _last(text: str, words: int, letters: int) -> str:
    if not _UNSPACED.search(text):
        return " ".join(text.split()[-words:])
    near = text[-letters:]
    pause = _PAUSE.search(near) if len(text) > letters else None
    cut = near[pause.end() :].strip() if pause else ""
    return " ".join((cut or near).split())


def _first(text: str, words: int, letters: int) -> str:
    if not _UNSPACED.search(text):
        return " ".join(text.split()[:words])
    near = text[:letters]
    pauses = [found.start() for found in _PAUSE.finditer(near)] if len(text) > letters else []
    cut = near[: pauses[-1]].strip() if pauses else ""
    return " ".join((cut or near).split())
