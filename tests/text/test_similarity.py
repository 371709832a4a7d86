"""Texts that share words, or parts of words, are alike; figures only when they are the same."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.text.similarity import ATOM, similar, vectors


def cosine(one: dict[str, float], other: dict[str, float]) -> float:
    rows = vectors([one, other])
    return float(similar(rows[:1], rows[1:])[0, 0])


def test_the_same_words_are_wholly_alike() -> None:
    assert cosine({"harbour": 1.0, "tax": 2.0}, {"tax": 4.0, "harbour": 2.0}) == 1.0


def test_forms_of_a_word_are_alike_and_other_words_are_not() -> None:
    assert cosine({"comeback": 1.0}, {"comebacks": 1.0}) > 0.6
    assert abs(cosine({"comeback": 1.0}, {"trawler": 1.0})) < 0.1


def test_neighbouring_figures_are_not_alike() -> None:
    assert abs(cosine({f"{ATOM}USD1234": 1.0}, {f"{ATOM}USD1235": 1.0})) < 0.1


def test_nothing_is_alike_to_an_empty_text() -> None:
    assert cosine({}, {"tax": 1.0}) == 0.0


@settings(max_examples=50, deadline=None)
@given(st.lists(st.dictionaries(st.text(max_size=40), st.floats(0, 5), max_size=8), max_size=6))
def test_rows_are_units_or_zero_and_the_order_of_words_is_nothing(
    bags: list[dict[str, float]],
) -> None:
    rows = vectors(bags)
    lengths = np.linalg.norm(rows, axis=1)
    assert rows.shape[0] == len(bags)
    assert bool(np.all(np.isclose(lengths, 1, atol=1e-3) | (lengths == 0)))
    assert np.array_equal(rows, vectors([dict(reversed(bag.items())) for bag in bags]))
