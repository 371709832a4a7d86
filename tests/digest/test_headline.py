from __future__ import annotations

import pytest

from newsletter.digest.headline import LONGEST, bait, headline, shouted
from newsletter.digest.passages import passages
from newsletter.model import Entry, Quote
from newsletter.text.reading import article

TEXT = "Norvik Steel cut 400 jobs in Halden on Monday. Norvik Steel blamed imports."


def best(*titles: str, text: str = TEXT, source: str = "") -> Quote | None:
    articles = tuple(
        article(
            f"{text} {number}.",
            title=title,
            language="en",
            entry=Entry(id=str(number), source=source, feed="", guid=str(number), title=title),
        )
        for number, title in enumerate(titles)
    )
    return headline(articles, passages(articles))


def text_of(quote: Quote | None) -> str:
    return quote.text if quote else ""


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("Norvik Steel cuts 400 jobs in Halden", "NORVIK STEEL CUTS 400 JOBS IN HALDEN!"),
        ("Norvik Steel cuts 400 jobs in Halden", "You won’t believe what Norvik Steel did"),
        ("Norvik Steel cuts jobs", "Why you should watch Norvik Steel"),
        ("Norvik Steel cuts 400 jobs", "Steel maker in trouble"),
        ("Norvik Steel cuts 400 jobs", "Norvik Steel cuts jobs"),
        ("Norvik Steel cuts 400 jobs", "Is Norvik Steel finished?"),
        ("Norvik Steel cuts 400 jobs", "Live updates: Norvik Steel cuts 400 jobs"),
        ("Norvik Steel cuts 400 jobs", "Jobs"),
    ],
)
def test_the_better_title_wins_in_either_order(better: str, worse: str) -> None:
    assert text_of(best(better, worse)) == better
    assert text_of(best(worse, better)) == better


def test_a_title_is_quoted_from_the_title() -> None:
    quote = best("  Norvik Steel cuts 400 jobs ")
    assert quote is not None
    assert quote.span.part == "title"
    assert (quote.text, quote.span.start) == ("Norvik Steel cuts 400 jobs", 2)


def test_a_sites_name_after_the_title_is_left_out() -> None:
    assert text_of(best("Norvik Steel cuts 400 jobs | Halden Post")) == "Norvik Steel cuts 400 jobs"
    assert text_of(best("Norvik cuts jobs - the post", source="the post")) == "Norvik cuts jobs"
    kept = "Norvik Steel cuts jobs - and blames imports"
    assert text_of(best(kept)) == kept


def test_without_a_title_a_clause_of_the_lead_stands() -> None:
    quote = best("")
    assert quote is not None
    assert quote.span.part == "text"
    assert quote.text == "Norvik Steel cut 400 jobs in Halden on Monday"


@pytest.mark.parametrize(
    "lead",
    [
        "The latest on the harbour of Halden:",
        "Help us to save the harbour: https://halden.example/harbour",
        "*** Watch the harbour of Halden LIVE! ***",
        "That's all there was of it.",
        "We'll come to that.",
    ],
)
def test_a_lead_that_tells_nothing_gives_way_to_the_next_sentence(lead: str) -> None:
    told = text_of(best("", text=f"{lead}\n\n{TEXT}"))
    assert told == "Norvik Steel cut 400 jobs in Halden on Monday"


def test_a_title_without_end_is_cut_at_a_word() -> None:
    told = text_of(best("harbour " * 20_000))
    assert told.endswith("harbour")
    assert len(told) <= LONGEST


def test_nothing_has_no_headline() -> None:
    assert headline((), ()) is None
    assert best("", text="") is None or text_of(best("", text="")) == "0"


def test_capitals_of_names_are_no_shouting() -> None:
    assert not shouted("NATO and EU meet in Oslo")
    assert not shouted("IBM USA")
    assert shouted("NATO AND EU MEET IN OSLO")


def test_telling_titles_are_no_bait() -> None:
    assert not bait("Why the central bank raised rates to 4%")
    assert bait("Ten things about rates")
    assert bait("The bank did WHAT...")
