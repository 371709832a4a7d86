from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.render.columns import table, underline, width, wrap

URL = "https://wire.example/" + "a" * 90


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("股价", 4), ("ﾃｽﾄ", 3), ("e\u0301", 1), ("“é”", 3), ("", 0)],
)
def test_a_wide_character_takes_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns


def test_lines_are_filled_and_the_rest_is_indented() -> None:
    assert wrap("one two three four", "* ", limit=9) == "* one two\n  three\n  four"


def test_a_url_is_never_broken() -> None:
    assert wrap(f"See {URL} there.", "  ") == f"  See\n  {URL}\n  there."
    assert wrap(f"[the terms]({URL})") == f"[the\nterms]({URL})"


def test_a_word_that_no_line_holds_is_broken() -> None:
    assert wrap("a" * 25, "- ", limit=12) == f"- {'a' * 10}\n  {'a' * 10}\n  {'a' * 5}"


def test_chinese_is_broken_between_characters_but_not_before_a_full_stop() -> None:
    assert wrap("股价上涨创新高。", limit=8) == "股价上涨\n创新高。"
    assert wrap("股价上涨。", limit=8) == "股价上\n涨。"


@given(st.text(max_size=300), st.integers(10, 80))
def test_wrapping_loses_nothing_and_keeps_the_width(text: str, limit: int) -> None:
    wrapped = wrap(text, limit=limit)
    assert re.sub(r"\s+", "", wrapped) == re.sub(r"\s+", "", text)
    if "://" not in text and "mailto:" not in text.lower():
        assert all(width(line) <= limit for line in wrapped.split("\n"))


def test_a_heading_is_underlined_as_wide_as_it_is() -> None:
    assert underline("股价 up", "-") == "股价 up\n-------"
    assert underline("word " * 30, "=").split("\n")[-1] == "=" * 69


def test_a_table_too_wide_becomes_lines() -> None:
    assert table([("What", "Figure"), ("Sales", "5%")]) == "  What   Figure\n  Sales      5%"
    sides = ("right", "center", "left")
    told = table([("What", "Where", "Why"), ("a", "b", "c")], sides=sides)
    assert told == "  What  Where  Why\n     a    b    c"
    assert table([("What", "x" * 80)]) == f"  What,\n  {'x' * 70}\n  {'x' * 10}"
