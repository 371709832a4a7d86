"""The bundled templates can be taken over, changed, and are tried before readers see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsletter.assets import folder

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Program

MAIL = "email.html"


@pytest.fixture
def made(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new workspace, and we are in it."""
    place = tmp_path / "brief"
    assert program("init", place).code == 0
    monkeypatch.chdir(place)
    return place


def test_all_or_the_named_templates_are_written_as_they_ship(program: Program, made: Path) -> None:
    one = program("templates", "eject", MAIL)
    assert one.out == f"wrote {made / 'templates' / MAIL}\n"
    assert (made / "templates" / MAIL).read_bytes() == (folder("templates") / MAIL).read_bytes()
    assert program("templates", "eject").code == 0
    shipped = {path.name for path in folder("templates").iterdir()}
    assert {path.name for path in (made / "templates").iterdir()} == shipped


def test_what_was_changed_is_replaced_only_by_force(program: Program, made: Path) -> None:
    own = made / "templates" / MAIL
    program("templates", "eject", MAIL)
    own.write_text("mine")
    kept = program("templates", "eject")
    assert kept.code == 1
    assert kept.err == f"newsletter: {own}: is there already and differs; --force replaces it\n"
    assert "email.txt" in kept.out
    assert own.read_text() == "mine"
    assert program("templates", "eject", MAIL, "--force").code == 0
    assert "<!DOCTYPE html>" in own.read_text()


def test_a_misspelt_template_is_named_with_the_nearest(program: Program, made: Path) -> None:
    told = program("templates", "eject", "emial.html")
    assert (told.code, "did you mean `email.html`?" in told.err) == (2, True)
    assert not (made / "templates").exists()


def test_a_changed_template_is_what_readers_get(program: Program, made: Path) -> None:
    program("templates", "eject", MAIL)
    own = made / "templates" / MAIL
    own.write_text(own.read_text().replace("<h1 ", '<h1 data-mine="yes" '))
    shown = program("render", "seeds", "--as", "morning", "--format", "email")
    assert 'data-mine="yes"' in shown.out
    assert program("run").code == 0
    (mail,) = made.glob("out/morning/*/edition.email.html")
    assert 'data-mine="yes"' in mail.read_text()


