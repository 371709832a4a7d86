"""An editor's morning: draft, edit, look, approve, send; and what may go wrong in it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from newsletter.edition.codec import from_json, to_json

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Program

AT = "2026-11-23T07:00"


@pytest.fixture
def workspace(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new workspace, in which the commands are run."""
    assert program("init", tmp_path).code == 0
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def file(program: Program, workspace: Path) -> Path:
    """A draft's manuscript."""
    made = program("draft", "--at", AT)
    assert made.code == 0, made.err
    assert "morning/draft-2026-11-23T0700: 12 stories in out/morning/draft-" in made.out
    return workspace / "out/morning/draft-2026-11-23T0700/edition.md"


def wants_approval(workspace: Path) -> None:
    settings = workspace / "newsletter.toml"
    settings.write_text(
        settings.read_text("utf-8").replace('title = "', 'approve = true\ntitle = "')
    )


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")


def test_what_the_editor_made_of_it_goes_out_once(program: Program, file: Path) -> None:
    edit(file, "Shares in Corvane Power fell", "Corvane's shares fell")
    edit(file, "introduction:", "introduction: Good morning.")
    shown = program("render", "morning", "--format", "text")
    assert "Corvane's shares fell" in shown.out
    assert program("render", file, "--format", "text").out == shown.out
    assert program("render", "morning/draft-2026-11-23T0700", "--format", "text").out == shown.out
    sent = program("send", "--at", AT)
    assert (sent.code, "12 stories" in sent.out) == (0, True)
    folder = file.parent.parent / "2026-11-23T0700"
    assert "Corvane's shares fell" in (folder / "edition.email.html").read_text("utf-8").replace(
        "&#39;", "'"
    )
    again = program("send")
    assert (again.code, "there is no draft to send" in again.err) == (1, True)
    assert "nothing new" in program("run", "--at", AT).out


def test_verify_tells_the_editors_lines_and_proves_the_others(program: Program, file: Path) -> None:
    edit(file, "Shares in Corvane Power fell", "Corvane's shares fell")
    edit(file, "## Corvane shares slide", "## Corvane slides, we hear:")
    edit(file, "| Results", "\nWe think so.\n\n| Results")
    assert program("send", "--at", AT).code == 0
    proved = program("verify", "latest")
    assert proved.code == 0, proved.out
    assert "story 1, text 1: edited: \"Corvane's shares fell" in proved.out
    assert "was 'Shares in Corvane Power fell" in proved.out
    assert "story 1, headline: edited" in proved.out
    assert re.search(r"\d+ quotations hold; \d lines are the editor's", proved.out)


def test_verify_names_an_editors_line_in_which_one_character_is_another(
    program: Program, file: Path
) -> None:
    edit(file, "introduction:", "introduction: Good morning.")
    assert program("send", "--at", AT).code == 0
    path = file.parent.parent / "2026-11-23T0700" / "edition.json"
    path.write_bytes(path.read_bytes().replace(b"Good morning.", b"Good mourning."))
    proved = program("verify", path)
    assert proved.code == 1
    assert "introduction: the editor wrote 'Good morning.', not 'Good mourning.'" in proved.out
    edition = from_json(path.read_bytes(), "edition.json")
    assert to_json(edition) == path.read_bytes()


def test_only_what_was_approved_goes_out(program: Program, workspace: Path, file: Path) -> None:
    wants_approval(workspace)
    refused = program("send")
    assert (refused.code, "nobody approved it yet" in refused.err) == (1, True)
    assert program("approve", "--by", "Ana Holm").code == 0
    assert "approved by Ana Holm" in program("status").out
    edit(file, "Corvane shares", "Corvane's shares")
    refused = program("send")
    assert refused.code == 1
    assert "was changed after Ana Holm approved it" in refused.err
    assert refused.err.count("\n") == 1
    assert "changed since Ana Holm approved it" in program("status").out
    assert not (file.parent.parent / "2026-11-23T0700").exists()
    assert program("approve", "morning", "--by", "Ben").code == 0
    assert program("send", "--at", AT).code == 0


def test_a_run_of_what_wants_approval_makes_a_draft(program: Program, workspace: Path) -> None:
    wants_approval(workspace)
    made = program("run", "--at", AT)
    assert "drafted as morning/draft-2026-11-23T0700, which waits for approval" in made.out
    assert [path.name for path in (workspace / "out/morning").iterdir()] == [
        "draft-2026-11-23T0700"
    ]
    due = program("run", "--due", "--verbose", "--at", AT)
    assert "drafted as morning/draft-2026-11-23T0700, which waits for approval" in due.out
    told = program("status").out
    assert "planned for 2026-11-23 07:00" in told
    assert "waits until 2026-11-23 13:00" in told
    said = program("approve", "--by", "Ana Holm", "--at", "2026-11-23T06:50").out
    assert "approved by Ana Holm; it goes out at its planned time, 2026-11-23 07:00" in said
    out = program("run", "--due", "--verbose", "--at", AT).out
    assert "morning/2026-11-23T0700: 12 stories in out/morning/2026-11-23T0700" in out
    assert "morning/2026-11-23T0700  made" in program("status").out
    assert "approved by Ana Holm" in program("status").out
    assert program("explain", "latest").out.startswith("approved by Ana Holm\n")
    explained = json.loads(program("explain", "latest", "--format", "json").out)
    assert explained["approved_by"] == "Ana Holm"


