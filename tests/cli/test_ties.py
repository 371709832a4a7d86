"""What an editor asks of stories is obeyed by the preview and the run, until it is taken back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Program

SETTINGS = """
version = 1
[sources]
seeds = ["seeds"]
[[newsletter]]
name = "morning"
title = "Morning"
timezone = "UTC"
[newsletter.deliver]
folder = "out"
"""
TEXTS = {
    "kiln.txt": "Brandt Ceramics closes its kiln in Orvik\n\nBrandt Ceramics closes its kiln in"
    " Orvik in spring and dismisses 210 workers, the company said on Monday.\n",
    "kiln-too.txt": "Brandt Ceramics to close kiln in Orvik\n\nBrandt Ceramics closes its kiln in"
    " Orvik in spring and dismisses 210 workers, unions said on Monday.\n",
    "ferry.txt": "Lunde Line orders two electric ferries\n\nLunde Line orders two electric ferries"
    " for 90 million euros from a yard in Gdynia.\n",
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of three documents, two of which tell of one event."""
    (tmp_path / "newsletter.toml").write_text(SETTINGS)
    (tmp_path / "seeds").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "seeds" / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def preview(program: Program, here: Path) -> dict[str, Any]:
    assert program("render", "-o", "draft.json").code == 0
    edition: dict[str, Any] = json.loads((here / "draft.json").read_text())
    return edition


def ids(edition: dict[str, Any]) -> dict[str, str]:
    return {one["title"]: one["entry"] for one in edition["sources"]}


KILN, TOO, FERRY = (text.splitlines()[0] for text in TEXTS.values())


def told(edition: dict[str, Any]) -> list[set[str]]:
    titles = {one["number"]: one["title"] for one in edition["sources"]}
    return [{titles[number] for number in item["sources"]} for item in edition["items"]]


def test_entries_that_are_split_are_told_apart_by_preview_and_run(
    program: Program, here: Path
) -> None:
    draft = preview(program, here)
    assert {KILN, TOO} in told(draft)
    key = ids(draft)
    done = program("split", key[KILN], key[TOO][:8], "--of", "draft.json")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "a story each:",
        f"{key[KILN]}  {KILN}",
        f"{key[TOO]}  {TOO}",
    ]
    again = preview(program, here)
    assert {KILN} in told(again)
    assert {TOO} in told(again)
    assert program("run").code == 0
    (made,) = (here / "out" / "morning").glob("2*")
    assert told(json.loads((made / "edition.json").read_text())) == told(again)
    assert program("verify", "latest").code == 0


def test_entries_that_are_merged_are_one_story_until_it_is_taken_back(
    program: Program, here: Path
) -> None:
    key = ids(preview(program, here))
    assert program("merge", key[KILN], key[FERRY], "--of", "draft.json").code == 0
    assert told(preview(program, here)) == [{KILN, TOO, FERRY}]
    assert program("merge", "--list").out.count("\n") == 1
    assert program("split", "--list").out == ""
    undone = program("merge", "--undo", key[FERRY])
    assert (undone.code, undone.out) == (0, "took back 1 pair\n")
    assert {FERRY} in told(preview(program, here))
    assert program("merge", "--list").out == ""


def test_what_cannot_be_is_one_line_that_names_the_pair(program: Program, here: Path) -> None:
    key = ids(preview(program, here))
    of = ("--of", "draft.json")
    assert program("merge", key[KILN], key[TOO], *of).code == 0
    assert program("split", key[TOO], key[FERRY], *of).code == 0
    refused = program("merge", key[KILN], key[FERRY], *of)
    assert (refused.code, refused.out) == (2, "")
    pair = " and ".join(sorted([key[TOO], key[FERRY]]))
    assert refused.err.startswith(f"newsletter: {pair} are asked apart and would be one story;")
    assert refused.err.count("\n") == 1
    assert "are asked to be one story; newsletter merge --undo " in (
        program("split", key[KILN], key[TOO], *of).err
    )


def test_an_entry_that_is_not_there_is_one_line_with_the_nearest(
    program: Program, here: Path
) -> None:
    assert program("run").code == 0
    listed = [json.loads(row) for row in program("entries", "--jsonl").out.splitlines()]
    key = next(one["id"] for one in listed if one["title"] == KILN)
    wrong = program("split", key, key[:8] + "zz")
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err == f"newsletter: no entry `{key[:8]}zz`; did you mean {key} ({KILN})?\n"
    assert "newsletter entries --jsonl lists them" in program("merge", "zz", key).err
    assert program("merge", key).err.startswith("newsletter: name two entries or more")
    assert program("merge", key, "--undo").err == (
        f"newsletter: nothing of the kind was asked of {key}\n"
    )
    assert "--list stands alone" in program("merge", key, "--list").err
    assert here.exists()


def run(program: Program, here: Path, at: str) -> dict[str, Any]:
    """The edition of a run that makes one."""
    assert program("run", "--at", at).code == 0
    latest = max(here.glob("out/morning/*/edition.json"))
    edition: dict[str, Any] = json.loads(latest.read_text())
    return edition


def test_what_is_merged_with_an_entry_that_was_told_is_an_update_of_it(
    program: Program, here: Path
) -> None:
    now = datetime.now(UTC)
    first = run(program, here, f"{now - timedelta(days=1):%Y-%m-%dT%H:%M}")
    (here / "seeds" / "loan.txt").write_text(
        "Orvik council lends pottery hall\n\nThe council of Orvik lends its hall to potters from"
        " April, mayor Siv Aune said. The hall has 12 wheels.\n"
    )
    key = ids(preview(program, here)) | ids(first)
    loan = "Orvik council lends pottery hall"
    assert program("merge", key[loan], key[KILN], "--of", "draft.json").code == 0
    edition = run(program, here, f"{now:%Y-%m-%dT%H:%M}")
    (item,) = edition["items"]
    assert (item["mark"], item["since"]) == ("update", first["id"])
    assert item["summary"]["headline"]["text"] == loan
    shown = program("status").out
    assert f"merged: {', '.join(sorted((f'{key[loan]} ({loan})', f'{key[KILN]} ({KILN})')))}" in (
        shown
    )
    told_in_json = json.loads(program("status", "--json").out)
    assert len(told_in_json["merged"]) == 1
    assert told_in_json["split"] == []


def test_an_entry_whose_story_is_over_is_not_merged(program: Program, here: Path) -> None:
    now = datetime.now(UTC)
    key = ids(run(program, here, f"{now - timedelta(days=20):%Y-%m-%dT%H:%M}"))
    refused = program("merge", key[KILN], key[FERRY])
    assert refused.code == 2
    assert f"{key[KILN]} ({KILN}) was last told on {now - timedelta(days=20):%Y-%m-%d}" in (
        refused.err
    )
    assert program("merge", "--list").out == ""
