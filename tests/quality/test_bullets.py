"""The lenses on short documents of our own, against floors that a change may raise, not lower."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsletter.digest.bullets import bullets
from newsletter.digest.lens import load_lenses
from newsletter.digest.options import DEFAULT_LENSES
from newsletter.text.reading import article

if TYPE_CHECKING:
    from newsletter.model import Bullet

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
ANSWER = re.compile(r"(?P<figure>.+?)(?: (?P<way>up|down))?")
MARK = re.compile(r"\s*\{(-?)(\w+)(?:: ([^}]*))?\}")


@dataclass(frozen=True)
class Line:
    """A sentence with the lenses that it answers, the figure of each, and those it tempts."""

    text: str
    answers: dict[str, str]
    traps: frozenset[str]


@dataclass(frozen=True)
class Document:
    title: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(line.text for line in self.lines)


@cache
def documents() -> tuple[Document, ...]:
    found = []
    _, *parts = (HERE / "stories.txt").read_text(encoding="utf-8").split("\n== ")
    for part in parts:
        title, *rows = part.strip().splitlines()
        found.append(Document(title, tuple(line(row) for row in rows)))
    return tuple(found)


def line(row: str) -> Line:
    marks = MARK.findall(row)
    return Line(
        MARK.sub("", row),
        {lens: figure for minus, lens, figure in marks if not minus},
        frozenset(lens for minus, lens, _ in marks if minus),
    )


@cache
def printed() -> tuple[tuple[Document, tuple[tuple[Bullet, Line], ...]], ...]:
    """Each document with its bullets and the lines that they quote."""
    lenses = load_lenses()
    found = []
    for document in documents():
        quoted = [
            (bullet, next(one for one in document.lines if bullet.quote.text in one.text))
            for bullet in bullets([article(document.text, title=document.title)], lenses)
        ]
        found.append((document, tuple(quoted)))
    return tuple(found)


def share(counted: list[bool]) -> float:
    return sum(counted) / len(counted)


def measures(lens: str) -> dict[str, float]:
    answered, right, trapped = [], [], []
    for document, quoted in printed():
        said = [one for bullet, one in quoted if bullet.lens == lens]
        if any(lens in one.answers for one in document.lines):
            answered.append(any(lens in one.answers for one in said))
        right += [lens in one.answers for one in said]
        trapped += [one in said for one in document.lines if lens in one.traps]
    return {"answered": share(answered), "right": share(right), "trapped": share(trapped)}


def test_there_are_enough_documents_answers_and_traps() -> None:
    assert len(documents()) >= 60
    for lens in DEFAULT_LENSES:
        assert sum(lens in one.answers for each in documents() for one in each.lines) >= 15
        assert sum(lens in one.traps for each in documents() for one in each.lines) >= 15


@pytest.mark.parametrize("lens", DEFAULT_LENSES)
def test_a_lens_is_as_good_as_its_floor(lens: str) -> None:
    reached, floor = measures(lens), FLOORS[lens]
    assert reached["answered"] >= floor["answered"], reached
    assert reached["right"] >= floor["right"], reached
    assert reached["trapped"] <= floor["trapped"], reached


def test_the_key_figure_and_its_direction_are_right() -> None:
    figures, directions = [], []
    for _, quoted in printed():
        for bullet, one in quoted:
            wanted = ANSWER.fullmatch(one.answers.get(bullet.lens, ""))
            if wanted is None:
                continue
            shown = bullet.quote.figures
            figures.append(bool(shown) and shown[0].text == wanted["figure"])
            if figures[-1] and wanted["way"]:
                directions.append(shown[0].direction == wanted["way"])
    assert share(figures) >= FLOORS["figures"]["key"]
    assert share(directions) >= FLOORS["figures"]["direction"]


def test_stories_that_are_no_business_print_no_business_bullet() -> None:
    """Politics, sport, culture and chance: titles of the documents without any answer."""
    quiet = [
        (document.title, bullet.lens, bullet.quote.text)
        for document, quoted in printed()
        if not any(one.answers for one in document.lines)
        for bullet, _ in quoted
        if bullet.lens in {"rally_size", "spend_plan", "results", "deals"}
    ]
    assert len(quiet) <= FLOORS["quiet"]["most"], quiet
