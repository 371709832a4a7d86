"""What our bullets are worth on articles with accepted answers, and what they cost.

    python benchmarks/bullets.py DATA

DATA is laid out as `bullet_cases` says. Beside the shipped lenses: the same lenses without
learned weights, and the first sentence for every lens. The weights were learned on data of
this kind: what they are worth on unseen articles is printed by `train_bullets.py`.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bullet_cases import Tally, load, table

from newsletter.digest.bullets import bullets
from newsletter.digest.lens import load_lenses
from newsletter.text.reading import article

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bullet_cases import Case

    from newsletter.digest.lens_types import Lens

    System = Callable[[Case], dict[str, list[str]]]

PATTERNS_ONLY = 3.2  # points of patterns alone that are worth a bullet


def by_lenses(lenses: Sequence[Lens]) -> System:
    """The texts of the bullets that these lenses print."""

    def system(case: Case) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for bullet in bullets([article(case.text, title=case.title)], lenses):
            found.setdefault(bullet.lens, []).append(bullet.quote.text)
        return found

    return system


def lead(case: Case) -> dict[str, list[str]]:
    """The first sentence answers everything."""
    return {lens: [case.sentences[0]] for lens in case.gold}


def measure(cases: Sequence[Case], system: System) -> dict[str, Tally]:
    tallies: dict[str, Tally] = {}
    for case in cases:
        said = system(case)
        for lens, accepted in case.gold.items():
            grades = [case.grade(lens, text) for text in said.get(lens, ())]
            tallies.setdefault(lens, Tally()).add(accepted, grades)
    return tallies


def main() -> None:
    cases = load(Path(sys.argv[1]))
    lenses = load_lenses()
    plain = [
        replace(lens, weights="", threshold=PATTERNS_ONLY, second=PATTERNS_ONLY + 1.0)
        for lens in lenses
    ]
    systems = {"our default": by_lenses(lenses), "patterns only": by_lenses(plain), "lead": lead}
    for name, system in systems.items():
        print(f"\n{name}\n{table(measure(cases, system))}")
    read = [article(case.text, title=case.title) for case in cases]
    begin = time.process_time()
    for one in read:
        bullets([one], lenses)
    print(f"\n{len(read) / (time.process_time() - begin):.0f} articles a CPU second, read before")


if __name__ == "__main__":
    main()
