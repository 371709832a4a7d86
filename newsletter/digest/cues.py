"""One pass over a sentence, shared by all lenses: its words, its figures and the cues among them.

A cue is a named list of words ("what has a market price", "words of falling"); lenses and
learned weights look at where cues stand, never at the letters again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from newsletter.text.figures import figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newsletter.model import Figure

FIGURE = "\ue000"  # stands for a figure while words are found; no letter, and private to us
# "S&P" and "U.S." are one word each, "data-centre" is two, "won't" is one.
WORD = re.compile(
    r"[^\W_]{2,}(?:['’][^\W\d_]{1,2}\b)?"  # most words: tried first
    rf"|{FIGURE}|[A-Za-z]&[A-Za-z]\b|(?:[A-Za-z]\.){{2,}}|[^\W_](?:['’][^\W\d_]{{1,2}}\b)?"
)
# The number of a count; what else stands in it ("900 jobs") says what is counted.
NUMBER = re.compile(
    r"(?:between\s)?\S+(?:\s(?:hundred|thousand|million|billion|trillion|lakh|crore|dozen|mln|bln|mn"
    r"|bn|m|k|to|and|or|\d\S*)\b)*",
    re.IGNORECASE,
)
KNOWN = 200_000  # words remembered, about 60 MB: a bound against hostile text
YEAR = re.compile(r"(?:1[89]|20)\d\d$")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence after the shared pass.

    `raw` are its words as written, `words` lower-cased, a figure being one word that names its
    kind (`<percent>`); `where` gives the word positions of each cue, kinds of figure among
    them; `figures` pairs a figure with its word position.
    """

    text: str
    raw: tuple[str, ...]
    words: tuple[str, ...]
    where: Mapping[str, Sequence[int]]
    figures: tuple[tuple[int, Figure], ...]

    def spans(self) -> list[tuple[int, int]]:
        """Where each word stands in the text; made when asked for, as few sentences are."""
        numbers = [(one.start, _number_end(one)) for _, one in self.figures]
        found = []
        shift = 0
        for match in WORD.finditer(_hidden(self.text, numbers)):
            start, end = match.start() + shift, match.end() + shift
            if match[0] == FIGURE:
                end = numbers.pop(0)[1]
                shift = end - match.end()
            found.append((start, end))
        return found


# Phrases that begin with a word: the second word -> what must follow it, and the cue.
_Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


class Vocabulary:
    """Finds cues in words. `lists` maps a cue's name to its expressions.

    "plan" stands for all its regular inflections, "=may" for that form only, "acqui*" for all
    that begins so, and a phrase for its words in a row, its first and last inflected too.
    """

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self._forms: dict[str, list[str]] = {}
        self._exact: dict[str, list[str]] = {}
        self._prefixes: list[tuple[str, str]] = []
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._known: dict[str, tuple[tuple[str, ...], _Phrases]] = {}
        for name, expressions in lists.items():
            for expression in expressions:
                self._add(name, expression)

    def _add(self, name: str, expression: str) -> None:
        words = expression.lstrip("=").lower().split()
        if len(words) > 1:
            self._phrases.setdefault(words[0], []).append((tuple(words[1:]), name))
        elif expression.startswith("="):
            self._exact.setdefault(words[0], []).append(name)
        elif expression.endswith("*"):
            self._prefixes.append((words[0][:-1], name))
        else:
            self._forms.setdefault(words[0], []).append(name)

    def _look_up(self, word: str) -> tuple[tuple[str, ...], _Phrases]:
        names = dict.fromkeys(self._exact.get(word, ()))
        phrases: _Phrases = {}
        for base in bases(word):
            names.update(dict.fromkeys(self._forms.get(base, ())))
            for rest, name in self._phrases.get(base, ()):
                phrases.setdefault(rest[0], []).append((rest[1:], name))
        names.update((name, None) for start, name in self._prefixes if word.startswith(start))
        return tuple(names), phrases

    def names(self, word: str) -> tuple[str, ...]:
        """The cues that a single word stands for."""
        return self._look_up(word)[0]

    def find(self, words: tuple[str, ...]) -> dict[str, list[int]]:
        """The positions of each cue; a phrase stands where its first word stands."""
        where: dict[str, list[int]] = {}
        known = self._known
        for position, word in enumerate(words):
            entry = known.get(word)
            if entry is None:
                entry = self._look_up(word)
                if len(known) < KNOWN:
                    known[word] = entry
            for name in entry[0]:
                where.setdefault(name, []).append(position)
            if entry[1]:
                for name in _phrases_at(entry[1], words, position + 1):
                    spots = where.setdefault(name, [])
                    if not spots or spots[-1] != position:
                        spots.append(position)
        return where


