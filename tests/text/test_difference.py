from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.text.difference import Change, applied, changes

WORDS = st.lists(st.sampled_from(["a", "bb", "ccc", "\n", ",", "Ünder"])).map(" ".join)


@pytest.mark.parametrize(
    ("before", "after", "made"),
    [
        ("Two ferries ordered", "Two ferries ordered", ()),
        ("Two ferries ordered", "Three ferries ordered", (Change(0, 3, "Three"),)),
        ("Two ferries", "Two large ferries", (Change(4, 4, "large "),)),
        (
            "It cost 12 million.\nThat is all.",
            "It cost 21 million.\nThat is all.",
            (Change(8, 10, "21"),),
        ),
        ("One.\nTwo.\nThree.", "One.\nThree.", (Change(5, 10, ""),)),
        ("", "New", (Change(0, 0, "New"),)),
    ],
)
def test_a_change_is_told_by_its_words(before: str, after: str, made: tuple[Change, ...]) -> None:
    assert changes(before, after) == made


@given(WORDS | st.text(), WORDS | st.text())
def test_the_changes_make_one_text_of_the_other(before: str, after: str) -> None:
    made = changes(before, after)
    assert applied(before, made) == after
    assert all(one.end <= other.start for one, other in pairwise(made))
    assert (not made) == (before == after)


@pytest.mark.parametrize("word", ["a ", "a\n", "word {} ", "line {}\n"])
def test_large_texts_take_no_longer_than_they_should(word: str) -> None:
    before = "".join(word.format(number) for number in range(100_000))
    after = "".join(word.format(number * 7 % 100_003) for number in range(90_000))
    start = time.process_time()
    assert applied(before, changes(before, after)) == after
    assert time.process_time() - start < 5


def test_many_lines_that_all_differ_take_no_longer_either() -> None:
    before = "".join(f"{line} {'ab ' * 199}\n" for line in range(199))
    after = "".join(f"{line + 1000} {'ba ' * 199}\n" for line in range(199))
    start = time.process_time()
    assert applied(before, changes(before, after)) == after
    assert time.process_time() - start < 10
