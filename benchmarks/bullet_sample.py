"""What weights are learned from: sentences, their features and what they answer.

Names stand for `newsletter.digest.features`; a lens's own patterns are one feature, the sum of
the weights that its TOML file gives them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

from newsletter.digest.cues import Vocabulary, mark
from newsletter.digest.lens import load_lenses
from newsletter.digest.options import DEFAULT_LENSES as LENSES
from newsletter.digest.patterns import match
from newsletter.digest.scoring import described
from newsletter.digest.shared import shared_cues
from newsletter.text.reading import article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bullet_cases import Case
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

# How much a kind of feature may weigh: rare and wordy ones are held back, by cross-validation.
SCALES = {
    "w": 0.6, "b": 0.6, "c": 0.7, "cc": 0.4, "i": 0.7, "n": 0.3, "len": 0.5, "q": 0.7,
    "to": 0.5, "tc": 0.4, "untitled": 0.3, "pc": 0.2, "nc": 0.2, "d": 0.2, "f": 0.6,
}  # fmt: skip
RARE = 5  # articles a feature must stand in; 3 gained nothing for twice the lines
BESIDE = 0.5  # what an article counts that is not of DATA: 1 lost .01 of F1, 0.3 as much


@dataclass(frozen=True)
class Sample:
    """All sentences of all cases."""

    case: NDArray[np.int64]  # the case of each sentence
    heed: Numbers  # how much each sentence counts
    names: tuple[str, ...]  # of the features
    table: csr_matrix  # sentences by features, scaled
    points: Numbers  # sentences by lenses: the sum of the lens's own patterns
    grades: Numbers  # sentences by lenses

    def take(self, chosen: NDArray[np.bool_]) -> Sample:
        """Only the sentences that are chosen."""
        return Sample(
            self.case[chosen],
            self.heed[chosen],
            self.names,
            self.table[chosen],
            self.points[chosen],
            self.grades[chosen],
        )


def sample(cases: Sequence[Case], beside: Sequence[Case]) -> Sample:
    """The sentences of the cases, numbered in their order, and of those beside them."""
    lenses = {lens.id: lens for lens in load_lenses()}
    lists = shared_cues() | {name: words for lens in lenses.values() for name, words in lens.words}
    words = Vocabulary(lists)
    found: list[list[str]] = []
    owner, points, grades = [], [], []
    for number, case in enumerate([*cases, *beside]):
        one = article(case.text, title=case.title)
        marked = [mark(one.text_of(sentence), words) for sentence in one.sentences]
        if not marked:
            continue
        everyones, own = described(case.title, marked, words, range(len(marked)))
        for each, names in zip(marked, own, strict=True):
            found.append(everyones + names)
            owner.append(number)
            points.append(
                [
                    sum(p.weight for p in lenses[lens].patterns if match(p, each.where))
                    for lens in LENSES
                ]
            )
            grades.append([case.grade(lens, each.text) for lens in LENSES])
    names, values = _values(found, owner)
    case = np.array(owner)
    heed = np.where(case < len(cases), 1.0, BESIDE)
    return Sample(case, heed, names, values, np.array(points), np.array(grades, float))


def _values(found: list[list[str]], owner: list[int]) -> tuple[tuple[str, ...], csr_matrix]:
    """The features that are not too rare, and the scaled table of them."""
    pairs = {(name, case) for names, case in zip(found, owner, strict=True) for name in names}
    spread = Counter(name for name, _ in pairs)
    names = tuple(sorted(name for name, count in spread.items() if count >= RARE and scale(name)))
    column = {name: at for at, name in enumerate(names)}
    rows = [sorted({column[name] for name in each if name in column}) for each in found]
    places = np.array([at for row in rows for at in row])
    values = np.array([scale(name) for name in names])[places]
    starts = np.cumsum([0, *map(len, rows)])
    return names, csr_matrix((values, places, starts), shape=(len(found), len(names)))


def scale(name: str) -> float:
    """How much a feature may weigh."""
    return SCALES.get(name.partition(":")[0], 0.0)
