from __future__ import annotations

import json
import math
import timeit
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.digest.graphrank import lexrank, textrank
from newsletter.text.reading import article
from newsletter.text.tokens import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WORD = st.sampled_from(["fares", "rise", "fall", "on", "the", "sund", "line", "of", "halden"])
REPORT = """Halden Ferries raised its fares by 4% on Monday. The fares had not changed since 2019.
Fuel costs drove the rise, Halden Ferries said. Commuters on the Sund line protested on Monday.
The Sund line carries 9,000 commuters a day. Fuel costs rose by a third this year. Fares fell."""


class Plain:
    """Gives sumy our words."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return words(text)


def by_sumy(texts: Sequence[str]) -> tuple[list[float], list[float]]:
    """Sumy's own LexRank and TextRank scores of the same words."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer

    document = ObjectDocumentModel([Paragraph([Sentence(text, Plain()) for text in texts])])
    lex: Any = LexRankSummarizer()
    bags = [lex._to_words_set(sentence) for sentence in document.sentences]
    matrix = lex._create_matrix(bags, lex.threshold, lex._compute_tf(bags), lex._compute_idf(bags))
    text: Any = TextRankSummarizer()
    ranks = text.power_method(text._create_matrix(document), text.epsilon)
    return list(lex.power_method(matrix, lex.epsilon)), list(ranks)


def assert_same(texts: Sequence[str]) -> None:
    lex, text = by_sumy(texts)
    bags = [words(one) for one in texts]
    assert lexrank(bags) == pytest.approx(lex, abs=1e-9)
    assert textrank(bags) == pytest.approx(text, abs=1e-9)


def sentences_of(text: str) -> list[str]:
    made = article(text, language="en")
    return [made.text_of(sentence) for sentence in made.sentences]


def test_scores_are_those_of_sumy() -> None:
    assert_same(sentences_of(REPORT))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.lists(
        st.lists(
            WORD,
            min_size=2,
        ),
        min_size=4,
        max_size=30,
        unique_by=tuple,
    )
)
def test_scores_are_those_of_sumy_whatever_the_words(bags: list[list[str]]) -> None:
    lex, text = by_sumy([" ".join(bag) for bag in bags])
    assert textrank(bags) == pytest.approx(text, abs=1e-9)
    if not any(math.isnan(score) for score in lex):  # sumy divides zero by zero
        assert lexrank(bags) == pytest.approx(lex, abs=1e-9)


@pytest.mark.shared
def test_scores_are_those_of_sumy_on_fifty_articles(shared: Path) -> None:
    lines = (shared / "data/summaries/cnn.dev.jsonl").read_text().splitlines()[:50]
    for line in lines:
        assert_same(sentences_of(json.loads(line)["text"])[:25])


def test_ten_times_as_fast_as_sumy_on_1500_words() -> None:
    texts = [
        f"{one} Note {number} of {number % 7}."
        for number in range(20)
        for one in sentences_of(REPORT)
    ]
    bags = [words(text) for text in texts]
    assert sum(map(len, bags)) >= 1500

    def ours() -> None:
        lexrank(bags)
        textrank(bags)

    sumys = min(timeit.repeat(lambda: by_sumy(texts), number=1, repeat=2))
    assert sumys > 10 * min(timeit.repeat(ours, number=1, repeat=30))


@pytest.mark.parametrize("rank", [lexrank, textrank])
def test_nothing_and_no_common_words_have_scores_too(rank: Any) -> None:
    assert rank([]) == ()
    assert rank([("alone",)]) == pytest.approx((1.0,), rel=0.2)
    one, two, _ = rank([("one",), ("two",), ()])
    assert one == pytest.approx(two)
    assert all(math.isfinite(score) for score in rank([(), (), ("x", "y"), ("x", "y")]))
