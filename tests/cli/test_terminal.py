from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from newsletter.cli.terminal import complain, visible

if TYPE_CHECKING:
    import pytest


def test_what_a_terminal_would_obey_is_written_out() -> None:
    assert visible("a\x1b[2J \u202eb\tc\n\ufeff") == r"a\x1b[2J \u202eb c \ufeff"


def test_a_file_name_that_is_not_utf_8_can_be_told() -> None:
    assert visible("caf\udce9.txt") == r"caf\udce9.txt"


@given(st.text(st.characters(codec=None)))
def test_whatever_it_holds_a_text_is_one_line_that_can_be_sent(text: str) -> None:
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    assert "\x1b" not in shown
    shown.encode()


def test_a_complaint_is_in_the_programs_name_and_not_among_its_results(
    capsys: pytest.CaptureFixture[str],
) -> None:
    complain("a.txt: is empty", "b.txt: is\x07 empty")
    told = capsys.readouterr()
    assert told.err == "newsletter: a.txt: is empty\nb.txt: is\\x07 empty\n"
    assert told.out == ""
