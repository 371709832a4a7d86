from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Program

TOML = "newsletter.toml"


@pytest.fixture
def made(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new workspace, and we are in it."""
    folder = tmp_path / "brief"
    assert program("init", folder).code == 0
    monkeypatch.chdir(folder)
    return folder


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / TOML
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_new_workspace_is_in_order_and_works_at_once(program: Program, made: Path) -> None:
    checked = program("check")
    assert (checked.code, checked.err) == (0, "")
    assert "nothing wrong (morning)" in checked.out
    ran = program("run")
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 2
    assert ran.err == ""
    assert len(list((made / "out").glob("morning/*/edition.*"))) == 6
    again = program("run")
    assert again.code == 0
    assert "nothing new, no edition made" in again.out
    assert len(list((made / "out").glob("morning/2*"))) == 1


def test_the_latest_edition_can_be_proved(program: Program, made: Path) -> None:
    program("run")
    proof = program("verify", "latest")
    assert proof.code == 0
    assert "quotations hold" in proof.out
    (folder,) = (made / "out" / "morning").glob("2*")
    assert program("verify", folder).out == proof.out
    name = f"morning/{folder.name}"
    assert program("verify", name).out == proof.out
    file = folder / "edition.json"
    edition = json.loads(file.read_text("utf-8"))
    edition["items"][0]["summary"]["headline"]["text"] = "Something else"
    file.write_text(json.dumps(edition), "utf-8")
    broken = program("verify", file)
    assert broken.code == 1
    assert "story 1, headline: the source does not say 'Something else'" in broken.out


def test_an_edition_that_is_not_there_is_named(program: Program, made: Path) -> None:
    assert made.is_dir()
    told = program("verify", "morning/1999-01-01T0000")
    assert told.code == 2
    assert told.err == ("newsletter: no edition `morning/1999-01-01T0000`; none is stored yet\n")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("stories = 8 ", "storys = 8 ", "no such setting `storys`; did you mean `stories`?"),
        ('"feeds/morning.atom.xml"', '"feeds/gone.xml"', "feeds/gone.xml: there is no such feed"),
        ('seeds = ["seeds"]', 'seeds = ["sedes"]', "sedes: there is no such file or folder"),
        ('folder = "out"', f'folder = "{TOML}"', "is a file; editions want a folder there"),
        ("# lenses = [", 'lenses = ["risk"] # ', "no lens `risk`; did you mean `risks`?"),
        ('timezone = "UTC"', 'timezone = "Mars"', "'Mars' is no IANA zone"),
        ('schedule = "mon-fri 07:00"', 'schedule = "7 o\'clock"', "`schedule`: "),
    ],
)
def test_check_says_what_is_wrong(
    program: Program, made: Path, old: str, new: str, told: str
) -> None:
    edit(made, old, new)
    checked = program("check")
    assert checked.code == 2
    assert told in checked.out
    assert len(checked.out.splitlines()) == 1


def test_check_names_each_feed_and_document_that_cannot_be_read(
    program: Program, made: Path
) -> None:
    (made / "feeds" / "morning.atom.xml").write_text("the wrong file", "utf-8")
    (made / "seeds" / "lake-survey.txt").write_bytes(b"")
    (made / "seeds" / "photo.txt").write_bytes(b"\x89PNG\r\n\0\0")
    checked = program("check")
    assert checked.code == 2
    assert [line.split(": ", 1) for line in checked.out.splitlines()] == [
        ["feeds/morning.atom.xml", "is neither XML nor JSON"],
        ["seeds/lake-survey.txt", "is empty"],
        ["seeds/photo.txt", "is not text; .txt, .md, .html, .eml, .pdf, .docx can be read"],
    ]


def test_check_names_a_broken_template_and_its_line(program: Program, made: Path) -> None:
    (made / "templates").mkdir()
    (made / "templates" / "edition.md").write_text("# x\n{% if %}\n", "utf-8")
    checked = program("check")
    assert checked.code == 2
    assert "templates/edition.md, line 2: " in checked.out


def test_check_names_a_secret_that_is_not_there(program: Program, made: Path) -> None:
    hook = '[newsletter.deliver.webhook]\nurl = "https://hook.example/"\nsecret_file = "gone"\n'
    (made / TOML).write_text((made / TOML).read_text("utf-8") + hook, "utf-8")
    checked = program("check")
    told = "morning: [newsletter.deliver.webhook] secret: gone: there is no such file\n"
    assert (checked.code, checked.out) == (2, told)


def test_a_templates_folder_of_ones_own_wins(program: Program, made: Path) -> None:
    (made / "templates").mkdir()
    (made / "templates" / "edition.md").write_text("Mine: {{ view.title }}\n", "utf-8")
    program("run")
    (edition,) = (made / "out").glob("morning/*/edition.md")
    assert edition.read_text("utf-8") == "Mine: The Morning Brief\n"


def test_outside_a_workspace_one_line_says_what_to_do(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    for verb in ("run", "check", "status", "serve"):
        told = program(verb)
        assert told.code == 2
        (line,) = (told.out + told.err).splitlines()
        assert "`newsletter init DIR` makes a workspace" in line


def test_the_schema_is_json(program: Program) -> None:
    told = program("config", "--schema")
    assert told.code == 0
    assert json.loads(told.out)["title"] == "newsletter.toml"


def test_an_unknown_newsletter_is_told_with_the_nearest(program: Program, made: Path) -> None:
    assert made.is_dir()
    told = program("run", "mornin")
    assert (told.code, told.err) == (
        2, "newsletter: no newsletter `mornin`; did you mean `morning`?\n",
    )  # fmt: skip


def test_a_broken_store_is_one_line(program: Program, made: Path) -> None:
    (made / "newsletter.db").write_bytes(b"this is no database, but a letter to my aunt" * 99)
    told = program("run")
    assert told.code == 1
    assert told.err.count("\n") == 1
    assert "newsletter.db" in told.err


def test_a_dry_run_changes_nothing(program: Program, made: Path) -> None:
    told = program("run", "--dry-run")
    assert told.code == 0
    assert told.out
    assert not (made / "out").exists()
    assert program("entries", "--jsonl").out == ""


def test_status_shows_next_slots_editions_and_trouble(program: Program, made: Path) -> None:
    edit(made, '"feeds/morning.atom.xml"', '"feeds/morning.atom.xml", "feeds/gone.xml"')
    assert program("run").code == 3
    told = json.loads(program("status", "--json").out)
    (morning,) = told["newsletters"]
    assert morning["next_local"].endswith("07:00 UTC")
    assert len(morning["editions"]) == 1
    assert [feed["location"] for feed in told["troubled"]] == ["feeds/gone.xml"]
    assert "in trouble: feeds/gone.xml" in program("status").out


def test_entries_are_listed_as_json_lines(program: Program, made: Path) -> None:
    program("run")
    rows = [json.loads(line) for line in program("entries", "morning", "--jsonl").out.splitlines()]
    assert {tuple(row) for row in rows} == {
        (
            "id", "feed", "guid", "title", "link", "published", "first_seen", "revision",
            "edition",
        )
    }  # fmt: skip
    (folder,) = (made / "out" / "morning").glob("2*")
    assert f"morning/{folder.name}" in {row["edition"] for row in rows}


def test_slots_are_listed_on_wall_time(program: Program) -> None:
    told = program(
        "slots", "--cron", "30 2 * * *", "--timezone", "Europe/Berlin",
        "--from", "2026-03-28", "--to", "2026-03-30", "--json",
    )  # fmt: skip
    assert [row["utc"] for row in json.loads(told.out)] == [
        "2026-03-28T01:30:00+00:00",
        "2026-03-29T01:00:00+00:00",  # 02:30 does not come: the gap's end
        "2026-03-30T00:30:00+00:00",
    ]


def test_a_bad_date_is_a_usage_error(program: Program) -> None:
    told = program("slots", "--cron", "30 2 * * *", "--from", "tomorrow", "--to", "2026-03-30")
    assert told.code == 2
    assert "'tomorrow' is no date such as 2026-11-23" in told.err


def test_a_newsletter_that_fails_does_not_stop_the_others(program: Program, made: Path) -> None:
    edit(
        made,
        "[[newsletter]]",
        '[[newsletter]]\nname = "first"\nlenses = ["none"]\n\n[[newsletter]]',
    )
    ran = program("run")
    assert ran.code == 2
    assert "first: no lens `none`" in ran.err
    assert list((made / "out").glob("morning/*/edition.md"))


def test_a_preview_of_nothing_tells_of_the_sources_in_trouble(program: Program, made: Path) -> None:
    program("run")
    edit(made, 'feeds = ["feeds/morning.atom.xml"]', 'feeds = ["feeds/none.xml"]')
    for arguments in (("run", "--dry-run"), ("render",)):
        shown = program(*arguments)
        assert shown.code == 3
        assert "feeds/none.xml: there is no such file" in shown.err


def test_the_status_shows_no_secret_of_a_feeds_address(program: Program, made: Path) -> None:
    edit(made, '"feeds/morning.atom.xml"', '"http://ada:pass@127.0.0.1:9/feed?token=key"')
    program("run")
    shown = program("status")
    assert "in trouble: http://127.0.0.1:9/feed?…: " in shown.out


def test_settings_are_looked_for_where_there_is_no_home(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", "n" * 300)
    assert "no newsletter.toml here" in program("run").err


def test_names_in_the_settings_cannot_speak_to_the_terminal(program: Program, made: Path) -> None:
    edit(made, '"feeds/morning.atom.xml"', r'"none\u001b[31m.xml", "a\u0000b"')
    for verb in ("check", "run", "status"):
        told = program(verb)
        assert r"none\x1b[31m.xml: " in told.out + told.err
        assert not {"\x00", "\x1b"} & set(told.out + told.err)
