"""`newsletter explain EDITION`: why its stories are in it, from the edition alone."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Program

OLD = Path(__file__).parents[1] / "data" / "store" / "schema-1.sql"
SCORE = re.compile(r"^    score (\S+?)(?::|$)(.*)", re.MULTILINE)


@pytest.fixture
def here(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace that has made an edition."""
    assert program("init", tmp_path / "w").code == 0
    monkeypatch.chdir(tmp_path / "w")
    with Path("newsletter.toml").open("a") as file:
        file.write('\n[newsletter.digest]\nmute = ["tunnel"]\nstories = 3\n')
    assert program("run").code == 0
    return tmp_path / "w"


def explained(program: Program, *words: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(program("explain", *words, "--format", "json").out)
    return told


def test_factors_sum_to_scores_and_what_was_held_back_is_named(
    program: Program, here: Path
) -> None:
    result = program("explain", "latest")
    assert (result.code, result.err) == (0, "")
    assert max(map(len, result.out.splitlines())) <= 100
    scores = SCORE.findall(result.out)
    assert len(scores) > 5
    for score, factors in scores:
        assert sum(map(Decimal, re.findall(r"[+-]\d\.\d{3}", factors))) == Decimal(score)
    assert "muted: tunnel in a headline" in result.out
    told = explained(program, "latest")
    (folder,) = (here / "out" / "morning").glob("2*")
    edition = json.loads((folder / "edition.json").read_text())
    assert [one["full"] for one in told["stories"]].count(True) == len(edition["items"]) == 3
    assert told["held_back"] == edition["coverage"]["held"] == len(told["held"])
    assert sorted(one["rank"] for one in told["stories"]) == [*range(1, len(told["stories"]) + 1)]
    entries = {one["entry"] for story in told["stories"] for one in story["articles"]}
    assert {one["entry"] for one in edition["sources"]} <= entries
    assert program("verify", "latest").code == 0


def test_a_draft_is_explained_by_id_folder_and_file_as_its_editor_left_it(
    program: Program, here: Path
) -> None:
    (here / "seeds" / "late.txt").write_text(
        "Gull Ferries buys two ships\n\nGull Ferries said on Monday it would spend $40 million on "
        "two ships for its northern line.\n"
    )
    assert program("draft").code == 0
    (file,) = (here / "out" / "morning").glob("draft-*/edition.md")
    by_id = program("explain", f"morning/{file.parent.name}")
    assert (by_id.code, by_id.err) == (0, "")
    assert "Gull Ferries buys two ships" in by_id.out
    assert SCORE.findall(by_id.out)
    assert program("explain", file.parent).out == program("explain", file).out == by_id.out
    file.write_text(file.read_text().replace("Gull Ferries buys two", "My own headline on two"))
    assert "My own headline on two ships" in program("explain", file.parent, "1").out
    assert program("approve", "--by", "Ann").code == 0
    assert "approved by Ann" in program("explain", f"morning/{file.parent.name}").out
    gone = program("explain", "morning/draft-2020-01-01T0700")
    assert (gone.code, gone.err.count("\n")) == (2, 1)
    assert "no " in gone.err


def test_one_story_is_named_by_its_number_or_by_words_of_its_headline(
    program: Program, here: Path
) -> None:
    second = explained(program, "latest")["stories"][1]
    words = [word for word in second["headline"].split() if word.isalpha()][:4]
    for named in (["2"], words, [" ".join(words).upper()]):
        assert explained(program, "latest", *named)["stories"] == [second]
    assert second["headline"][:40] in program("explain", "latest", "2").out
    for unknown in ("99", "no such words", "²", "9" * 5000):
        refused = program("explain", "latest", unknown)
        assert (refused.code, refused.out) == (2, "")
        assert refused.err.count("\n") == 1
    assert here.exists()


def test_it_needs_nothing_but_the_edition(
    program: Program, here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = program("explain", "latest").out
    (folder,) = (here / "out" / "morning").glob("2*")
    folder.rename(tmp_path / "kept")
    monkeypatch.chdir(tmp_path)
    assert program("explain", "kept").out == told
    assert program("explain", "kept/edition.json").out == told
    Path("kept/edition.json").rename("draft.json")
    assert program("explain", "draft.json").out == told


def test_an_edition_from_before_decisions_were_kept_is_one_line(
    program: Program, here: Path
) -> None:
    (here / "newsletter.db").unlink()
    with closing(sqlite3.connect(here / "newsletter.db")) as made:
        made.executescript(OLD.read_text("utf-8"))
    result = program("explain", "latest")
    assert (result.code, result.out) == (1, "")
    assert result.err.count("\n") == 1
    assert "was made before editions kept their decisions" in result.err


def test_what_was_not_quoted_to_leave_a_publisher_its_text_is_named(
    program: Program, here: Path
) -> None:
    told = program("explain", "latest").out
    assert "not quoted, as max_quote allows 15% of a text: " in " ".join(told.split())
    lost = [line for one in explained(program, "latest")["stories"] for line in one["not_quoted"]]
    assert "sentence" in lost
    assert any(line.startswith("bullet ") for line in lost)
    assert (here / "newsletter.toml").read_text().count("max_quote = 0.15") == 1
