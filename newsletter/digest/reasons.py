"""What a score is the sum of, in words an editor knows: features and points -> named parts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.digest.cues import bases, follows
from newsletter.digest.shared import shared_cues
from newsletter.digest.stopwords import STOPWORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from newsletter.digest.cues import Marked
    from newsletter.model import Quote

    Points = Iterable[tuple[str, float]]

OTHER = "other"  # what has no name here yet: the parts still sum to the score
NAMED = 2  # words of a sentence that are named beside a part

_PLACE, _REST, _LENGTH = "place in the text", "words shared with the rest", "length"
_QUOTED, _POINTS_BACK, _FIGURES = "quoted speech", "words that point back", "figures"
_COMMAS = "commas, brackets, colons"
# The features of `salience`, what `choose` adds to them, and what `headline` looks at.
_PLAIN = {
    **dict.fromkeys(("position", "first", "second", "third", "share", "place"), _PLACE),
    **dict.fromkeys(("forward", "backward", "frequency", "centroid"), _REST),
    "echo": "words of the first sentence again",
    "novelty": "new words",
    **dict.fromkeys(("length", "short", "long"), _LENGTH),
    **dict.fromkeys(("opens_quoted", "quoted"), _QUOTED),
    "question": "a question",
    "exclamation": "an exclamation",
    **dict.fromkeys(("pointing", "pointers"), _POINTS_BACK),
    "turning": "opens with but, also, then",
    "speaker": "I, we or you",
    "speech": "said, told, wrote",
    **dict.fromkeys(("figure", "starts_figure"), _FIGURES),
    "names": "names",
    **dict.fromkeys(("aside", "commas", "colon", "that"), _COMMAS),
    "repeats": "repeats what was chosen",
    "coverage": "tells what other sources tell",
    "hangs": "leans on the sentence before",
    "unended": "stops without a mark",
    "subject": "words that the text dwells on",
    "agreed": "words of the other titles",
    "shouted": "shouts in capitals",
    "bait": "teases instead of telling",
    "marked": "marked as live, video or opinion",
    "source": "a source further back",
    "halved": "half of a quotation",
    "address": "an address to go to",
}
# The kinds of learned features, by what stands before their first colon (see `features`).
_LEARNED = {
    "bias": "every sentence",
    **dict.fromkeys(("n", "d", "untitled"), "what the article is about"),
    **dict.fromkeys(("w", "b"), "wording"),
    **dict.fromkeys(("c", "cc"), "cue words"),
    "f": _FIGURES,
    "pc": "the sentence before",
    "nc": "the sentence after",
    **dict.fromkeys(("tc", "to"), "shared with the headline"),
    "i": _PLACE,
    **dict.fromkeys(("len", "q"), "length and form"),
    "early": _PLACE,
}


@dataclass(frozen=True, slots=True)
class Part:
    """A share of a score: `detail` is what of this sentence earned it, `points` has two digits."""

    name: str
    points: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Rated:
    """A candidate; `parts` sum to `score`, both to hundredths. Other methods give no parts."""

    quote: Quote
    score: float | None
    parts: tuple[Part, ...] = ()


def settle(score: float, points: Points, details: Mapping[str, str]) -> tuple[Part, ...]:
    """The points summed up by name, the weightiest first, and none that rounds to nothing.

    Rounded to hundredths so that they sum to the score as it is printed with two digits
    (largest remainder): each is less than a hundredth off.
    """
    groups: dict[str, list[float]] = {}
    for name, value in points:
        groups.setdefault(name, []).append(100 * value)
    sums = {name: math.fsum(values) for name, values in groups.items()}
    whole = {name: math.floor(value) for name, value in sums.items()}
    missing = round(100 * round(score, 2)) - sum(whole.values())
    by_rest = sorted(sums, key=lambda name: (whole[name] - sums[name], name))
    for name in by_rest[: max(0, missing)]:
        whole[name] += 1
    left = missing - min(max(0, missing), len(by_rest))
    if left:
        whole[OTHER] = whole.get(OTHER, 0) + left
    ranked = sorted(whole, key=lambda name: (-abs(whole[name]), name))
    return tuple(
        Part(name, whole[name] / 100, details.get(name, "")) for name in ranked if whole[name]
    )


def plain_parts(
    score: float, points: Points, *, place: tuple[int, int] = (0, 0), size: int = 0
) -> tuple[Part, ...]:
    """The parts of a summary's sentence or a headline.

    `place` is its number, from 1, and of how many; `size` its words.
    """
    details = {_PLACE: _place(*place), _LENGTH: _counted(size)} if place[1] else {}
    return settle(score, ((_PLAIN.get(name, OTHER), value) for name, value in points), details)


def lens_parts(
    score: float,
    patterns: Points,
    learned: Points,
    marked: Marked,
    place: tuple[int, int],
) -> tuple[Part, ...]:
    """The parts of a sentence before a lens: its patterns by their names, then what is learned."""
    learned = tuple(learned)
    groups: dict[str, list[tuple[str, float]]] = {}
    for feature, value in learned:
        groups.setdefault(_learned_name(feature), []).append((feature, value))
    details = {
        _PLACE: _place(*place),
        _LEARNED["len"]: _counted(len(marked.words)),
        _FIGURES: _listed(figure.text for _, figure in marked.figures),
    }
    tellers: dict[str, Callable[[str], str]] = {
        _LEARNED["w"]: _said,
        _LEARNED["c"]: lambda feature: _cue(feature, marked),
    }
    for name, tell in tellers.items():
        if name in groups:
            details[name] = _listed(_strongest(groups[name], tell))
    named = [(f"pattern “{name}”", value) for name, value in patterns]
    named += [(_learned_name(feature), value) for feature, value in learned]
    return settle(score, named, details)


def short_of(better: Sequence[Part], worse: Sequence[Part]) -> tuple[Part, ...]:
    """In what the worse one has fewer points, the largest differences first."""
    mine, theirs = ({part.name: part for part in parts} for parts in (better, worse))
    found = []
    for name in {**mine, **theirs}:
        high, low = mine.get(name), theirs.get(name)
        gap = round((low.points if low else 0) - (high.points if high else 0), 2)
        if gap < 0:
            found.append(Part(name, gap, low.detail if low else ""))
    return tuple(sorted(found, key=lambda part: (part.points, part.name)))


def _learned_name(feature: str) -> str:
    prefix, _, rest = feature.partition(":")
    if prefix == "c" and rest.startswith("<"):
        return _FIGURES
    return _LEARNED.get(prefix, OTHER)


def _strongest(features: Sequence[tuple[str, float]], tell: Callable[[str], str]) -> Iterable[str]:
    """What speaks loudest in the direction of the sum."""
    sign = math.copysign(1, math.fsum(value for _, value in features))
    ranked = sorted(features, key=lambda one: (-sign * one[1], one[0]))
    return (told for feature, value in ranked if sign * value > 0 and (told := tell(feature)))


def _said(feature: str) -> str:
    """The word or pair of words that a feature stands for; none where it tells nothing alone."""
    words = feature.partition(":")[2]
    return "" if "<" in words or STOPWORDS.issuperset(words.split()) else words


def _cue(feature: str, marked: Marked) -> str:
    """The words of the sentence that are such a cue."""
    prefix, _, cue = feature.partition(":")
    spots = marked.where.get(cue, ()) if prefix == "c" else ()
    return _phrase(cue, marked, spots[0]) if spots else ""


def _phrase(cue: str, marked: Marked, spot: int) -> str:
    """The longest expression of the cue that stands there, as the sentence has it."""
    for at, figure in marked.figures:
        if at == spot:
            return figure.text
    longest = 1
    for expression in shared_cues().get(cue, ()):
        first, *rest = expression.lstrip("=").lower().split()
        begins = rest and first in bases(marked.words[spot])
        if begins and follows(marked.words, spot + 1, tuple(rest)):
            longest = max(longest, 1 + len(rest))
    return " ".join(marked.raw[spot : spot + longest])


def _listed(found: Iterable[str]) -> str:
    return ", ".join([f"“{one}”" for one in dict.fromkeys(found)][:NAMED])


def _place(number: int, count: int) -> str:
    """1st of 14."""
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10)
    return f"{number}{ending or 'th'} of {count}"


def _counted(size: int) -> str:
    return f"{size} word{'' if size == 1 else 's'}"
