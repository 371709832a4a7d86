"""The proof of the coverage line: its numbers are counted again from what the store holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.model import Edition

ROUNDED = 1e-6  # what a sum of floats may be off by


def counted_problems(edition: Edition, considered: int | None) -> Iterator[str]:
    """What of the coverage line is not so; `considered` are the entries that the store says were.

    None where the store knows nothing of the edition, as of a preview.
    """
    told = edition.coverage
    if considered is not None and told.entries != considered:
        yield f"the coverage line counts {told.entries} entries, the store {considered}"
    if told.entries < told.stories:
        yield f"the coverage line counts {told.stories} stories of {told.entries} entries"
    if told.feeds - told.answered > len(told.troubles):
        silent = told.feeds - told.answered
        yield f"the coverage line counts {silent} failing feeds, {len(told.troubles)} are named"
    yield from _decision_problems(edition)
    if edition.decisions and told.held < len(edition.held):
        yield f"the coverage line counts {told.held} held back, {len(edition.held)} are named"


def _decision_problems(edition: Edition) -> Iterator[str]:
    stories = {item.story for item in (*edition.items, *edition.also)}
    for one in edition.decisions:
        if one.story not in stories:
            yield f"the decision of {one.story!r} is of no story of it"
        if one.factors and abs(sum(value for _, value in one.factors) - one.score) > ROUNDED:
            yield f"the decision of {one.story!r} has factors that do not sum to its score"
