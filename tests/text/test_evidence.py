"""What texts have in common counts the more, the rarer it is; what they have not takes nothing."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.text.evidence import WIDTH, evidence
from newsletter.text.similarity import ATOM


def common(one: dict[str, float], other: dict[str, float], *rest: dict[str, float]) -> float:
    rows = evidence([one, other, *rest])
    return float(rows[0] @ rows[1])


def test_two_words_in_common_say_more_than_one() -> None:
    one = {"harbour": 1.0, "tax": 1.0, "ferry": 1.0}
    assert common(one, {"harbour": 1.0, "tax": 1.0}) > 1.5 > common(one, {"harbour": 1.0}) > 0.9


def test_forms_of_a_word_have_their_letters_in_common_and_figures_are_whole() -> None:
    assert common({"comeback": 1.0}, {"comebacks": 1.0}) > 0.6
    assert abs(common({f"{ATOM}USD1234": 1.0}, {f"{ATOM}USD1235": 1.0})) < 0.1


def test_letters_that_many_words_share_say_little() -> None:
    endings = [{f"{start}ation": 1.0} for start in ("st", "n", "rel", "loc", "form", "don")] * 40
    alone = common({"duration": 1.0}, {"vacation": 1.0})
    assert common({"duration": 1.0}, {"vacation": 1.0}, *endings) < alone


@settings(max_examples=40, deadline=None)
@given(st.lists(st.dictionaries(st.text(max_size=30), st.floats(0, 5), max_size=8), max_size=6))
def test_every_text_has_a_row_and_the_order_of_words_is_nothing(
    bags: list[dict[str, float]],
) -> None:
    rows = evidence(bags)
    assert rows.shape == (len(bags), WIDTH)
    assert np.isfinite(rows).all()
    assert np.array_equal(rows, evidence([dict(reversed(bag.items())) for bag in bags]))
