"""An edition's file is the whole edition: all formats come from it again, to the byte."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from newsletter.text.reading import revision_id

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Program

FIRST = "Lake Norvik's ferry company will spend $40 million on two ships, it said on Monday."
LATER = "Lake Norvik's ferry company will spend $55 million on two ships, it said on Tuesday."
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Quay</title>
<item><title>Norvik ferries order ships</title><guid>{guid}</guid>
<link>https://quay.example/{guid}</link><pubDate>Mon, 23 Nov 2026 05:00:00 GMT</pubDate>
<description>{text} Its rivals are watching the shipyards closely, it said.</description></item>
</channel></rss>"""
SETTINGS = """
version = 1
[sources]
feeds = ["quay.xml"]
[render]
language = "de"
accent = "#0a7d38"
footer = "Not *advice*."
[[newsletter]]
name = "morning"
timezone = "Europe/Copenhagen"
[newsletter.deliver]
folder = "out"
from = "The Brief <brief@quay.example>"
to = ["readers@quay.example"]
url = "https://quay.example/brief"
unsubscribe = "https://quay.example/leave"
list_id = "brief.quay.example"
"""
ODD = {
    "PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu", "LANG": "tr_TR.UTF-8", "LC_ALL": "C",
    "HOME": "/nonexistent",
}  # fmt: skip


@pytest.fixture
def folder(program: Program, tmp_path: Path) -> Path:
    """The second of two editions, which tells what changed since the first."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "newsletter.toml").write_text(SETTINGS)
    for day, text in ((23, FIRST), (24, LATER)):
        (home / "quay.xml").write_text(FEED.format(guid=day, text=text))
        assert program("run", "--config", home, "--at", f"2026-11-{day}T07:00").code == 0
    return home / "out/morning/2026-11-24T0700"


def test_no_readers_address_is_in_anything_that_is_published(folder: Path) -> None:
    files = [path for path in folder.parent.rglob("*") if path.is_file()]
    assert any(path.suffix == ".eml" for path in files)
    assert not [path.name for path in files if b"readers@quay" in path.read_bytes()]


def test_every_format_comes_again_elsewhere_with_the_store_deleted(
    folder: Path, tmp_path: Path
) -> None:
    """In a process of another hash seed, zone, language, home and folder."""
    kept = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert len(kept) >= 6
    away = tmp_path / "away"
    away.mkdir()
    (away / "edition.json").write_bytes(kept["edition.json"])
    shutil.rmtree(tmp_path / "home")
    program = [sys.executable, "-m", "newsletter", "render", "edition.json", "-o", "again"]
    subprocess.run(program, env=os.environ | ODD, cwd=away, check=True, capture_output=True)
    for name in (path.name for path in (away / "again").iterdir()):
        assert (away / "again" / name).read_bytes() == kept[name], name
    made = {path.name for path in (away / "again").iterdir()}
    assert {name for name in kept if name.startswith("edition.")} == made


def test_the_file_names_its_inputs_by_their_hash_and_holds_nothing_rendered(folder: Path) -> None:
    data = (folder / "edition.json").read_text("utf-8")
    told = json.loads(data)
    title = "Norvik ferries order ships"
    text = f"{LATER} Its rivals are watching the shipyards closely, it said."
    assert revision_id(title, text) in {source["revision"] for source in told["sources"]}
    assert told["version"]
    assert dict(told["settings"])["method"] == "default"
    assert told["look"] == {"language": "de", "accent": "#0a7d38", "footer": "Not *advice*."}
    assert [one["story"] for one in told["decisions"]] == [one["story"] for one in told["items"]]
    assert not [mark for mark in ("<p", "<table", "</", "style=", "=_", "**") if mark in data]


def test_what_is_an_edition_is_shown_again_and_what_is_none_is_a_source(
    program: Program, folder: Path
) -> None:
    text = program("render", folder, "--format", "text")
    assert (text.code, text.out) == (0, (folder / "edition.txt").read_text("utf-8"))
    home = folder.parents[2]
    for name in ("latest", "morning/2026-11-24T0700"):
        again = program("render", name, "--config", home, "--format", "text")
        assert again.out == text.out
    assert program("render", folder, "--at", "2026-11-24T07:00").code == 2
    other = program("render", "morning/2026-11-29T0700", "--config", home)
    assert (other.code, other.out) == (1, "")
    assert "no such file or folder" in other.err
