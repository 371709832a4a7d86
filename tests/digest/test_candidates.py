"""What a sum or the other report explains is held against a pair of figures."""

from __future__ import annotations

from newsletter.digest.candidates import Candidate, candidates
from newsletter.digest.common import background, common
from newsletter.digest.quantity import quantities
from newsletter.model import Entry
from newsletter.text.reading import read, revision


def found(one: str, other: str) -> dict[tuple[str, str], Candidate]:
    articles = [read(Entry(key, key, "f", key), revision("", key)) for key in (one, other)]
    mine, theirs = (quantities(article) for article in articles)
    backgrounds = [background(article) for article in articles]
    shared = common((backgrounds[0], mine), (backgrounds[1], theirs))
    return {
        (mine[i].figure.text, theirs[j].figure.text): candidate
        for (i, j), candidate in candidates(mine, theirs, shared).items()
    }


def test_a_number_and_a_third_that_make_the_other_are_no_difference() -> None:
    pairs = found(
        "The ferry carried 231 passengers and a crew of 12.", "On the ferry were 243 people."
    )
    assert "sum" in pairs["231 passengers", "243 people"].against


def test_what_the_other_report_tells_as_well_is_held_against_a_pair() -> None:
    pairs = found(
        "The court sentenced Ort to nine years in prison.",
        "Ort got seven years in prison. Prosecutors had sought nine years in prison for Ort.",
    )
    assert pairs["nine years", "seven years"].against & {"told", "told less"}


def test_other_pairs_of_one_figure_are_counted() -> None:
    pairs = found("Brixham sold 40 tugs.", "Brixham sold 52 tugs in May and 61 tugs in June.")
    assert max(one.rivals for one in pairs.values()) == 2
