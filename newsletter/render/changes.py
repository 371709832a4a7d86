"""What has changed in a story, as templates want it: fixed phrases over what the texts say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.render.shown import clipped, one_line

if TYPE_CHECKING:
    from newsletter.model import Change, Item, Quote
    from newsletter.render.chart import Chart
    from newsletter.render.labels import Labels
    from newsletter.render.language import Writing
    from newsletter.render.stories import Line

LABEL, FIGURE = 120, 80  # characters that one of them may take


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A figure that changed, as in "short interest", "3.0 % → 3.2 %".

    `line` tells the new one, `before` the old one; `chart` draws its course where it has one.
    """

    label: str
    text: str
    line: Line
    before: Line
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A label of the frame and a line for what was said before, and for what is said now."""

    parts: tuple[tuple[str, Line], ...]

    @property
    def line(self) -> Line:
        """The line that leads to the article as it is now."""
        return self.parts[-1][1]


def mark(item: Item, words: Labels) -> str:
    """What stands before the headline of a story that was told before."""
    return {"new": "", "update": words.update, "revised": words.revised}[item.mark]


def change_view(
    change: Change, before: Line, line: Line, words: Labels, dir_: Writing
) -> ChangeView:
    """`before` and `line` are of the sentences that tell the old figure and the new one.

    An arrow does not turn round by itself where a story is read from the right, as brackets do.
    Its words stand where they stood: before the figures, or behind them ("3 → 5 were injured").
    """
    said = clipped(change.label.text, LABEL) if change.label else ""
    became = words.became if dir_ == "ltr" else words.became.replace("→", "←")
    text = became.format(before=_figure(change.before), after=_figure(change.after))
    if change.label and change.label.span.start >= change.after.figures[0].end:
        return ChangeView(words.changed, f"{text} {said}", line, before)
    label = said or words.changed
    return ChangeView(label[:1].upper() + label[1:], text, line, before)


def correction_view(before: Line | None, after: Line | None, words: Labels) -> CorrectionView:
    """The lines are of the sentences before and after, where there are any."""
    if before and after:
        return CorrectionView(((words.said_before, before), (words.says_now, after)))
    parts = ((words.taken_out, before), (words.put_in, after))
    return CorrectionView(tuple((label, line) for label, line in parts if line))


def told_as(headline: str, mark: str) -> str:
    """The headline with its mark, where nothing can set them apart."""
    return f"{mark}: {headline}" if mark else headline


def _figure(quote: Quote) -> str:
    """The figure as it is told, with "about" and the like before it left to the sentence."""
    return clipped(one_line(quote.figures[0].text), FIGURE) if quote.figures else ""
