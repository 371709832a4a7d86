from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.text.language import detect

TABLE = Path(__file__).parent.parent / "data" / "text" / "languages.tsv"
ROWS = [row.split("\t") for row in TABLE.read_text(encoding="utf-8").splitlines()]


def test_a_sentence_is_enough_to_tell_its_language() -> None:
    answers = [(code, detect(text)) for code, text in ROWS]
    assert sum(code == answer for code, answer in answers) >= len(answers) - 1
    assert all(answer in {code, "und"} for code, answer in answers)


@pytest.mark.parametrize("text", ["", " ", "42", "OK", "Q4 2026", "+3.5% (12.50)", "...", "🚀"])
def test_what_says_nothing_of_its_language_is_undetermined(text: str) -> None:
    assert detect(text) == "und"


def test_markup_and_control_characters_do_not_disturb() -> None:
    text = "The company\x00 said it would build\x07 a second plant <b>near the river."
    assert detect(text) == "en"


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_every_text_has_an_answer(text: str) -> None:
    answer = detect(text)
    assert answer == "und" or len(answer) == 2


def test_without_the_library_a_language_is_unsure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.14 has no wheel of it: there the program works without."""
    monkeypatch.setitem(sys.modules, "pycld2", None)
    assert detect("The council voted on Friday to rebuild the old pier.") == "und"
