"""The editor's desk: chunks of a manuscript come in, stories as the editor wants them go out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from newsletter.edition.manuscript_words import around, heading, item
from newsletter.edition.written import said_by
from newsletter.model import Item, Line, LineKind, Summary, Written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from newsletter.edition.manuscript_chunks import Chunk
    from newsletter.edition.manuscript_ids import Key
    from newsletter.model import Edition

LARGE_HEADINGS = ("# ", "## ")  # they begin a story of the editor's own
SECTION = "# "


@dataclass(slots=True)
class Sheet:
    """A story as it comes together; `place` is the drafted one's, `lines` what it holds."""

    place: int | None
    heading: Written | None = None
    section: str | None = None
    lines: list[tuple[LineKind, int, Written | None, int]] = field(default_factory=list)


class Desk:
    """Takes chunks in order."""

    def __init__(
        self, edition: Edition, given: Mapping[str, str], names: Mapping[str, Key]
    ) -> None:
        """`given` is what stood beneath each id, `names` what each of them calls."""
        self.also: list[Item] = []
        self.introduction: list[str] = []
        self.closing: list[str] = []
        self.problems: list[tuple[int, str]] = []
        self._edition = edition
        self._given = given
        self._names = names
        self._sheets: list[Sheet] = []
        self._section = ""
        self._behind = False  # among what is told as headlines alone
        self._own: list[str] = []

    def take(self, part: Chunk) -> None:
        if part.kind == "own":
            self._own.append(part.text)
        elif part.kind == "line" and part.text.strip():
            self._called(part)

    def finish(self) -> None:
        self._flush()

    def items(self) -> tuple[Item, ...]:
        """The stories; one that nobody touched is the very one that was drafted."""
        own = 0
        found = []
        for sheet in self._sheets:
            if sheet.place is None:
                own += 1
            found.append(self._item(sheet, own))
        return tuple(found)

    def _called(self, part: Chunk) -> None:
        place, kind, number = self._names[part.id]
        given = self._given.get(part.id, "")
        beside = around(part.text, given)
        also = kind == "headline" and place >= len(self._edition.items)
        if beside and beside[0].strip():
            self._own.append(beside[0])
        begins = kind == "section" or (kind == "headline" and not also)
        section = self._flush(before_story=begins)
        rest = beside[1] if beside else ""
        if kind == "section":
            rest = self._begin_section(part, place, beside) or rest
        elif also:
            rest = self._headline_alone(part, place, beside) or rest
        elif kind == "headline":
            rest = self._begin(part, place, beside, section) or rest
        elif not self._sheets:
            self.problems.append((part.line, f"`{part.id}` stands above the first headline"))
        else:
            self._line(part, (place, kind, number), given, edited=beside is None)
        if rest.strip():
            self._own.append(rest)

    def _begin_section(self, part: Chunk, place: int, beside: object) -> str:
        self._section = self._edition.items[place].section
        if beside is None:
            self._section, rest = heading(part.text)
            return rest
        return ""

    def _headline_alone(self, part: Chunk, place: int, beside: object) -> str:
        told = self._edition.also[place - len(self._edition.items)]
        self._behind = True
        rest = ""
        if beside is None:
            words, _, rest = item(part.text).partition("\n")
            told = _headed(told, Written(words, said_by(told, "headline", 0)))
        self.also.append(told)
        return rest

    def _begin(self, part: Chunk, place: int, beside: object, section: str | None) -> str:
        self._behind = False
        self._section = self._section if section is None else section
        sheet, rest = Sheet(place, section=self._section), ""
        if beside is None:
            words, rest = heading(part.text)
            sheet.heading = Written(words, said_by(self._edition.items[place], "headline", 0))
        self._sheets.append(sheet)
        return rest

    def _line(self, part: Chunk, key: Key, given: str, *, edited: bool) -> None:
        place, kind, number = key
        lines = self._sheets[-1].lines
        # What a story's texts tell together is another's words in another story.
        if edited or (kind not in {"sentence", "bullet"} and place != self._sheets[-1].place):
            was = said_by(self._edition.items[place], kind, number) or item(given)
            lines.append(("written", 0, Written(part.text, was), place))
        else:
            lines.append((_kind(kind), number, None, place))

    def _flush(self, *, before_story: bool = False) -> str | None:
        """Puts away the editor's own words; a section's name where they end in its heading."""
        own, self._own = self._own, []
        section = None
        if before_story and own and own[-1].startswith(SECTION) and not heading(own[-1])[1].strip():
            section = heading(own.pop())[0]
        for words in _together(own):
            self._put(words)
        return section

    def _put(self, words: str) -> None:
        if self._behind:
            self.closing.append(words)
        elif words.startswith(LARGE_HEADINGS):
            headline, rest = heading(words)
            self._sheets.append(Sheet(None, Written(headline), self._section))
            if rest.strip():
                self._put_in_story(rest.strip("\n"))
        elif not self._sheets:
            self.introduction.append(words)
        else:
            self._put_in_story(words)

    def _put_in_story(self, words: str) -> None:
        self._sheets[-1].lines.append(("written", 0, Written(words), -1))

    def _item(self, sheet: Sheet, own: int) -> Item:
        base = None if sheet.place is None else self._edition.items[sheet.place]
        section = sheet.section or ""
        if base is not None and sheet.heading is None and self._untouched(sheet):
            return base if base.section == section else replace(base, section=section)
        told = _laid_out(base or Item(f"written-{own}", Summary(None), ()), sheet, self._edition)
        told = replace(told, edited=True, section=section)
        return _headed(told, sheet.heading) if sheet.heading else told

    def _untouched(self, sheet: Sheet) -> bool:
        """Whether its lines are those that were given, in their order."""
        given = [
            (kind, number)
            for name, text in self._given.items()
            if text.strip()
            for place, kind, number in [self._names.get(name, (-1, "", 0))]
            if place == sheet.place and kind not in {"headline", "section"}
        ]
        mine = [(kind, number) for kind, number, _, place in sheet.lines if place == sheet.place]
        return len(mine) == len(sheet.lines) and mine == given


