from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.text.fragment import around, ends, first_place

LONG = "The company said that it would order nine more ships from its yard this year."


def test_a_long_quotation_is_named_by_its_two_ends() -> None:
    assert ends(LONG) == ("The company said that it", "yard this year.")
    assert ends("Sales rose.") == ("Sales rose.",)


def test_a_text_without_spaces_is_cut_at_its_pauses_only() -> None:
    text = "公司周一表示，已订购十四艘以甲醇为燃料的集装箱船，将于二〇二九年起交付。"
    assert ends(text) == ("公司周一表示", "将于二〇二九年起交付。")


@pytest.mark.parametrize(
    ("page", "quoted", "found"),
    [
        ("Sales rose. It rained.", "It rained.", ("", "")),
        (
            "It rained. Sales rose. It rained. End.",
            "It rained.",
            ("It rained. Sales rose.", "End."),
        ),
        (
            "it  rained. Sales rose. It rained. End.",
            "It rained.",
            ("it rained. Sales rose.", "End."),
        ),
        ("It rained.\nSales rose.\nIt rained.", "It rained.", ("Sales rose.", "")),
        ("雨が降った。売上が増えた。雨が降った。", "雨が降った。", ("売上が増えた。", "")),
        ("It rained.\n\nIt rained.\n\nOn.", "It rained.", ("It rained.", "On.")),
    ],
)
def test_the_second_place_is_named_by_what_stands_around_it(
    page: str, quoted: str, found: tuple[str, str]
) -> None:
    start = page.rindex(quoted)
    assert around(page, start, start + len(quoted)) == found


def test_a_sentence_that_begins_like_an_earlier_one_is_named_apart() -> None:
    """The whole sentence stands once; its first five words do not."""
    page = f"The company said that it had no plans. Now: {LONG}"
    start = page.index(LONG)
    before, after = around(page, start, len(page))
    assert before == "had no plans. Now:"
    assert first_place(page, ends(LONG)) == (0, len(page))
    assert first_place(page, ends(LONG), before, after) == (start, len(page))


def test_boilerplate_is_told_apart_by_eight_words() -> None:
    page = "".join(f"{name}: a b c d. It fell. e f g h. " for name in ("One", "Two", "Six"))
    start = page.index("It fell.", 30)
    assert around(page, start, start + 8) == ("f g h. Two: a b c d.", "e f g h. Six: a b c")


PAGE = st.text(alphabet=st.sampled_from("ab. \n，船"), min_size=1, max_size=60)


@given(PAGE, PAGE, PAGE)
def test_words_around_a_quotation_stand_in_the_page(left: str, quoted: str, right: str) -> None:
    page = left + quoted + right
    before, after = around(page, len(left), len(left) + len(quoted))
    words = " ".join(page.split())
    assert before in words
    assert after in words
