"""Templates are read from the user's own folder and from nowhere else that it may point to."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment

from newsletter.errors import RenderError
from newsletter.render.environment import broken_templates, fill
from newsletter.render.loader import LARGEST, Folders, templates_in

if TYPE_CHECKING:
    from pathlib import Path

NAME = "edition.html"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "secret.html").write_text("a secret")
    made = tmp_path / "templates"
    made.mkdir()
    return made


def told(own: Path, name: str = NAME) -> str:
    with pytest.raises(RenderError) as error:
        fill(name, {}, templates=own)
    assert "a secret" not in str(error.value)
    return str(error.value)


def test_a_link_out_of_the_folder_is_refused(own: Path, tmp_path: Path) -> None:
    (own / NAME).symlink_to(tmp_path / "secret.html")
    said = f"{NAME}: leads out of the folder, to {tmp_path.resolve()}/secret.html"
    assert told(own) == said
    assert templates_in(own) == (NAME,)
    assert broken_templates(own) == (said,)


def test_a_linked_folder_outside_is_refused(own: Path, tmp_path: Path) -> None:
    (own / "web").symlink_to(tmp_path)
    assert templates_in(own) == ("web",)
    assert told(own, "web/secret.html").startswith("web/secret.html: leads out of the folder, to ")


def test_a_link_within_the_folder_is_followed(own: Path) -> None:
    (own / "mine.html").write_text("mine")
    (own / NAME).symlink_to("mine.html")
    assert fill(NAME, {}, templates=own) == "mine"


def test_the_folder_itself_may_be_a_link(own: Path, tmp_path: Path) -> None:
    (own / NAME).write_text("mine")
    (tmp_path / "linked").symlink_to(own)
    assert fill(NAME, {}, templates=tmp_path / "linked") == "mine"


@pytest.mark.parametrize("tag", ["include", "extends", "import"])
@pytest.mark.parametrize("name", ["../secret.html", "web/../../secret.html", "{}/secret.html"])
def test_no_name_leads_out(own: Path, tmp_path: Path, tag: str, name: str) -> None:
    name = name.format(tmp_path)
    (own / NAME).write_text(f"\n{{% {tag} '{name}' {'as a ' * (tag == 'import')}%}}")
    assert told(own) == f"{NAME}, line 2: no such template `{name}`"


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/stdin", "/proc/self/environ"])
def test_devices_are_not_read(own: Path, name: str) -> None:
    (own / NAME).symlink_to(name)
    assert told(own).startswith(f"{NAME}: leads out of the folder, to ")


def test_a_pipe_does_not_let_us_wait(own: Path) -> None:
    os.mkfifo(own / NAME)
    assert told(own) == f"{NAME}: is no regular file"
    assert templates_in(own) == (NAME,)


def test_a_folder_with_a_templates_name_is_told(own: Path) -> None:
    (own / NAME).mkdir()
    assert told(own) == f"{NAME}: is a folder"
    assert broken_templates(own) == (f"{NAME}: is a folder",)


def test_links_in_a_circle_and_to_nothing_are_told(own: Path) -> None:
    (own / NAME).symlink_to(NAME)
    assert told(own) == f"{NAME}: cannot be read: Too many levels of symbolic links"
    (own / "edition.md").symlink_to("nothing.md")
    assert told(own, "edition.md") == "edition.md: cannot be read: No such file or directory"


def test_a_huge_file_is_not_read(own: Path) -> None:
    with (own / NAME).open("wb") as file:
        file.truncate(1_000_000_000)
    assert told(own) == f"{NAME}: is larger than {LARGEST:,} bytes"


def test_other_bytes_than_utf_8_are_told_with_their_line(own: Path) -> None:
    (own / NAME).write_bytes("one\nKüste".encode("latin-1"))
    assert told(own) == f"{NAME}, line 2: is not UTF-8"


def test_what_editors_on_other_systems_write_is_read(own: Path) -> None:
    (own / NAME).write_bytes(b"\xef\xbb\xbf{% if 1 %}\r\none\r\n{% endif %}\r\n")
    assert fill(NAME, {}, templates=own) == "one\n"
    (own / NAME).write_bytes(b"")
    assert fill(NAME, {}, templates=own) == ""


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can be another")
def test_a_file_that_may_not_be_read_is_told(own: Path) -> None:
    (own / NAME).write_text("mine")
    (own / NAME).chmod(0)
    for place in (own, *own.parents):
        if place.stat().st_uid == 0 and place != place.parent:
            place.chmod(place.stat().st_mode | 0o055)
    script = (
        "import os, sys; from pathlib import Path;"
        "from newsletter.render.environment import broken_templates as found;"
        "os.setuid(65534); print(*found(Path(sys.argv[1])))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, own], capture_output=True, text=True, check=False
    )
    assert done.stdout == f"{NAME}: cannot be read: Permission denied\n", done.stderr


def test_a_template_that_comes_changes_or_goes_is_noticed(own: Path, tmp_path: Path) -> None:
    made = Environment(loader=Folders((own, tmp_path)), autoescape=True)
    assert made.get_template("secret.html").render() == "a secret"
    (own / "secret.html").write_text("mine")
    assert made.get_template("secret.html").render() == "mine"
    (own / "secret.html").write_text("mine, changed")
    assert made.get_template("secret.html").render() == "mine, changed"
    (own / "secret.html").unlink()
    assert made.get_template("secret.html").render() == "a secret"
