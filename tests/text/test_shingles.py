"""How much of one text stands in another."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.text.shingles import KEPT, contained, sketch

WORDS = st.lists(
    st.sampled_from(["alder", "birch", "cedar", "hazel", "oak", "12", "松林"]), max_size=60
)


def share(one: str, other: str) -> float:
    return float(contained([sketch((one,)), sketch((other,))])[0, 1])


def test_case_and_punctuation_do_not_count() -> None:
    assert share("The yard, it said, won an order.", "THE YARD IT SAID WON: AN ORDER") == 1


def test_a_part_of_a_text_stands_in_it_wholly() -> None:
    whole = " ".join(f"sentence{n} of a long report" for n in range(300))
    assert len(sketch((whole,))) == KEPT
    assert share(whole, whole[: len(whole) // 8]) > 0.95
    assert abs(share(whole, whole[: len(whole) // 2] + "x1y2z3 " * 900) - 0.5) < 0.5


def test_texts_about_other_things_share_next_to_nothing() -> None:
    assert share("Rain stopped play in Lower Barnwick on Sunday.", "The bank cut its rate.") < 0.05


def test_no_n_gram_runs_from_one_stretch_into_the_next() -> None:
    apart = sketch(("alder birch", "cedar hazel"))
    together = sketch(("alder birch cedar hazel",))
    assert set(apart.tolist()) < set(together.tolist())


def test_nothing_stands_in_nothing() -> None:
    assert contained([]).shape == (0, 0)
    assert share("", "") == 0
    assert share("", "one two three four") == 0


@settings(max_examples=50)
@given(st.lists(WORDS, min_size=1, max_size=50))
def test_shares_are_symmetric_and_as_sets_say(texts: list[list[str]]) -> None:
    sketches = [sketch((" ".join(words),)) for words in texts]
    shares = contained(sketches)
    for row, one in enumerate(sketches):
        for column, other in enumerate(sketches[:row]):
            both = len(set(one.tolist()) & set(other.tolist()))
            assert shares[row, column] == shares[column, row]
            assert shares[row, column] == both / max(1, min(len(one), len(other)))
