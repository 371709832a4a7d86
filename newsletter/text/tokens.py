"""Text -> words and stems."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from newsletter.text.late import late

if TYPE_CHECKING:
    from collections.abc import Iterator

# Written without spaces between words: two neighbouring characters stand for a word.
_DENSE = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_NUMBER = r"\d++(?:[.,]\d++)*+"
_INITIALS = r"(?:[^\W\d_]\.){2,}+"  # U.S.
_TOKEN = re.compile(rf"{_NUMBER}|{_INITIALS}|[^\W\d_]\w*+(?:['’][^\W\d_]++)*+|\S")
# Compiled where a text may need it: 4 ms, four sets of 60,000 characters.
_DENSE_TOKEN = late(
    rf"(?P<dense>[{_DENSE}]++)|{_NUMBER}|{_INITIALS}"
    rf"|(?:(?![{_DENSE}])[^\W\d_])(?:(?![{_DENSE}])\w)*+(?:['’](?![{_DENSE}])[^\W\d_]++)*+|\S"
)
# No Latin letter, no punctuation, no currency sign.
_MAYBE_DENSE = re.compile(r"[^\x00-\u024f\u2000-\u20cf]")
_SNOWBALL = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}


def words(text: str) -> tuple[str, ...]:
    """The words and numbers, lower-cased; scripts without spaces give pairs of characters."""
    found: list[str] = []
    for match in _matches(text):
        word = match[0]
        if match.lastgroup == "dense":
            found.extend(word[at : at + 2] for at in range(max(1, len(word) - 1)))
        elif word[0].isalnum():
            found.append(word.lower())
    return tuple(found)


def _matches(text: str) -> Iterator[re.Match[str]]:
    dense = not text.isascii() and _MAYBE_DENSE.search(text)
    return (_DENSE_TOKEN() if dense else _TOKEN).finditer(text)


def stem(word: str, language: str) -> str:
    """The Snowball stem of a lower-cased word; the word itself in languages without one."""
    stemmer = _stemmer(language)
    return word if stemmer is None else str(stemmer.stemWord(word))


@cache
def _stemmer(language: str) -> Any:  # noqa: ANN401 - the library has no type hints
    name = _SNOWBALL.get(language)
    if name is None:
        return None
    import Stemmer  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415 - 12 ms

    return Stemmer.Stemmer(name)
