"""`newsletter explain` as people call it: its lines, its JSON, its exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsletter import assets

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Program

SEEDS = sorted(assets.folder("seeds").iterdir())
LAKE = assets.folder("seeds") / "lake-survey.txt"
HOSTILE = "Norvik \x1b[2J\x07 Steel \u202ecut\u202c <b>400</b> *jobs*: +9.99 points, on Monday.\n"
SCORED = re.compile(r" *(-?\d+\.\d\d)  (?!left out as above)")
PART = re.compile(r" ([+-]\d+\.\d\d)(?=,|$)")


def printed(out: str) -> list[tuple[Decimal, list[Decimal]]]:
    """Each score that stands before its parts, with these; wrapped lines are joined again."""
    joined = re.sub(r"([^\]])\n {8}(?! )", r"\1 ", out)
    found = []
    lines = joined.splitlines()
    for number, line in enumerate(lines):
        scored = SCORED.match(line)
        if scored and "left out: " not in line:
            told = lines[number + 1]
            told = told.partition(" there was no other")[0]
            found.append((Decimal(scored[1]), [Decimal(one) for one in PART.findall(told)]))
    return found


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_printed_parts_sum_to_the_printed_score_in_lines_of_a_terminal(
    program: Program, path: Path
) -> None:
    result = program("explain", path)
    assert (result.code, result.err) == (0, "")
    assert max(map(len, result.out.splitlines())) <= 100
    assert len(result.out.splitlines()) < 90
    sums = printed(result.out)
    assert len(sums) > 4
    for score, parts in sums:
        assert sum(parts) == score, result.out


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_it_explains_what_brief_prints(program: Program, path: Path) -> None:
    for options in ((), ("--sentences", "1"), ("--words", "40"), ("--method", "lexrank")):
        told = json.loads(program("explain", path, "--format", "json", *options).out)
        made = json.loads(program("brief", path, "--format", "json", *options).out)
        assert told["headline"]["chosen"]["text"] == made["headline"]
        assert (told["id"], told["text"]) == (made["id"], made["text"])
        chosen = [choice["chosen"] for choice in told["sentences"]]
        assert [(c["text"], c["start"], c["end"]) for c in chosen] == [
            (s["text"], s["start"], s["end"]) for s in made["sentences"]
        ]
        assert [
            (lens["lens"], one["label"], one["text"], one["start"])
            for lens in told["lenses"]
            for one in lens["chosen"]
        ] == [(b["lens"], b["label"], b["text"], b["start"]) for b in made["bullets"]]


def test_json_has_all_parts_and_what_was_left_out(program: Program) -> None:
    told = json.loads(program("explain", LAKE, "--format", "json", "--lens", "people").out)
    (lens,) = told["lenses"]
    assert (lens["lens"], lens["chosen"]) == ("people", [])
    assert lens["lacked"].endswith(f"below the threshold of {lens['threshold']:.2f}")
    rejected = [lens["rejected"], *(choice["rejected"] for choice in told["sentences"])]
    for one in rejected:
        assert told["text"][one["start"] : one["end"]] == one["text"]
        assert round(sum(part["points"] for part in one["parts"]), 2) == one["score"]
        assert {"name", "detail", "points"} == set(one["parts"][0])


def test_a_silent_lens_shows_its_best_candidate_and_the_gap(program: Program) -> None:
    result = program("explain", LAKE, "--lens", "people")
    bullets = result.out.partition("\nBULLETS\n")[2].splitlines()
    assert bullets[0].startswith("People is silent: it answers from ")
    assert re.match(r" *-\d+\.\d\d  left out: ", bullets[1])
    assert re.search(r"\d+\.\d\d below the threshold of -?\d+\.\d\d$", bullets[2])
    assert len(result.out.splitlines()) < 30


def test_a_sentence_is_told_where_the_next_best_fell_behind(program: Program) -> None:
    result = program("explain", LAKE, "--sentences", "1", "--lens", "people")
    assert re.search(r"\d\.\d\d less; behind in [a-z ]+", result.out)


def test_a_text_in_a_language_without_lenses_says_so(program: Program) -> None:
    german = "Die Aktie fiel am Dienstag um zwölf Prozent. Das Unternehmen will sparen und bauen."
    result = program("explain", "-", stdin=german.encode())
    assert result.code == 0
    assert "no lens asks texts in the language `de`" in result.out


def test_another_method_gives_its_score_alone(program: Program) -> None:
    result = program("explain", LAKE, "--method", "luhn", "--lens", "people")
    assert "SENTENCES, at most 3, method luhn" in result.out
    sentences = result.out.partition("\nSENTENCES")[2].partition("\nBULLETS")[0]
    assert "+" not in sentences
    assert "comes later in the order of luhn" in " ".join(sentences.split())


def test_what_a_file_holds_is_shown_and_not_obeyed(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text(HOSTILE * 2)
    result = program("explain", path)
    assert result.code == 0
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", result.out)


@given(st.text(min_size=1, max_size=200))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_is_explained_or_refused_in_one_line(program: Program, text: str) -> None:
    result = program("explain", "-", stdin=text.encode("utf-8", "ignore"))
    assert result.code == (1 if result.err else 0)
    assert result.err.count("\n") <= 1
    assert "Traceback" not in result.err


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        ("none.txt", None, "there is no such file"),
        ("empty.txt", b"", "is empty"),
        ("program.txt", b"\x7fELF\x02\x01\x00\x00\xff\xfe\x00", "is not text"),
        ("program.bin", b"\x00\x01", "can be read"),
    ],
)
def test_what_is_no_document_is_one_line_and_exit_1(
    program: Program, tmp_path: Path, name: str, body: bytes | None, told: str
) -> None:
    if body is not None:
        (tmp_path / name).write_bytes(body)
    result = program("explain", tmp_path / name)
    assert (result.code, result.out) == (1, "")
    assert result.err.count("\n") == 1
    assert told in result.err


def test_of_several_files_those_that_can_be_read_are_explained(
    program: Program, tmp_path: Path
) -> None:
    result = program("explain", LAKE, tmp_path / "none.txt", SEEDS[0], "--lens", "risks")
    assert result.code == 3
    assert [line for line in result.out.splitlines() if line.startswith("==")] == [
        f"== {LAKE} ==",
        f"== {SEEDS[0]} ==",
    ]


def test_files_and_editions_are_explained_one_kind_at_a_time(
    program: Program, tmp_path: Path
) -> None:
    (tmp_path / "edition.json").write_text("{}")
    beside = program("explain", LAKE, tmp_path)
    assert (beside.code, beside.out) == (2, "")
    assert f"{tmp_path} is an edition; name it first" in beside.err
    assert "are for files alone" in program("explain", tmp_path, "--words", "9").err
    damaged = program("explain", tmp_path)
    assert (damaged.code, damaged.out) == (1, "")
    assert damaged.err.count("\n") == 1


def test_a_document_may_be_called_as_an_edition_is(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "morning"
    folder.mkdir()
    (folder / "2026-11-23T0700.txt").write_text("Norvik Steel shares fell 12% on Monday.")
    assert program("explain", folder / "2026-11-23T0700.txt").code == 0


def test_json_is_asked_for_as_elsewhere(program: Program) -> None:
    asked = program("explain", SEEDS[0], "--json")
    assert (asked.code, asked.out) == (0, program("explain", SEEDS[0], "--format", "json").out)


def test_it_is_the_same_whatever_the_order_of_sets_in_memory() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-m", "newsletter", "explain", str(SEEDS[0]), "--format", "json"],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "missing argument 'FILE... | EDITION [STORY]'"),
        ((LAKE, "--lens", "nope"), "no lens `nope`"),
        ((LAKE, "--words", "9", "--sentences", "1"), "exclude each other"),
        ((LAKE, "--format", "md"), "'md' is not one of"),
    ],
)
def test_wrong_arguments_are_one_line_and_exit_2(
    program: Program, arguments: tuple[str | Path, ...], told: str
) -> None:
    result = program("explain", *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert told in result.err


def test_a_pipe_is_refused_at_once_and_left_unread(program: Program, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    end = os.open(pipe, os.O_RDWR)  # so that opening it waits for nobody
    try:
        os.write(end, LAKE.read_bytes()[:900])
        for verb in ("explain", "render"):
            result = program(verb, pipe)
            assert (result.out, result.code != 0) == ("", True)
            assert "is no regular file" in result.err
        assert os.read(end, 1000) == LAKE.read_bytes()[:900]
    finally:
        os.close(end)