def _together(own: list[str]) -> Iterator[str]:
    """Paragraphs that follow each other are one text: a list goes on over blank lines."""
    run: list[str] = []
    for words in own:
        if run and words.startswith(LARGE_HEADINGS):
            yield "\n\n".join(run)
            run.clear()
        run.append(words)
    if run:
        yield "\n\n".join(run)


def _kind(kind: str) -> LineKind:
    for known in ("sentence", "bullet", "change", "correction", "difference", "numbers"):
        if kind == known:
            return known
    raise AssertionError(kind)


def _headed(told: Item, own: Written) -> Item:
    """With the editor's headline: no source says it."""
    summary = replace(told.summary, headline=None)
    return replace(told, edited=True, heading=own, summary=summary)


def _laid_out(base: Item, sheet: Sheet, edition: Edition) -> Item:
    """The story with the lines that stand in it now, whichever story they are from."""
    found: dict[str, list[Any]] = {kind: [] for kind in _FIELDS}
    order: list[Line] = []
    for kind, number, own, place in sheet.lines:
        values = found[kind]
        order.append(Line(kind, 0 if kind == "numbers" else len(values)))
        values.append(own or _value(edition.items[place], kind, number))
    only_headline = base.mark == "revised" and not found["correction"]
    return replace(
        base,
        mark="update" if only_headline else base.mark,
        summary=replace(
            base.summary, sentences=tuple(found["sentence"]), bullets=tuple(found["bullet"])
        ),
        changes=tuple(found["change"]),
        corrections=tuple(found["correction"]),
        telling=replace(base.telling, differences=tuple(found["difference"])),
        written=tuple(found["written"]),
        lines=tuple(order),
    )


_FIELDS = ("sentence", "bullet", "change", "correction", "difference", "numbers", "written")


def _value(story: Item, kind: str, number: int) -> object:
    match kind:
        case "sentence":
            return story.summary.sentences[number]
        case "bullet":
            return story.summary.bullets[number]
        case "change":
            return story.changes[number]
        case "correction":
            return story.corrections[number]
        case "difference":
            return story.telling.differences[number]
        case _:
            return None
