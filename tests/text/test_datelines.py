from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from newsletter.text.datelines import body_start

TABLE = Path(__file__).parent.parent / "data" / "text" / "datelines.txt"
ROWS = [
    row.split("‖")
    for row in TABLE.read_text(encoding="utf-8").splitlines()
    if not row.startswith("#")
]


@pytest.mark.parametrize(("before", "sentence"), ROWS)
def test_the_sentence_begins_behind_the_dateline(before: str, sentence: str) -> None:
    text = f"Above.\n{before}{sentence}\nBelow."
    end = len(text) - len("\nBelow.")
    assert text[body_start(text, 7, end) : end] == sentence


@pytest.mark.parametrize("piece", ["A.", "A ", "A,", "A-", "A. B, ", "(A) ", "By . A . ", "A — "])
def test_capitals_without_end_do_not_hold_it_up(piece: str) -> None:
    text = piece * 10_000
    begun = process_time()
    for at in range(0, 1000, len(piece)):
        body_start(text, at, len(text))
    assert process_time() - begun < 1
