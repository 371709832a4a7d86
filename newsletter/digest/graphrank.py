"""LexRank and TextRank over a whole matrix at once: the scores of sumy, without importing it.

12 to 30 times as fast as sumy on 1,500 words, 80 to 140 times on a story of 25 articles.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_RARE = 30  # sentences a word stands in, to count as rare
_COLUMNS = 512  # common words a step: memory stays bounded, however rich the vocabulary
_SIMILAR = 0.1  # LexRank's edge: a cosine above this
_LEX_EPSILON = 0.1
_DAMPING = 0.85
_TEXT_EPSILON = 1e-4
_NO_ZERO = 1e-7  # what sumy adds to each row's sum before it divides by it


def lexrank(sentences: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """Centrality in the graph of similar sentences, one score a sentence of words.

    Erkan and Radev, "LexRank: Graph-based Lexical Centrality as Salience in Text
    Summarization", JAIR 22 (2004). Where sumy divides zero by zero (no two words meet), all
    sentences score alike.
    """
    if not sentences:
        return ()
    gram = _gram(len(sentences), _tf_idf(sentences))
    norms = np.sqrt(gram.diagonal())
    with np.errstate(divide="ignore", invalid="ignore"):
        cosine = np.nan_to_num(gram / np.outer(norms, norms))
    edges = (cosine > _SIMILAR).astype(np.float64)
    degrees = edges.sum(axis=1)
    edges /= np.where(degrees == 0, 1.0, degrees)[:, np.newaxis]
    if not edges.any():
        return (1.0 / len(sentences),) * len(sentences)
    return _power(edges, _LEX_EPSILON, unit_length=True)


def textrank(sentences: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """PageRank over shared words, one score a sentence of words.

    Mihalcea and Tarau, "TextRank: Bringing Order into Texts", EMNLP 2004.
    """
    count = len(sentences)
    if not count:
        return ()
    shared = _gram(count, ((i, Counter(words)) for i, words in enumerate(sentences)))
    logs = np.array([math.log(len(words)) if words else 0.0 for words in sentences])
    norms = logs[:, np.newaxis] + logs[np.newaxis, :]
    weights = shared / np.where(np.isclose(norms, 0.0), 1.0, norms)
    weights /= weights.sum(axis=1)[:, np.newaxis] + _NO_ZERO
    return _power((1.0 - _DAMPING) / count + _DAMPING * weights, _TEXT_EPSILON)


def _tf_idf(sentences: Sequence[Sequence[str]]) -> Iterator[tuple[int, dict[str, float]]]:
    counts = [Counter(words) for words in sentences]
    holding = Counter(word for bag in counts for word in bag)
    idf = {word: math.log(len(counts) / (1 + n)) for word, n in holding.items()}
    for row, bag in enumerate(counts):
        most = max(bag.values(), default=1)
        yield row, {word: n / most * idf[word] for word, n in bag.items()}


def _gram(count: int, rows: Iterable[tuple[int, Mapping[str, float]]]) -> Floats:
    """Inner products of all rows.

    Most words stand in few sentences: those are summed pair by pair, only the common ones by
    a matrix product. Three times as fast on 800 sentences as the product alone.
    """
    numbers: dict[str, int] = {}
    cells = [
        (numbers.setdefault(word, len(numbers)), row, weight)
        for row, bag in rows
        for word, weight in bag.items()
    ]
    gram = np.zeros((count, count))
    if not cells:
        return gram
    table = np.array(cells, dtype=np.float64)
    table = table[np.argsort(table[:, 0], kind="stable")]
    columns, places = table[:, 0].astype(np.intp), table[:, 1].astype(np.intp)
    weights, holding = table[:, 2], np.bincount(columns)
    for held in range(1, _RARE + 1):
        chosen = (holding == held)[columns]
        _add_pairs(gram, places[chosen].reshape(-1, held), weights[chosen].reshape(-1, held))
    common = np.cumsum(holding > _RARE) - 1
    for low in range(0, int(common[-1]) + 1, _COLUMNS):
        strip = np.zeros((count, min(_COLUMNS, int(common[-1]) + 1 - low)))
        inside = (holding > _RARE)[columns] & (common[columns] // _COLUMNS == low // _COLUMNS)
        strip[places[inside], common[columns[inside]] - low] = weights[inside]
        gram += strip @ strip.T
    return gram


def _add_pairs(gram: Floats, places: NDArray[np.intp], weights: Floats) -> None:
    flat = places[:, :, np.newaxis] * len(gram) + places[:, np.newaxis, :]
    products = weights[:, :, np.newaxis] * weights[:, np.newaxis, :]
    gram += np.bincount(flat.ravel(), products.ravel(), gram.size).reshape(gram.shape)


def _power(matrix: Floats, epsilon: float, *, unit_length: bool = False) -> tuple[float, ...]:
    """The vector that the matrix leaves as it is, to within `epsilon`."""
    current = np.full(len(matrix), 1.0 / len(matrix))
    change = 1.0
    while change > epsilon:
        following = matrix.T @ current
        if unit_length:
            following /= np.linalg.norm(following)
        change = float(np.linalg.norm(following - current))
        current = following
    return tuple(current.tolist())
