"""The text edition, also the mail's text part: 72 columns, every link, nothing from the HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.render.changes import told_as
from newsletter.render.environment import fill
from newsletter.render.stories import linked
from newsletter.render.view import GLANCE, mail_view
from newsletter.render.written import as_text

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.model import Edition


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
    made = fill("email.txt", values, templates=templates)
    return re.sub(r"\n{3,}", "\n\n", made).strip() + "\n"
