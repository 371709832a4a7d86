"""Articles with accepted answers, and what a system's bullets are worth against them.

A data folder holds `texts*.jsonl` and `gold*.jsonl`, one article a line with the same `id`:

    {"id", "source", "title", "sentences": ["..."], "par": [0, 0, 1]}
    {"id", "lenses": {"rally_size": [{"sent": 0, "grade": 2, "figures": [{"text": "5%"}]}]}}

`par` is the paragraph of each sentence. Grade 2 is what an editor would pick, 1 is acceptable;
a lens without a sentence must stay silent. `stories` are of our own writing; `labelled` puts
answers to the articles of a summaries folder, whose texts do not lie here.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from newsletter.digest.options import DEFAULT_LENSES
from newsletter.text.reading import article

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

WORD = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)*")
TITLE = re.compile(r"(?m)^==(?: |$)")
MARK = re.compile(r"\s*\{(\w+)( 1)?\}")
FIRST = 2  # bullets of a lens that are looked at


@dataclass(frozen=True)
class Case:
    """An article and its accepted sentences."""

    id: str
    source: str
    title: str
    sentences: tuple[str, ...]
    paragraphs: tuple[int, ...]
    gold: dict[str, list[dict[str, Any]]]
    whole: str = ""

    @property
    def text(self) -> str:
        """The text as it came, else paragraphs joined by a blank line, sentences by a space."""
        if self.whole:
            return self.whole
        joined: dict[int, list[str]] = {}
        for paragraph, sentence in zip(self.paragraphs, self.sentences, strict=True):
            joined.setdefault(paragraph, []).append(sentence)
        return "\n\n".join(" ".join(sentences) for sentences in joined.values())

    @cached_property
    def plain(self) -> tuple[str, ...]:
        return tuple(_plain(sentence) for sentence in self.sentences)

    def grade(self, lens: str, text: str) -> int:
        """The best grade of the sentences that a bullet's text stands in, 0 for none."""
        piece = _plain(text)
        if piece.count(" ") < FIRST:
            return 0
        inside = {
            at
            for at, sentence in enumerate(self.plain)
            if f" {piece} " in f" {sentence} "
            or (sentence.count(" ") > FIRST and f" {sentence} " in f" {piece} ")
        }
        if len({self.plain[at] for at in inside}) > FIRST:
            return 0
        return max((row["grade"] for row in self.gold[lens] if row["sent"] in inside), default=0)


def _plain(text: str) -> str:
    return " ".join(WORD.findall(text.lower().replace("’", "'")))


def load(folder: Path) -> list[Case]:
    """All cases of a folder, in the order of its files."""
    gold = {row["id"]: row["lenses"] for row in _rows(folder.glob("gold*.jsonl"))}
    return [
        Case(
            row["id"],
            row["source"],
            row["title"],
            tuple(row["sentences"]),
            tuple(row["par"]),
            gold[row["id"]],
        )
        for row in _rows(folder.glob("texts*.jsonl"))
    ]


def stories(folder: Path) -> list[Case]:
    """Documents of our own: "== title", then a sentence a line with its `{lens}` marks.

    `{lens 1}` marks an acceptable answer; a title may be empty.
    """
    found = []
    for path in sorted(folder.glob("*.txt")):
        _, *parts = TITLE.split(path.read_text(encoding="utf-8"))
        for number, part in enumerate(parts):
            title, _, body = part.partition("\n")
            lines = [line for line in body.splitlines() if line.strip()]
            gold: dict[str, list[dict[str, Any]]] = {lens: [] for lens in DEFAULT_LENSES}
            for at, line in enumerate(lines):
                for lens, lesser in MARK.findall(line):
                    gold[lens].append({"sent": at, "grade": 1 if lesser else 2})
            sentences = tuple(MARK.sub("", line).strip() for line in lines)
            name, places = f"{path.stem}-{number}", tuple(range(len(lines)))
            found.append(Case(name, "own", title.strip(), sentences, places, gold))
    return found


def labelled(labels: Path, folder: Path) -> list[Case]:
    """Articles of a summaries folder (see `summary_cases`) with the answers that `labels` gives."""
    texts = dict(_articles(folder))
    found = []
    for row in labels.read_text(encoding="utf-8").splitlines():
        if row.startswith("#"):
            continue
        name, *marks = row.split()
        text = texts[name]
        spans = [(s.start, s.end) for s in article(text).sentences]
        gold: dict[str, list[dict[str, Any]]] = {lens: [] for lens in DEFAULT_LENSES}
        for mark in marks:
            place, lens, grade = mark.split(":")
            start, end = map(int, place.split("-"))
            gold[lens] += [
                {"sent": at, "grade": int(grade)}
                for at, (begin, stop) in enumerate(spans)
                if begin < end and start < stop
            ]
        sentences = tuple(text[start:end] for start, end in spans)
        places = tuple(range(len(spans)))
        found.append(Case(name, "labelled", "", sentences, places, gold, text))
    return found


def _articles(folder: Path) -> Iterable[tuple[str, str]]:
    for row in _rows(folder.glob("*.jsonl")):
        if "text" in row:
            yield row["id"], row["text"]
        for number, text in enumerate(row.get("documents", ())):
            yield f"{row['id']}/{number}", text


def _rows(paths: Iterable[Path]) -> Iterable[dict[str, Any]]:
    for path in sorted(paths):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


@dataclass
class Tally:
    """Counts of one lens over many articles; the measures are ratios of them."""

    required: int = 0
    empty: int = 0
    spoke: int = 0
    false: int = 0
    first: int = 0
    top: int = 0
    emitted: int = 0
    right: int = 0
    hit: int = 0

    def add(self, accepted: Sequence[dict[str, Any]], grades: Sequence[int]) -> None:
        """One article: what was accepted, and the grades of the bullets that were printed."""
        grades = grades[:FIRST]
        required = any(row["grade"] == FIRST for row in accepted)
        self.required += required
        self.empty += not accepted
        self.emitted += len(grades)
        self.right += sum(grade > 0 for grade in grades)
        self.hit += required and FIRST in grades
        if grades:
            self.spoke += 1
            self.false += not accepted
            self.first += grades[0] > 0
            self.top += grades[0] == FIRST

    def measures(self) -> dict[str, float]:
        """Precision, recall, their F1, the first bullet's precision, top grade, false alarms."""
        precision, recall = _ratio(self.right, self.emitted), _ratio(self.hit, self.required)
        return {
            "precision": precision,
            "recall": recall,
            "F1": _ratio(2 * precision * recall, precision + recall),
            "p@1": _ratio(self.first, self.spoke),
            "p@1 top": _ratio(self.top, self.spoke),
            "false": _ratio(self.false, self.empty),
        }


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def table(tallies: dict[str, Tally]) -> str:
    """A line a lens, and their mean."""
    rows = {lens: tally.measures() for lens, tally in tallies.items()}
    names = list(next(iter(rows.values())))
    rows["mean"] = {name: sum(row[name] for row in rows.values()) / len(rows) for name in names}
    head = f"{'':12}" + "".join(f"{name:>10}" for name in names)
    lines = [
        f"{lens:12}" + "".join(f"{row[name]:10.3f}" for name in names) for lens, row in rows.items()
    ]
    return "\n".join([head, *lines])
