from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.render.filters import apart


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<a href", "< a href"),
        ("</P>", "< /P>"),
        ("<h2>", "< h2>"),
        ("<br/>", "< br/>"),
        ("&amp; &#8211;", "& amp; & #8211;"),
        ("<b>x</b> <script>", "<b>x</b> <script>"),
        ("R&D; 1 < 2 & <3, List<Part>", "R&D; 1 < 2 & <3, List<Part>"),
        ("AT&T rose", "AT&T rose"),
    ],
)
def test_in_text_only_what_filters_take_for_html_is_set_apart(text: str, shown: str) -> None:
    assert apart(text) == shown


@given(st.text("<>/abpdivtrh1&#;nl ", max_size=40))
def test_nothing_is_lost_and_nothing_reads_as_html(text: str) -> None:
    shown = apart(text)
    assert shown.replace(" ", "") == text.replace(" ", "")
    assert not re.search(r"</?(p|div|td|a|br|span|h\d)\b|&(#\d+|nbsp|amp|lt|gt);", shown)
