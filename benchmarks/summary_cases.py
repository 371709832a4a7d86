"""News articles, or groups of them, each with the summary that editors wrote.

`cnn*.jsonl` holds a line {"text", "references": [summary]} an article, `multinews*.jsonl` a line
{"documents": [text, ...], "references": [summary]} a group.
"""

from __future__ import annotations

import json
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING

import numpy as np
from rouge import Reference, tokens

from newsletter.digest.passages import passages, vectors
from newsletter.digest.salience import features
from newsletter.text.reading import article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    Scores = Sequence[tuple[float, ...]]


class Case:
    """A story, what it may be summarised by, and what an editor said."""

    def __init__(self, texts: Sequence[str], summary: str) -> None:
        self.articles = tuple(article(text) for text in texts)
        self.summary = summary
        self.reference = Reference(summary)
        self.candidates = passages(self.articles)
        self.shown = vectors(self.candidates)
        self.tokens = [tokens(passage.text) for passage in self.candidates]

    @cached_property
    def rows(self) -> np.ndarray:
        """The features of each candidate."""
        rows: list[tuple[float, ...]] = []
        for number in range(len(self.articles)):
            own = [i for i, p in enumerate(self.candidates) if p.article == number]
            rows += features([self.candidates[i] for i in own], [self.shown[i] for i in own])
        return np.array(rows, dtype=float)

    def rouge(self, chosen: Iterable[int]) -> tuple[float, float]:
        return self.reference.score([told for index in chosen for told in self.tokens[index]])

    def lead(self, words: int | None = None) -> str:
        """The first three sentences, or of a group the first of each, the second of each ..."""
        told = [[a.text_of(s) for s in a.sentences] for a in self.articles]
        if words is None:
            return "\n".join(told[0][:3])
        line = [text for turn in zip_longest(*told) for text in turn if text]
        return "\n".join(_first(line, words))


def _first(texts: Iterable[str], words: int) -> Iterator[str]:
    """The texts up to so many words, the last cut off."""
    for text in texts:
        kept = text.split()[:words]
        words -= len(kept)
        if kept:
            yield " ".join(kept)


def load(folder: Path, pattern: str) -> Iterator[Case]:
    for path in sorted(folder.glob(pattern)):
        for line in map(json.loads, path.read_text().splitlines()):
            yield Case(line.get("documents") or [line["text"]], line["references"][0])


def versus(ours: Scores, others: Scores) -> str:
    """The mean of each score, and what it gains with its 95 % interval."""
    gain = np.array(ours) - np.array(others)
    half = 1.96 * gain.std(axis=0, ddof=1) / np.sqrt(len(gain))
    return "  ".join(
        f"{own:5.2f} ({by:+.2f} ± {wide:.2f})"
        for own, by, wide in zip(np.mean(ours, axis=0), gain.mean(axis=0), half, strict=True)
    )
