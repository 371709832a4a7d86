from __future__ import annotations

import pytest

from newsletter.model import Context, Quote, Source, Span
from newsletter.render.evidence import proof

TEXT = "Ferries stop. Harbour Lines orders two ships.\n\nRivals watch."
SOURCE = Source(1, "r", "e", "The Quay", "Title", paragraphs=((0, 45), (47, 60)))
QUOTE = Quote(TEXT[14:45], Span("r", "text", 14, 45))


def shown(start: int, end: int) -> tuple[str, str, str] | None:
    context = Context(QUOTE.span, start, TEXT[start:end])
    found = proof(QUOTE, context, SOURCE)
    return (found.before, found.quoted, found.after) if found else None


@pytest.mark.parametrize(
    ("start", "end", "before", "after"),
    [
        (0, 60, "Ferries stop. ", " Rivals watch."),
        (0, 45, "Ferries stop. ", ""),
        (8, 53, "… stop. ", " Rivals …"),
    ],
)
def test_a_quotation_stands_between_what_is_around_it(
    start: int, end: int, before: str, after: str
) -> None:
    """An ellipsis says where the source's paragraph goes on."""
    assert shown(start, end) == (before, QUOTE.text, after)


def test_where_nothing_stands_around_it_nothing_is_shown() -> None:
    assert proof(QUOTE, None, SOURCE) is None
    assert shown(14, 45) is None
    assert shown(14, 47) is None


@pytest.mark.parametrize(("start", "end"), [(20, 60), (0, 30), (50, 60)])
def test_a_context_that_does_not_hold_the_quotation_is_not_shown(start: int, end: int) -> None:
    assert shown(start, end) is None
