"""A draft as an editor gets it, for the tests of what becomes of it."""

from __future__ import annotations

from dataclasses import replace

from newsletter.edition.manuscript import Drafted
from newsletter.edition.manuscript_front import front_text
from newsletter.edition.manuscript_ids import line_ids, section_ids
from newsletter.edition.written import lines_of_head
from newsletter.model import Coverage, Decision, Edition
from newsletter.render.manuscript import manuscript
from tests.render.conftest import edition as made

NAME = "morning/draft-2026-11-23T0700"


def composed(count: int = 4, kind: str = "english", also: int = 2, first: int = 0) -> Edition:
    """An edition of `count` stories and `also` headlines; the first few left out."""
    whole = made(first + count, kind, also=also)
    items = whole.items[first:]
    subject, preheader = lines_of_head(items, whole.title)
    return replace(
        whole,
        items=items,
        subject=subject,
        preheader=preheader,
        coverage=Coverage(stories=count + also),
        decisions=tuple(Decision(item.story, 1.0) for item in (*items, *whole.also)),
    )


def drafted(edition: Edition) -> Drafted:
    body = manuscript(edition, line_ids(edition), section_ids(edition))
    head = {"draft": NAME, "subject": edition.subject, "preheader": edition.preheader}
    return Drafted(NAME, edition, f"{front_text(head)}\n\n{body}")
