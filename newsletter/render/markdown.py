"""The Markdown edition: clean CommonMark that reads well raw and that no feed can forge."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.render.environment import fill
from newsletter.render.view import view
from newsletter.render.web import excerpts
from newsletter.render.written import as_markdown

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.model import Edition


def markdown(edition: Edition, templates: Path | None = None) -> str:
    """The edition as CommonMark."""
    shown = view(edition)
    values = {"view": shown, "excerpts": tuple(excerpts(shown)), "own": as_markdown}
    made = fill("edition.md", values, templates=templates)
    return re.sub(r"\n{3,}", "\n\n", made).strip() + "\n"
