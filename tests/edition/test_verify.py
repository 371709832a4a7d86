from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from newsletter.edition.verify import verify

if TYPE_CHECKING:
    from newsletter.model import Bullet, Edition, Quote, Revision


def with_bullet(edition: Edition, bullet: Bullet) -> Edition:
    item = edition.items[0]
    return replace(
        edition, items=(replace(item, summary=replace(item.summary, bullets=(bullet,))),)
    )


def with_quote(edition: Edition, quote: Quote) -> Edition:
    return with_bullet(edition, replace(edition.items[0].summary.bullets[0], quote=quote))


def test_an_edition_holds_as_it_was_composed(edition: Edition, texts: dict[str, Revision]) -> None:
    assert verify(edition, texts) == ()


def test_one_character_of_a_stored_text_is_named(
    edition: Edition, texts: dict[str, Revision]
) -> None:
    key = edition.sources[0].revision
    changed = replace(texts[key], text=texts[key].text.replace("rivals", "rivels"))
    told = verify(edition, texts | {key: changed})
    assert told
    assert all("is not what it was when it was read" in line for line in told)


def test_one_character_of_a_quotation_is_named(
    edition: Edition, texts: dict[str, Revision]
) -> None:
    quote = edition.items[0].summary.bullets[0].quote
    told = verify(with_quote(edition, replace(quote, text=quote.text.replace("two", "ten"))), texts)
    (line,) = told
    assert line.startswith("story 1, bullet Spend plan: the source does not say 'The ferry")


def test_a_figures_value_is_read_again(edition: Edition, texts: dict[str, Revision]) -> None:
    quote = edition.items[0].summary.bullets[0].quote
    wrong = (replace(quote.figures[0], value=41e6), *quote.figures[1:])
    told = verify(with_quote(edition, replace(quote, figures=wrong)), texts)
    assert told == (
        "story 1, bullet Spend plan: the figure '$40 million' = 41,000,000 USD is not there",
    )


def test_a_text_that_the_store_lost_is_named(edition: Edition) -> None:
    assert all("the store has no text" in line for line in verify(edition, {}))


def test_the_edition_is_not_its_own_witness(edition: Edition, texts: dict[str, Revision]) -> None:
    """A span moved with its text is still checked against what the store holds there."""
    quote = edition.items[0].summary.bullets[0].quote
    moved = replace(quote, span=replace(quote.span, start=0, end=10), figures=())
    assert verify(with_quote(edition, moved), texts)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": "Harbour Lines fell."}, "the source does not say 'Harbour Lines fell.'"),
        ({"start": -5}, "the source does not say"),
        ({"start": 35, "text": "ferry"}, "does not stand around what is quoted"),
    ],
)
def test_what_stands_around_a_quotation_is_proved(
    edition: Edition, texts: dict[str, Revision], changes: dict[str, Any], said: str
) -> None:
    first = edition.contexts[0]
    at = texts[first.span.revision].text.index("ferry")
    changes = {key: at if value == 35 else value for key, value in changes.items()}
    (told,) = verify(replace(edition, contexts=(replace(first, **changes),)), texts)
    assert told.startswith("context 1: ")
    assert said in told


def test_derived_lines_are_computed_again(edition: Edition, texts: dict[str, Revision]) -> None:
    told = verify(replace(edition, subject="Buy now", preheader="Really"), texts)
    assert len(told) == 2
    assert "subject 'Buy now'" in told[0]


def test_the_coverage_line_is_counted_again(edition: Edition, texts: dict[str, Revision]) -> None:
    told = edition.coverage
    fewer = replace(told, stories=told.stories + 1)
    assert verify(replace(edition, coverage=fewer), texts) == (
        "the coverage line counts 3 stories, not 2",
    )
    held = replace(told, stories=told.stories + 1, held=1)
    assert verify(replace(edition, coverage=held), texts) == ()
    more = replace(told, answered=told.feeds + 1)
    assert len(verify(replace(edition, coverage=more), texts)) == 1
