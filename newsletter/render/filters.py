"""What templates may do with a text: the filters, the same ones in every template.

A template that includes another then finds what both need, and one that is tried out finds what
it finds when readers wait.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.render.columns import table, underline, wrap
from newsletter.render.phrasing import phrased
from newsletter.text.escape import escape, escape_url

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsletter.render.labels import Labels
    from newsletter.render.numbers import Number

_MARKUP = re.compile(
    r"<(?=/?(?:a|br|div|h\d|p|span|td)\b)|&(?=(?:#\d+|amp|gt|lt|nbsp|quot|zwnj);)", re.IGNORECASE
)


def apart(text: str) -> str:
    """Text with a space inside the markup by which filters tell HTML: all else is as it was said.

    They would take the whole part for a page that was sent as text, as spam often is.
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


# `text` and `url` are for Markdown, `phrased` is for HTML, the others are for plain text.
FILTERS: dict[str, Callable[..., str]] = {
    "phrased": phrased,
    "text": escape,
    "url": escape_url,
    "wrap": _wrapped,
    "underline": _underlined,
    "rows": _rows,
}
