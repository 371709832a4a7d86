"""How much a sentence tells of its story: a linear score of plain features.

The weights were learned by `benchmarks/train_summaries.py`, which says how.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from operator import mul
from typing import TYPE_CHECKING

from newsletter.digest.passages import cosine
from newsletter.digest.weights import ARTICLE, STORY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newsletter.digest.passages import Passage, Vector
    from newsletter.model import Article

_POINTING = """
    he she it they this that these those his her hers its their theirs him them such
"""
_TURNING = """
    but and or so yet still however also then meanwhile instead nor besides moreover furthermore
    nevertheless nonetheless otherwise therefore thus hence plus
"""
_SPEAKER = "i we my our me us you your i'm we're i’m we’re i've we've i’ve we’ve"
_SPEECH = "said says say told tells tweeted wrote added asked according explained argued"
POINTING, TURNING, SPEAKER, SPEECH = (
    frozenset(listed.split()) for listed in (_POINTING, _TURNING, _SPEAKER, _SPEECH)
)
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|「[^」]*」')
_DIGIT = re.compile(r"\d")
OPEN_ENDS = ":：,，;；-–—"  # what follows them belongs to the sentence
_OPENERS = "\"“„«'‘「"


def features(candidates: Sequence[Passage], shown: Sequence[Vector]) -> Iterator[tuple[float, ...]]:
    """The candidates of one article, described; `shown` are their vectors.

    Every feature is of the order of one. Lists of words are English and silent elsewhere.
    """
    count = len(candidates)
    told = Counter(word for passage in candidates for word in passage.stems)
    total = told.total() or 1
    after = _sum(shown)
    centroid = _sum(shown)
    size = math.sqrt(sum(x * x for x in centroid.values())) or 1.0
    before: dict[str, float] = {}
    for passage, vector in zip(candidates, shown, strict=True):
        order, stems = passage.order, set(passage.stems)
        for word, weight in vector.items():
            after[word] -= weight
        yield (
            math.log1p(order),
            *(order == place for place in range(3)),
            order / count,
            cosine(vector, after) / math.sqrt(count),
            cosine(vector, before) / math.sqrt(count),
            cosine(vector, shown[0]) if order else 0.0,
            100 * sum([told[word] for word in passage.stems]) / (total * (len(passage.stems) or 1)),
            len(stems - before.keys()) / (len(stems) or 1),
            *_surface(passage),
            cosine(vector, centroid) / size,
        )
        for word, weight in vector.items():
            before[word] = before.get(word, 0.0) + weight


def _surface(passage: Passage) -> tuple[float, ...]:
    text, found = passage.text, passage.words
    count = len(found) or 1
    opening = found[0] if found else ""
    names = len([part for part in text.split()[1:] if part[0].isupper()])
    return (
        math.log(count),
        max(0, 10 - count) / 10,
        max(0, count - 28) / 10,
        text[0] in _OPENERS,
        sum(map(len, _QUOTED.findall(text))) / len(text),
        "?" in text or "？" in text,
        "!" in text or "！" in text,
        opening in POINTING,
        len([word for word in found[1:] if word in POINTING]) / count,
        opening in TURNING,
        not SPEAKER.isdisjoint(found),
        not SPEECH.isdisjoint(found),
        bool(_DIGIT.search(text)),
        text[0].isdigit(),
        names / count,
        "(" in text or "--" in text or "—" in text,
        10 * text.count(",") / count,
        ":" in text,
        "that" in found,
    )


def _sum(shown: Sequence[Vector]) -> dict[str, float]:
    total: dict[str, float] = {}
    for vector in shown:
        for word, weight in vector.items():
            total[word] = total.get(word, 0.0) + weight
    return total


def story_scores(
    articles: Sequence[Article], candidates: Sequence[Passage], shown: Sequence[Vector]
) -> tuple[float, ...]:
    """One score a candidate of a story; higher tells more."""
    weights = _weights(articles).values()
    rows = _rows(articles, candidates, shown)
    return tuple([math.fsum(map(mul, weights, row)) for row in rows])


def story_parts(
    articles: Sequence[Article], candidates: Sequence[Passage], shown: Sequence[Vector]
) -> tuple[tuple[tuple[str, float], ...], ...]:
    """What each of the scores is the sum of, by the names of the weights."""
    weights = _weights(articles)
    return tuple(
        tuple(zip(weights, map(mul, weights.values(), row), strict=True))
        for row in _rows(articles, candidates, shown)
    )


def _weights(articles: Sequence[Article]) -> Mapping[str, float]:
    return ARTICLE if len(articles) == 1 else STORY


def _rows(
    articles: Sequence[Article], candidates: Sequence[Passage], shown: Sequence[Vector]
) -> Iterator[tuple[float, ...]]:
    for number in range(len(articles)):
        own = [i for i, passage in enumerate(candidates) if passage.article == number]
        yield from features([candidates[i] for i in own], [shown[i] for i in own])
