"""An edition as a manuscript: Markdown for an editor, with an id above each line.

The words alone: what proves a line is put to it again when the manuscript is read back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.render.shown import clipped
from newsletter.render.view import view
from newsletter.text.escape import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from newsletter.model import Edition
    from newsletter.render.labels import Labels
    from newsletter.render.stories import Line, StoryView

    Key = tuple[int, str, int]

HELP = (
    "Delete, move and rewrite what you like, and write your own between. What you leave as it is",
    "stays a quotation with its proof; what you change, or add, is yours and is shown as such.",
    "Leave the lines with ids above the lines they belong to. Lines like this one are not printed.",
)
SOURCE = 80  # characters of a source's name beside an id


def manuscript(edition: Edition, ids: Mapping[Key, str], sections: Mapping[int, str]) -> str:
    """The body: `ids` call each headline and line, `sections` each heading above a story."""
    return "\n\n".join(_parts(edition, ids, sections)) + "\n"


def _parts(edition: Edition, ids: Mapping[Key, str], sections: Mapping[int, str]) -> Iterator[str]:
    yield "\n".join(f"<!-- {line} -->" for line in HELP)
    shown = view(edition)
    for place, story in enumerate(shown.full):
        if place in sections:
            yield _called(sections[place], f"# {escape(story.section)}")
        yield _called(ids[place, "headline", 0], f"## {escape(story.headline)}", story.mark)
        for kind, number, text, source in _lines(story, shown.labels):
            yield _called(ids[place, kind, number], text, source)
    if shown.also:
        yield f"<!-- {shown.labels.also} -->"
    for place, story in enumerate(shown.also, start=len(shown.full)):
        source = story.sources[0].name if story.sources else ""
        yield _called(ids[place, "headline", 0], f"- {escape(story.headline)}", source)


def _lines(story: StoryView, words: Labels) -> Iterator[tuple[str, int, str, str]]:
    for number, line in enumerate(story.sentences):
        yield "sentence", number, escape(line.text), _source(line)
    for number, change in enumerate(story.changes):
        text = f"- **{escape(change.label)}:** {escape(change.text)}"
        yield "change", number, text, _source(change.line)
    for number, one in enumerate(story.corrections):
        parts = (f"**{escape(label)}:** {escape(line.text)}" for label, line in one.parts)
        yield "correction", number, f"- {' '.join(parts)}", _source(one.line)
    for number, bullet in enumerate(story.bullets):
        text = f"- **{escape(bullet.label)}:** {escape(bullet.whole)}"
        yield "bullet", number, text, _source(bullet.line)
    for number, difference in enumerate(story.telling.differences):
        values = (f"{escape(one.figure)} ({escape(one.line.source.name)})" for one in difference)
        text = f"**{escape(words.differ)}:** {', '.join(values)}"
        yield "difference", number, text, ""
    if story.numbers:
        yield "numbers", 0, "\n".join(_table(story, words)), ""


def _table(story: StoryView, words: Labels) -> Iterator[str]:
    moves = any(row.change for row in story.numbers)
    change = f" {words.change} |" if moves else ""
    yield f"| {words.numbers} | {words.figure} |{change}"
    yield "| :-- | --: | --: |" if moves else "| :-- | --: |"
    for row in story.numbers:
        cells = (row.what, row.figure, row.change) if moves else (row.what, row.figure)
        yield f"| {' | '.join(map(escape, cells))} |"


def _source(line: Line) -> str:
    return line.source.name


def _called(name: str, text: str, source: str = "") -> str:
    """The line with its id above it, and beside that who said it."""
    said = " ".join(clipped(source, SOURCE).replace("-", " ").replace(">", " ").split())
    return f"<!-- id {name}{f' ({said})' if said else ''} -->\n{text}"
