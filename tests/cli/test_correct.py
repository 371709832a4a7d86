from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.cli.conftest import Program


def test_what_was_published_is_corrected_by_its_id_or_as_the_latest(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert program("init", tmp_path).code == 0
    monkeypatch.chdir(tmp_path)
    nothing = program("correct", "latest", "--wrong", "The date.")
    assert nothing.code == 2
    assert "none is stored yet" in nothing.err
    assert program("run", "--at", "2026-11-23T07:00").code == 0
    laid = program("correct", "morning/2026-11-23T0700", "--wrong", "The date.")
    assert laid.code == 0, laid.err
    assert "put it right in out/morning/draft-2026-11-23T0700-r2/edition.md" in laid.out
    assert program("correct", "latest", "--wrong", "The date.").code == 1
    sent = program("send")
    assert sent.code == 0, sent.err
    assert "morning/2026-11-23T0700-r2: 12 stories" in sent.out
    assert program("verify", "latest").code == 0
    assert program("correct", "latest", "--wrong", "The year.").out.startswith(
        "morning/draft-2026-11-23T0700-r3: "
    )
