from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.digest.leadclause import LIMIT, lead_clause

LEADS = Path(__file__).parent.parent / "data/digest/leads.txt"


@pytest.mark.parametrize("marked", LEADS.read_text(encoding="utf-8").splitlines())
def test_a_clause_ends_where_it_may(marked: str) -> None:
    """Cases show with a bar where the headline ends."""
    sentence = marked.replace("|", "")
    assert sentence[: lead_clause(sentence)] == marked.partition("|")[0]


@given(st.text(alphabet="ab ,.;—“” said was", min_size=1, max_size=200))
def test_a_clause_is_never_empty_nor_longer_than_its_sentence(sentence: str) -> None:
    assert 0 < lead_clause(sentence) <= len(sentence)


def test_a_short_sentence_stands_whole() -> None:
    sentence = "It rained, and nobody minded, on Monday"
    assert len(sentence.split()) <= LIMIT
    assert lead_clause(sentence) == len(sentence)


def test_a_headline_has_two_lines_and_a_half_at_most() -> None:
    """Where a sentence has no place to cut, whole words of it; one endless word is cut."""
    endless = "harbours and ferries of the northern islands " * 12 + "closed."
    assert endless[: lead_clause(endless)].endswith(("islands", "harbours", "ferries", "of", "and"))
    assert lead_clause(endless) <= 200
    assert lead_clause("x" * 100_000) == 200
