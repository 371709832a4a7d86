"""What is packed is whole: the wheel, an editable install and a bare checkout all work anywhere."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import venv
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from newsletter import assets

CHECKOUT = Path(__file__).parent.parent
SHIPPED = ("templates", "feeds", "seeds")
# The promise for everything that a plain `pip install` brings, byte code included; measured 256.
MOST_MEGABYTES = 350
UNREACHABLE = re.compile("NewConnectionError|NameResolutionError|ConnectTimeout|ProxyError")
FILES = {
    f"edition.{ending}" for ending in ("md", "html", "email.html", "txt", "eml", "json")
}  # fmt: skip

# To install costs 13 s of CPU, and a worker does not know what another one has installed.
on_one_worker = pytest.mark.xdist_group("wheel")


def pip(*arguments: str | Path) -> None:
    """Runs pip; without a network the group is left out, any other trouble is a failure."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    env = os.environ | {"PIP_RETRIES": "1"}  # as a variable it reaches the pip that builds, too
    done = subprocess.run(command, env=env, capture_output=True, check=False, text=True)
    if done.returncode and UNREACHABLE.search(done.stderr):
        pytest.skip("wheel: no package index can be reached")
    assert not done.returncode, done.stderr


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as `pip install .` builds it: in an environment that holds hatchling alone."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--quiet", "--no-deps", "--wheel-dir", folder, CHECKOUT)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds nothing but the wheel and what the wheel asks for."""
    home = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(home, symlinks=True)
    pip("--python", home / "bin" / "python", "install", "--quiet", wheel)
    return home


def run(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """In a folder of its own, without what this process knows of the checkout."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, check=False, text=True, timeout=120
    )
    assert not done.returncode, done.stderr
    return done


def tracked(folder: str) -> set[str]:
    """Files of a folder of the checkout as the wheel should name them."""
    root = CHECKOUT / folder
    return {
        str(path.relative_to(CHECKOUT))
        for path in root.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@on_one_worker
@pytest.mark.wheel
def test_the_wheel_holds_every_file_of_the_program_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    shipped = {f"newsletter/{name}" for folder in SHIPPED for name in tracked(folder)}
    assert names == tracked("newsletter") | shipped
    for kind in ("py.typed", ".toml", ".txt", "starter.toml", ".opml", ".atom.xml", ".eml"):
        assert any(name.endswith(kind) for name in names), kind


@on_one_worker
@pytest.mark.wheel
def test_an_installed_wheel_needs_no_checkout(installed: Path, tmp_path: Path) -> None:
    program = installed / "bin" / "newsletter"
    run(program, "init", "mine", folder=tmp_path)
    seeds = sorted((tmp_path / "mine" / "seeds").iterdir())
    rendered = run(program, "render", *seeds, folder=tmp_path).stdout
    assert rendered.startswith("# ")
    run(program, "check", folder=tmp_path / "mine")
    run(program, "run", folder=tmp_path / "mine")
    (edition,) = (one for one in (tmp_path / "mine" / "out" / "morning").iterdir() if one.is_dir())
    assert {path.name for path in edition.iterdir()} == FILES
    run(program, "verify", "latest", folder=tmp_path / "mine")
    page = run(program, "article", seeds[3], folder=tmp_path).stdout
    assert page.strip()
    summed = run(program, "brief", "--method", "luhn", seeds[0], folder=tmp_path).stdout
    assert summed.strip()


@on_one_worker
@pytest.mark.wheel
def test_an_installed_wheel_brings_an_older_store_up_to_date(
    installed: Path, tmp_path: Path
) -> None:
    program = installed / "bin" / "newsletter"
    run(program, "init", folder=tmp_path)
    with closing(sqlite3.connect(tmp_path / "newsletter.db")) as older:
        older.executescript((CHECKOUT / "tests/data/store/schema-1.sql").read_text("utf-8"))
    assert "morning/2026-11-23T1000" in run(program, "status", folder=tmp_path).stdout
    assert (tmp_path / "newsletter.db.schema-1").is_file()


@on_one_worker
@pytest.mark.wheel
def test_a_plain_install_stays_small(installed: Path) -> None:
    size = sum(path.lstat().st_size for path in installed.rglob("*") if path.is_file())
    assert size < MOST_MEGABYTES * 10**6


def test_this_environment_finds_the_files_that_ship_from_any_folder(tmp_path: Path) -> None:
    """In development that is an editable install: the files are those of the checkout."""
    show = "from newsletter import assets; print(assets.folder('templates').resolve())"
    found = run(sys.executable, "-c", show, folder=tmp_path).stdout.strip()
    assert Path(found) == assets.folder("templates").resolve()
    assert (Path(found) / "edition.md").is_file()


def test_a_bare_checkout_runs_without_being_installed(tmp_path: Path) -> None:
    """`python -m newsletter` in a copy of the sources takes code and files from that copy."""
    for folder in ("newsletter", *SHIPPED):
        shutil.copytree(
            CHECKOUT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    template = tmp_path / "templates" / "edition.md"
    template.write_text(template.read_text() + "\nThe end of the copy.\n")
    shown = run(sys.executable, "-m", "newsletter", "render", "seeds", folder=tmp_path).stdout
    assert shown.rstrip().endswith("The end of the copy.")
