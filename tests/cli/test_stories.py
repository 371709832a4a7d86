from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

FERRY = "Halden Ferries to buy six electric boats for 40 million kroner"
FERRIES = [
    {
        "id": "a",
        "title": FERRY,
        "text": "Halden Ferries said on Monday it would buy six electric boats for 40 million "
        "kroner. The boats replace the old fleet on the Sund line.",
    },
    {
        "id": "b",
        "title": "Halden Ferries buys six electric boats",
        "text": "Six electric boats will replace the old fleet of Halden Ferries on the Sund line, "
        "the company said on Monday. They cost 40 million kroner.",
    },
]
STEEL = {
    "id": "c",
    "title": "Norvik Steel cuts 400 jobs at its furnace",
    "text": "Norvik Steel cuts 400 jobs. The furnace closes in March, its chairman told workers.",
}


def run(*lines: object) -> tuple[int, list[dict[str, Any]]]:
    given = b"".join(
        (line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines
    )
    made = subprocess.run(
        [sys.executable, "-m", "newsletter", "stories", "--jsonl"],
        input=given,
        capture_output=True,
        check=False,
    )
    assert made.stderr == b""
    return made.returncode, [json.loads(line) for line in made.stdout.splitlines()]


def test_lines_of_one_event_share_a_story_in_the_order_given() -> None:
    code, records = run(FERRIES[0], STEEL, FERRIES[1])
    assert code == 0
    assert [record["id"] for record in records] == ["a", "c", "b"]
    ferry, steel, other = (record["story"] for record in records)
    assert ferry == other
    assert ferry != steel


def test_a_title_alone_is_enough() -> None:
    code, records = run(
        {"id": 1, "title": FERRY}, {"id": 2, "title": FERRY}, {"id": 3, "title": STEEL["title"]}
    )
    assert code == 0
    one, two, three = (record["story"] for record in records)
    assert one == two != three


def test_equal_ids_are_still_two_lines() -> None:
    _, records = run({"id": "x", "text": STEEL["text"]}, {"id": "x", "text": FERRIES[0]["text"]})
    assert [record["id"] for record in records] == ["x", "x"]
    assert records[0]["story"] != records[1]["story"]


@pytest.mark.parametrize("line", [{"id": 1, "text": ""}, {"id": 1, "documents": []}])
def test_an_empty_text_is_a_story_too(line: object) -> None:
    code, records = run(line, STEEL)
    assert (code, len(records)) == (0, 2)
    assert records[0]["story"] != records[1]["story"]


def test_a_bad_line_is_an_error_of_its_own() -> None:
    code, records = run(STEEL, b"{", {"id": 9})
    assert code == 3
    assert [record.get("line") for record in records] == [None, 2, 3]
    assert records[2]["id"] == 9
    assert "`title`" in records[2]["error"]
