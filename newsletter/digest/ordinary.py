"""How much a word tells of which event: the more ordinary it is in news, the less.

`ordinary.txt` has a line for each step of how often a word stands in a sentence of English news,
counted over 15,000 of them; names are left out, the words of business headlines are in. Before
them stand the little words of seven more languages. Weights from the day's own articles would
make what many tell of count least, and two alone have no rare words.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_STEPS = (0.1, 0.3, 0.45, 0.55, 0.65)


def importance(word: str) -> float:
    """Between 0.1 for the most ordinary of lower-cased words and 1 for a rare one."""
    return _table().get(word, 1.0)


def is_ordinary(word: str) -> bool:
    """Whether a lower-cased word is known to be no name."""
    return word in _table()


@cache
def _table() -> dict[str, float]:
    lines = Path(__file__).with_name("ordinary.txt").read_text("utf-8").splitlines()
    return {word: step for line, step in zip(lines, _STEPS, strict=True) for word in line.split()}
