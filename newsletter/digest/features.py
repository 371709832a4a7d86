"""What learned weights look at in a sentence: words, cues, where it stands, what it quotes.

Names are masked and figures stand for their kind, so that weights learn how outlets write and
not whom they wrote about.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.digest.cues import Marked

NEAR = 5  # words between two cues that are seen as a pair


def of_document(cues: Sequence[Sequence[str]], *, titled: bool) -> list[str]:
    """What is the same for all sentences: how many, and how dense each cue is among them."""
    size = len(cues)
    counts: dict[str, int] = {}
    for own in cues:
        for cue in own:
            counts[cue] = counts.get(cue, 0) + 1
    found = [f"n:{_step(size, (4, 8, 15, 25, 40))}"]
    for cue, count in counts.items():
        dense = _step(count / size, (0.1, 0.2, 0.4))
        found += [f"d:{cue}:{step}" for step in range(dense + 1)]
    return found if titled else [*found, "untitled"]


def of_sentence(
    one: Marked,
    index: int,
    cues: Sequence[Sequence[str]],
    title: tuple[frozenset[str], frozenset[str]],
) -> list[str]:
    """What is the sentence's own.

    `cues` are those of all sentences; `title` are the headline's longer words and its cues.
    """
    own = cues[index]
    words = masked(one, own)
    found = [f"w:{word}" for word in set(words)]
    found += {f"b:{left} {right}" for left, right in pairwise(words)}
    found += [f"c:{cue}" for cue in own]
    found += _pairs(sorted((spot, cue) for cue in own for spot in one.where[cue]))
    found += [f"tc:{cue}" for cue in title[1].intersection(own)]
    if index:
        found += [f"pc:{cue}" for cue in cues[index - 1]]
    if index + 1 < len(cues):
        found += [f"nc:{cue}" for cue in cues[index + 1]]
    found += _form(one, index)
    if title[0]:
        found.append(f"to:{_step(len(title[0].intersection(words)), (1, 2, 3, 5))}")
    for spot, figure in one.figures:
        found.append(f"f:{one.words[spot]}:{figure.direction}")
    return found


def of_title(title: Marked | None, cues: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The headline's words of four letters and more, and its cues."""
    if title is None:
        return frozenset(), frozenset()
    longer = frozenset(word for word in title.words if len(word) > 3 and word[0] != "<")  # noqa: PLR2004
    return longer, frozenset(cues_of(title, cues))


def masked(one: Marked, cues: Sequence[str]) -> list[str]:
    """The words, with `<name>` for what is capitalised inside a sentence and none of `cues`."""
    known = {spot for cue in cues for spot in one.where[cue]}
    return [
        "<name>" if at and raw[0].isupper() and at not in known else word
        for at, (word, raw) in enumerate(zip(one.words, one.raw, strict=True))
    ]


def cues_of(one: Marked, cues: frozenset[str]) -> list[str]:
    """The shared cues of a sentence, kinds of figure among them."""
    return [cue for cue in one.where if cue in cues or cue[0] == "<"]


def _pairs(placed: list[tuple[int, str]]) -> set[str]:
    found = set()
    for at, (spot, cue) in enumerate(placed):
        for later, other in placed[at + 1 :]:
            if later - spot > NEAR:
                break
            if later > spot:
                found.add(f"cc:{cue}>{other}")
    return found


def _form(one: Marked, index: int) -> list[str]:
    found = [
        f"i:{_step(index, (1, 2, 3, 5, 8, 12, 20, 30))}",
        f"len:{_step(len(one.words), (5, 8, 12, 18, 25, 35, 45))}",
    ]
    if one.text[:1] in "\"“‘'":
        found.append("q:start")
    if '"' in one.text or "“" in one.text:
        found.append("q:any")
    if "?" in one.text:
        found.append("q:asks")
    return found


def _step(value: float, steps: tuple[float, ...]) -> int:
    return sum(value >= step for step in steps)
