from __future__ import annotations

from pathlib import Path

import pytest

from newsletter.text.furniture import ends_with_stop, is_furniture
from newsletter.text.phrases import CONTAINS, STARTS, telling_phrases

DATA = Path(__file__).parent.parent / "data" / "text"


def lines(name: str) -> list[str]:
    return (DATA / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", lines("furniture.txt"))
def test_what_stands_around_an_article_is_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", lines("not_furniture.txt"))
def test_a_sentence_that_only_begins_alike_is_not(line: str) -> None:
    assert not is_furniture(line)


def test_a_stop_counts_behind_closing_marks_too() -> None:
    assert ends_with_stop("“It is over.”")
    assert ends_with_stop("終わった。」")
    assert not ends_with_stop("Why it matters")


@pytest.mark.parametrize("around", ["{}", "x{}x", "One. {} two", "\n{}\u00a0"])
def test_each_phrase_is_found_wherever_it_stands(around: str) -> None:
    for phrase in (*CONTAINS, *STARTS):
        folded = around.format(phrase)
        assert set(telling_phrases(folded)) == {
            one for one in (*CONTAINS, *STARTS) if one in folded
        }