def test_a_draft_that_is_taken_back_frees_its_stories(program: Program, file: Path) -> None:
    assert "taken back" in program("draft", "--drop").out
    assert file.exists()
    assert program("draft", "--drop").code == 1
    assert "12 stories" in program("run", "--at", AT).out


def test_new_entries_come_into_the_editors_manuscript(
    program: Program, workspace: Path, file: Path
) -> None:
    edit(file, "Shares in Corvane Power fell", "Corvane's shares fell")
    (workspace / "seeds/tram.txt").write_text(
        "Varde opens a tram line\n\nThe town of Varde opened its tram line on Monday. It cost"
        " 90 million euros and took four years.\n"
    )
    again = program("draft", "--at", "2026-11-23T07:30")
    assert again.code == 0, again.err
    text = file.read_text("utf-8")
    assert "Corvane's shares fell" in text
    assert "tram line" in text
    assert "as it was before: out/morning/draft-2026-11-23T0700/edition.before-1.md" in again.err
    assert program("send", "--at", "2026-11-23T08:00").code == 0
    assert program("verify", "latest").code == 0


def test_what_cannot_be_read_is_told_line_by_line(program: Program, file: Path) -> None:
    text = file.read_text("utf-8")
    first = re.search(r"<!-- id [^\n]*\.[0-9a-f]{4} \([^\n]*\n[^\n]*\n", text)
    assert first
    file.write_text(text + "\n" + first[0] + "\n<!-- id nothing -->\nx\n", "utf-8")
    for verb in ("approve", "send"):
        refused = program(verb)
        assert refused.code == 1
        assert "stands in line" in refused.err
        assert "no such id `nothing`" in refused.err
        assert refused.err.count("edition.md:") == 2
    file.write_bytes(b"\xff\x00")
    assert "is not UTF-8 text" in program("approve").err
    file.unlink()
    assert "is not there; put it back" in program("send").err


def test_a_draft_behind_an_edition_that_went_out_is_made_anew_first(
    program: Program, file: Path
) -> None:
    assert program("run", "--at", "2026-11-23T07:10").code == 0
    refused = program("send", "--at", "2026-11-23T07:20")
    assert refused.code == 1
    assert "`newsletter draft morning` brings it up to date" in refused.err
    assert file.exists()


def stories(file: Path) -> tuple[str, list[str]]:
    """What stands above the first id of a manuscript, and what stands beneath each."""
    head, *found = file.read_text("utf-8").split("<!-- id ")
    return head, [f"<!-- id {one}" for one in found]


def test_explain_says_which_story_the_editor_wrote_and_explains_the_others(
    program: Program, file: Path
) -> None:
    edit(file, "<!-- id ", "## A word of our own\n\nWe moved.\n\n<!-- id ")
    assert program("send", "--at", AT).code == 0
    told = program("explain", "latest")
    assert told.code == 0, told.err
    assert re.search(
        r"^\d+\. A word of our own\n    written by the editor$", told.out, re.MULTILINE
    )
    assert told.out.count("    score ") >= 12
    listed = json.loads(program("explain", "latest", "--format", "json").out)["stories"]
    assert [one["headline"] for one in listed if one.get("written")] == ["A word of our own"]


def test_the_subject_follows_the_stories_that_the_editor_left(program: Program, file: Path) -> None:
    """It names the first story: words that the editor did not change are not the editor's."""
    head, found = stories(file)
    begins = [n for n, one in enumerate(found) if "\n## " in one]
    subject = re.search(r"^subject: (.*)", head, re.MULTILINE)
    assert subject
    file.write_text(head + "".join(found[: begins[0]] + found[begins[1] :]), "utf-8")
    assert program("send", "--at", AT).code == 0
    (sent,) = file.parent.parent.glob("2*/edition.json")
    edition = json.loads(sent.read_bytes())
    assert edition["subject"] != subject[1]
    assert edition["subject"][:9] == edition["items"][0]["summary"]["headline"]["text"][:9]
    assert edition["rewritten"] == []
    told = program("verify", "latest")
    assert (told.code, "edited" in told.out) == (0, False), told.out


def test_a_manuscript_of_which_nothing_is_left_says_so_and_does_not_go_out(
    program: Program, file: Path
) -> None:
    file.write_text(stories(file)[0], "utf-8")
    shown = program("render", "morning", "--format", "text").out
    assert "The editor left no story in this edition." in shown
    assert "Nothing new" not in shown
    for verb in ("approve", "send"):
        told = program(verb)
        assert (told.code, told.out) == (1, "")
        assert "its manuscript tells nothing any more; write something, or take it back" in told.err
    edit(file, "introduction:", "introduction: No edition today.")
    assert program("send", "--at", AT).code == 0
