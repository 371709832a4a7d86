"""The mail's HTML: one template, and a size that no client clips."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, cast

from markupsafe import Markup

from newsletter.render.changes import told_as
from newsletter.render.environment import fill
from newsletter.render.misread import unmistakable
from newsletter.render.pieces import is_written
from newsletter.render.stories import linked
from newsletter.render.view import GLANCE, mail_view
from newsletter.render.written import as_mail
from newsletter.text.markdown import to_html

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from newsletter.model import Edition
    from newsletter.render.stories import StoryView
    from newsletter.render.view import View

# Gmail clips at 102 KB; long before that a mail is slow to open on a phone.
SMALL, SMALL_STORIES = 30_000, 12
LARGE, LARGE_STORIES = 80_000, 60

_HEADING = re.compile(r"<(/?)h[1-6]>")
SMALL_PRINT = 'style="color:#565c66"'  # the template's own colour of small print
_MARK = re.compile(r"#?:~:.*")  # the end of a link that marks a sentence in its page
_PREVIEW = 130  # characters that clients show of a mail before it is opened
_FILLER = "\u034f\u200c\u00a0"  # keeps what follows the preheader out of that preview


def email_html(edition: Edition, templates: Path | None = None) -> str:
    """The HTML of the mail, at most 30 kB for 12 stories and 80 kB for any number.

    What would make it larger goes from the end, the least first: tables, whose figures stand in
    the bullets too; then what marks a sentence in its page, to which a link still leads; then all
    of a story but its headline; then headlines, which are counted.
    """
    shown = mail_view(edition)
    limit = size_limit(len(shown.full))

    def made(cuts: int) -> str:
        return _fill(cut(shown, cuts), shown, templates)

    whole = made(0)
    if len(whole.encode()) <= limit:
        return whole
    most = 4 * len(shown.full) + len(shown.also)
    return made(_fewest(most, lambda cuts: len(made(cuts).encode()) <= limit))


def size_limit(stories: int) -> int:
    """Bytes that a mail of so many full stories may have."""
    share = (stories - SMALL_STORIES) / (LARGE_STORIES - SMALL_STORIES)
    return round(SMALL + (LARGE - SMALL) * min(1.0, max(0.0, share)))


def cut(shown: View, cuts: int) -> View:
    """The view after so many cuts, each of one story, from the last to the first."""
    stories = len(shown.full)
    tables, marks, full = (_left(stories, cuts - stories * stage) for stage in range(3))
    if stories > SMALL_STORIES:  # the leading ones lead to the very sentence in any mail
        marks = max(marks, SMALL_STORIES)
    dropped = max(0, cuts - 3 * stories)
    # What the editor wrote is never cut: the other stories make room for it.
    kept = [one for one in shown.full[full:] if is_written(one.body)]
    headlines = (*(one for one in shown.full[full:] if one not in kept), *shown.also)
    return replace(
        shown,
        full=tuple(
            _smaller(one, table=place < tables, mark=place < marks)
            for place, one in enumerate((*shown.full[:full], *kept))
        ),
        also=headlines[: max(0, len(headlines) - dropped)],
    )


def _left(stories: int, cuts: int) -> int:
    return max(0, min(stories, stories - cuts))


def _smaller(story: StoryView, *, table: bool, mark: bool) -> StoryView:
    told = story if table else without_table(story)
    return told if mark else without_marks(told)


def without_table(story: StoryView) -> StoryView:
    """The story without its figures, which stand in the bullets, too."""
    body = tuple(replace(piece, numbers=()) for piece in story.body)
    return replace(story, numbers=(), body=body)


def without_marks(story: StoryView) -> StoryView:
    """The story with links to the pages of its sources, not to the sentences there.

    In Chinese these are a third of a mail's bytes: twelve stories would have been nine.
    """
    return cast("StoryView", _unmarked(story))


def _unmarked(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(map(_unmarked, value))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    told = {one.name: getattr(value, one.name) for one in fields(value)}
    return replace(
        value,
        **{
            name: _MARK.sub("", was) if name == "link" and was else _unmarked(was)
            for name, was in told.items()
        },
    )


def _fewest(most: int, fits: Callable[[int], bool]) -> int:
    """The smallest number of cuts that fits, `most` when none does."""
    low = 0
    while low < most:
        middle = (low + most) // 2
        low, most = (low, middle) if fits(middle) else (middle + 1, most)
    return low


def _fill(kept: View, shown: View, templates: Path | None) -> str:
    whole = len(shown.full) + len(shown.also)
    left_out = whole - len(kept.full) - len(kept.also)
    words = shown.labels.more if shown.page else shown.labels.more_offline
    values = {
        "view": kept,
        "glance": GLANCE,
        "filler": _FILLER * max(0, _PREVIEW - len(shown.preheader)),
        "linked": linked,
        "told_as": told_as,
        "own": as_mail,
        "more": words.format(stories=shown.labels.stories(left_out)) if left_out else "",
        "footer": Markup(footer(shown.footer)),  # noqa: S704 - to_html ends with the sanitiser
    }
    return unmistakable(fill("email.html", values, templates=templates))


def footer(markdown: str) -> str:
    """The newsletter's closing words as HTML in the mail's small print: no heading among them."""
    html = _HEADING.sub(r"<\1p>", to_html(markdown))
    return html.replace("<p>", '<p style="margin:0 0 10px">').replace("<a ", f"<a {SMALL_PRINT} ")