def _phrases_at(phrases: _Phrases, words: tuple[str, ...], at: int) -> Iterable[str]:
    """The cues of the phrases whose second word stands at `at`, their last one inflected."""
    if at == len(words):
        return
    second = words[at]
    for base in bases(second):
        for rest, name in phrases.get(base, ()):
            if not rest or (base == second and follows(words, at + 1, rest)):
                yield name


def follows(words: tuple[str, ...], at: int, rest: tuple[str, ...]) -> bool:
    """Whether `rest` stands at `at`, its last word in any inflection."""
    last = at + len(rest) - 1
    if last >= len(words) or words[at:last] != rest[:-1]:
        return False
    return words[last] == rest[-1] or rest[-1] in bases(words[last])


@lru_cache(maxsize=KNOWN)
def bases(word: str) -> tuple[str, ...]:
    """What an English word may be an inflection of, itself first."""
    found = [word]
    if word.endswith(("'s", "’s")):
        return bases(word[:-2])
    if len(word) < 4:  # noqa: PLR2004 - "is", "as", "bed" are no inflections
        return (word,)
    if word.endswith("ies"):
        found.append(word[:-3] + "y")
    if word.endswith("es"):
        found.append(word[:-2])
    if word.endswith("s") and not word.endswith("ss"):
        found.append(word[:-1])
    if word.endswith("ied"):
        found.append(word[:-3] + "y")
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            found += [stem, stem + "e"]
            if stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return tuple(dict.fromkeys(found))


def kind(figure: Figure) -> str:
    """The kind of a figure: money, percent, multiple, points, basis_points, number or count."""
    unit = figure.unit
    if len(unit) == 3 and unit.isupper():  # noqa: PLR2004 - an ISO 4217 code has three letters
        return "money"
    if unit in {"percent", "multiple", "points", "basis_points"}:
        return unit
    return "count" if unit else "number"


def mark(text: str, vocabulary: Vocabulary) -> Marked:
    """The shared pass over one sentence."""
    found = figures(text)
    raw = WORD.findall(_hidden(text, [(one.start, _number_end(one)) for one in found]))
    words = list(map(plain, raw))
    placed = []
    if found:
        waiting = iter(found)
        for position, word in enumerate(raw):
            if word == FIGURE:
                figure = next(waiting)
                placed.append((position, figure))
                words[position] = f"<{kind(figure)}>"
    frozen = tuple(words)
    where = vocabulary.find(frozen)
    for position, figure in placed:
        where.setdefault(frozen[position], []).append(position)
        if frozen[position] == "<multiple>":  # "doubled" is a word of movement too
            for name in vocabulary.names(plain(figure.text.split()[0])):
                where.setdefault(name, []).append(position)
                where[name].sort()
    return Marked(text, tuple(raw), frozen, where, tuple(placed))


def _hidden(text: str, numbers: Iterable[tuple[int, int]]) -> str:
    """The text with one sign in place of each number."""
    text = text.replace(FIGURE, "\ue001")
    pieces = []
    done = 0
    for start, end in numbers:
        pieces += [text[done:start], FIGURE]
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def _number_end(figure: Figure) -> int:
    """Where the number ends: before the noun of a count."""
    if kind(figure) != "count":
        return figure.end
    number = NUMBER.match(figure.text)
    return figure.start + (number.end() if number else len(figure.text))


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """A word in lower case; a bare number by what it can be."""
    if word[0].isdigit():
        return "<year>" if YEAR.match(word) else "<digits>" if word.isdigit() else word.lower()
    return word.lower().replace("’", "'")
