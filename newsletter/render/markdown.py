"""The Markdown edition: clean CommonMark that reads well raw and that no feed can forge."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.render.environment import fill
from newsletter.render.view import view
from newsletter.render.web import excerpts

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.model import Edition

# Escaped wherever they stand; `_` between letters is a letter to CommonMark.
_ALWAYS = re.compile(r"[\\`*\[\]|~]|(?<![^\W_])_|_(?![^\W_])")
_MARKUP = {"&": "&amp;", "<": "&lt;"}
# An ampersand that begins no entity is an ampersand: "Alder & Finch" reads well raw.
_ENTITY = re.compile(r"&(?=#?\w+;)|<")
# Many readers turn these into links, though CommonMark does not.
_AUTOLINK = re.compile(r"(?<=[A-Za-z])(?=://)|(?<=www)(?=\.)|(?<=\w)(?=@\w)", re.IGNORECASE)
# What begins a heading, a list, a quotation or a rule at the start of a line.
_START = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|(?=[#+\-=>]))")

# A heading's closing marks, which are not shown.
_END = re.compile(r"(?<=\s)(?=#+$)")


def markdown(edition: Edition, templates: Path | None = None) -> str:
    """The edition as CommonMark."""
    shown = view(edition)
    values = {"view": shown, "excerpts": tuple(excerpts(shown))}
    filters = {"text": escape, "url": escape_url}
    made = fill("edition.md", values, templates=templates, filters=filters)
    return re.sub(r"\n{3,}", "\n\n", made).strip() + "\n"


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line, wherever it stands."""
    line = " ".join(text.split())
    line = _ALWAYS.sub(lambda found: "\\" + found[0], line)
    line = _AUTOLINK.sub(r"\\", line)
    line = _START.sub(lambda found: found[1] + "\\", line)
    line = _END.sub(r"\\", line)
    return _ENTITY.sub(lambda found: _MARKUP[found[0]], line)


def escape_url(url: str) -> str:
    """A URL as the destination of a link, between angle brackets only where it must be."""
    return re.sub(r"[()\\]", lambda found: f"%{ord(found[0]):02X}", url)
