from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from newsletter.config.load import load
from newsletter.config.schema import schema
from newsletter.config.starter import STARTER, make_workspace
from newsletter.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path


def test_the_schema_is_json_and_knows_every_table() -> None:
    told = json.loads(json.dumps(schema()))
    newsletter = told["properties"]["newsletter"]["items"]
    assert set(told["properties"]) == {
        "version",
        "sources",
        "digest",
        "render",
        "store",
        "web",
        "workers",
        "newsletter",
    }
    assert newsletter["required"] == ["name"]
    assert "from" in newsletter["properties"]["deliver"]["properties"]
    assert newsletter["properties"]["stories"]["default"] == 8
    assert told["properties"]["sources"]["properties"]["max_age"]["default"] == "129600s"


def test_a_new_workspace_holds_settings_that_load(tmp_path: Path) -> None:
    written = make_workspace(tmp_path / "new")
    assert written[-1].name == "newsletter.toml"
    settings = load(written[-1], {})
    assert [newsletter.name for newsletter in settings.newsletters] == ["morning"]
    for name in settings.newsletters[0].sources.feeds:
        assert (settings.root / name).is_file()


def test_a_workspace_is_never_made_over_another(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    with pytest.raises(ConfigError, match="is there already"):
        make_workspace(tmp_path)


def test_files_that_are_there_are_left_as_they_are(tmp_path: Path) -> None:
    mine = tmp_path / "feeds" / "morning.atom.xml"
    mine.parent.mkdir()
    mine.write_text("mine")
    make_workspace(tmp_path)
    assert mine.read_text() == "mine"


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="cannot be made a workspace"):
        make_workspace(tmp_path / "file")


def test_the_starter_names_every_key_rightly() -> None:
    """The commented settings are settings too."""
    lines = STARTER.read_text("utf-8").splitlines()
    keys = {
        line.lstrip("# ").split(" = ")[0]
        for line in lines
        if " = " in line and line.lstrip("# ").split(" = ")[0].isidentifier()
    }
    told = json.dumps(schema())
    assert keys
    assert all(f'"{key}"' in told for key in keys)
