"""The text edition, also the mail's text part: 72 columns, every link, nothing from the HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.render.changes import told_as
from newsletter.render.columns import table, underline, wrap
from newsletter.render.environment import fill
from newsletter.render.stories import linked
from newsletter.render.view import GLANCE, mail_view
from newsletter.render.written import as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from newsletter.model import Edition
    from newsletter.render.labels import Labels
    from newsletter.render.numbers import Number

_MARKUP = re.compile(r"<(?=/?[a-z])|&(?=#?\w+;)", re.IGNORECASE)


def plain_text(edition: Edition, templates: Path | None = None) -> str:
    """The whole edition as text; a line is longer than 72 columns only to keep a URL whole."""
    shown = mail_view(edition)
    values = {
        "view": shown,
        "glance": GLANCE,
        "linked": linked,
        "told_as": told_as,
        "own": as_text,
        "footer": as_text(shown.footer),
    }
    made = fill("email.txt", values, templates=templates, filters=_FILTERS)
    return re.sub(r"\n{3,}", "\n\n", made).strip() + "\n"


def apart(text: str) -> str:
    """Text with a space inside what reads as markup.

    Readers and filters that sniff a text for HTML would take the whole part for it.
    """
    return _MARKUP.sub(r"\g<0> ", text)


def _wrapped(text: str, first: str = "") -> str:
    return wrap(apart(text), first)


def _underlined(text: str, mark: str) -> str:
    return underline(apart(text), mark)


def _rows(numbers: Sequence[Number], labels: Labels) -> str:
    heading = (labels.numbers, labels.figure, labels.change)
    rows = [heading, *((one.what, one.figure, one.change) for one in numbers)]
    moves = any(one.change for one in numbers)
    return table([tuple(map(apart, row if moves else row[:2])) for row in rows])


_FILTERS: dict[str, Callable[..., str]] = {
    "wrap": _wrapped,
    "underline": _underlined,
    "rows": _rows,
}