def test_whatever_is_shown_in_a_workspace_is_shown_in_its_templates(
    program: Program, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A one-off without --as, a preview, a stored edition by name and by path; elsewhere none."""
    (made / "templates").mkdir()
    (made / "templates/edition.html").write_text("<h1>Mine: {{ view.title }}</h1>")
    shown = ["render", "--format", "html"]
    assert program(*shown, "seeds").out == "<h1>Mine: The Brief</h1>"
    assert program(*shown).out.startswith("<h1>Mine: ")
    assert program("run").code == 0
    (edition,) = made.glob("out/morning/*/edition.json")
    for name in ("latest", str(edition), str(edition.parent)):
        assert program(*shown, name).out.startswith("<h1>Mine: ")
    assert "no title" in program("lint", edition).out
    (made / "newsletter.toml").write_text("version = nonsense")
    assert program(*shown, "seeds").out == "<h1>Mine: The Brief</h1>"
    monkeypatch.chdir(tmp_path)
    assert "<title>" in program(*shown, made / "seeds").out
    assert program(*shown, made / "seeds", "--config", tmp_path / "nowhere").code == 2


def test_a_template_of_an_earlier_version_is_found_out_before_readers_see_it(
    program: Program, made: Path
) -> None:
    (made / "templates").mkdir()
    (made / "templates/edition.md").write_text("# {{ view.title }}\n{{ view.headlines }}\n")
    said = "templates/edition.md, line 2: a View has no `headlines`\n"
    checked = program("check")
    assert (checked.code, checked.out) == (2, said)
    told = program("render", "seeds", "--as", "morning", "--format", "md")
    assert (told.code, told.out, told.err) == (1, "", f"newsletter: {said}")
    (made / "templates/edition.md").write_text("\n{% for %}")
    assert program("check").out.startswith("templates/edition.md, line 2: ")


def test_templates_as_they_ship_have_nothing_wrong(program: Program, made: Path) -> None:
    program("templates", "eject")
    checked = program("check")
    assert (checked.code, checked.out) == (0, f"{made}: nothing wrong (morning)\n")


def test_a_template_that_makes_nothing_is_told(program: Program, made: Path) -> None:
    (made / "templates").mkdir()
    (made / "templates/edition.html").write_text("\n{# soon #}\n")
    assert program("check").out == "templates/edition.html: makes nothing\n"


def test_every_broken_template_is_told_at_once(program: Program, made: Path) -> None:
    """Also names that only an update, a correction or an edition without stories reaches."""
    program("templates", "eject")
    own = made / "templates"
    for name, old, new in (
        ("edition.html", "{{ point.when }}", "{{ point.wen }}"),
        ("edition.html", "{{ chart.told }}", "{{ chart.tolt }}"),
        ("edition.md", "{{ view.nothing | text }}", "{{ view.nothign | text }}"),
        ("email.txt", "view.unsubscribe %}", "view.unsubscribe % }"),
        ("email.html", "view.closing", "view.klosing"),
        ("web/message.html", "{{", "{{ nobody }}{{"),
    ):
        text = (own / name).read_text()
        (own / name).write_text(text.replace(old, new, 1))
    told = [line.partition(", line ") for line in program("check").out.splitlines()]
    assert [(name, rest.partition(": ")[2]) for name, _, rest in told] == [
        ("templates/email.txt", "unexpected '}'"),
        ("templates/edition.md", "a View has no `nothign`; did you mean `nothing`?"),
        ("templates/edition.html", "a Chart has no `tolt`; did you mean `told`?"),
        ("templates/email.html", "a View has no `klosing`; did you mean `closing`?"),
        ("templates/web/message.html", "there is no `nobody` here"),
    ]


def test_a_link_out_of_the_templates_prints_nothing(program: Program, made: Path) -> None:
    (made / "secret.html").write_text("a secret")
    (made / "templates").mkdir()
    (made / "templates/edition.html").symlink_to(made / "secret.html")
    said = f"templates/edition.html: leads out of the folder, to {made}/secret.html\n"
    assert program("check").out == said
    told = program("render", "seeds", "--as", "morning", "--format", "html")
    assert (told.code, told.out, told.err) == (1, "", f"newsletter: {said}")


def test_templates_of_the_pages_around_editions_are_tried_as_well(
    program: Program, made: Path
) -> None:
    own = made / "templates" / "web"
    own.mkdir(parents=True)
    for name in ("editions", "newsletters", "message"):
        (own / f"{name}.html").write_text("{{ nobody }}")
    assert program("check").out.splitlines() == [
        f"templates/web/{name}.html, line 1: there is no `nobody` here"
        for name in ("editions", "newsletters", "message")
    ]


def test_a_german_newsletter_has_german_labels_also_those_of_its_questions(
    program: Program, made: Path
) -> None:
    toml = made / "newsletter.toml"
    toml.write_text(f'{toml.read_text()}\n[newsletter.render]\nlanguage = "de-AT"\n')
    shown = program("render", "seeds", "--as", "morning", "--at", "2027-01-04T07:00")
    assert shown.err == ""
    assert "*Montag, 4. Jänner 2027 · " in shown.out
    assert "- **Investitionen:** " in shown.out
    assert program("run").code == 0
    assert program("verify", "latest").code == 0


def test_a_language_without_labels_is_told_once_and_works(program: Program, made: Path) -> None:
    toml = made / "newsletter.toml"
    toml.write_text(f'{toml.read_text()}\n[newsletter.render]\nlanguage = "fr"\n')
    said = "language `fr` has no labels yet: the frame is in English; there are en, de"
    ran = program("run")
    assert (ran.code, ran.err.count(said)) == (0, 1)
    assert program("check").code == 0
    toml.write_text(toml.read_text().replace('"fr"', '"French!"'))
    assert "`language`: 'French!' does not fit" in program("check").out
