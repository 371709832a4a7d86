"""A sentence that only judges an event does not tell it."""

from __future__ import annotations

import pytest

from newsletter.text.reacting import reacts


@pytest.mark.parametrize(
    "sentence",
    [
        "Unions called the decision a betrayal.",
        "Unions called it a betrayal.",
        "The works council criticised the plan as short-sighted.",
        "Investors welcomed the move.",
        "Corvel denied the allegations.",
        "The union said that the cuts would hit 300 people.",
    ],
)
def test_what_judges_something_untold_reacts(sentence: str) -> None:
    assert reacts(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Corvel said it would cut 300 jobs.",
        "Papas said that a man in his seventies would be spoken to.",
        "The minister condemned the attack on the embassy in Halden.",
        "Regulators rejected the merger of Corvel and Tarn.",
        "The bank said the sale of its stake would bring $3 billion.",
        "After the sale of its yard, Corvel called the deal a success.",
        "Die Gewerkschaft nannte die Entscheidung falsch.",
        "",
    ],
)
def test_what_tells_what_it_judges_does_not(sentence: str) -> None:
    assert not reacts(sentence)
