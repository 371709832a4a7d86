from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from newsletter.model import Change, Quote, Span
from newsletter.render.email import email_html, size_limit
from newsletter.render.formats import FILES, render
from newsletter.render.markdown import markdown
from newsletter.render.plain import plain_text
from newsletter.render.view import view
from newsletter.render.web import web_page
from newsletter.text.figures import figures
from tests.render.continued import continued

if TYPE_CHECKING:
    from newsletter.model import Edition
    from tests.render.conftest import Make

WAS = "Short interest in Brackwater was 3.0 % on Friday."
NOW = "Short interest in Brackwater climbed to 3.2 % on Monday."


@pytest.fixture
def changed(make_edition: Make) -> Edition:
    """One story with one changed figure."""
    edition = make_edition(1, also=0)
    (item,) = edition.items
    revision = item.summary.sources[0]

    def quote(text: str) -> Quote:
        return Quote(text, Span(revision, "text", 0, len(text)), figures(text)[:1])

    label = Quote("Short interest in Brackwater", Span(revision, "text", 0, 28))
    item = replace(
        item,
        mark="update",
        since="morning/2026-11-22T0700",
        changes=(Change(quote(WAS), quote(NOW), label),),
    )
    return replace(edition, items=(item,))


def test_every_format_tells_the_mark_and_both_values(changed: Edition) -> None:
    for made in (markdown(changed), web_page(changed), email_html(changed), plain_text(changed)):
        shown = re.sub(r"<[^>]+>|[*]", "", made)
        assert "Update" in shown
        assert "Short interest in Brackwater" in shown
        assert "3.0 % → 3.2 %" in shown


def test_words_behind_a_figure_stay_behind_it(changed: Edition) -> None:
    (item,) = changed.items
    (change,) = item.changes
    start = change.after.text.index("on Monday")
    behind = Quote("on Monday", Span(change.after.span.revision, "text", start, start + 9))
    item = replace(item, changes=(replace(change, label=behind),))
    (story,) = view(replace(changed, items=(item,))).full
    assert [(one.label, one.text) for one in story.changes] == [
        ("Changed", "3.0 % → 3.2 % on Monday")
    ]


def test_a_correction_tells_what_was_said_and_leads_to_what_is_said(make_edition: Make) -> None:
    shown = view(continued(make_edition(3, also=0)))
    revised = shown.full[1]
    assert revised.mark == "Revised"
    parts = [[label for label, _ in one.parts] for one in revised.corrections]
    assert parts == [["Said before", "Says now"], ["Taken out"], ["Put in"]]
    both, gone, added = revised.corrections
    assert "#:~:text=" in (both.line.link or "")
    assert gone.line.link == gone.line.source.url
    assert "#:~:text=" in (added.line.link or "")


@pytest.mark.parametrize("kind", ["english", "rtl", "cjk", "hostile"])
@pytest.mark.parametrize("name", FILES)
def test_what_has_changed_is_shown_in_any_language_and_however_hostile(
    make_edition: Make, kind: str, name: str
) -> None:
    edition = continued(make_edition(6, kind))
    made = render(edition, name, None)  # type: ignore[arg-type]
    assert made == render(edition, name, None)  # type: ignore[arg-type]
    if name in {"html", "email"}:
        assert b"<script" not in made.lower()


def test_a_mail_of_updates_keeps_its_size(make_edition: Make) -> None:
    edition = continued(make_edition(12))
    assert len(email_html(edition).encode()) <= size_limit(12)
