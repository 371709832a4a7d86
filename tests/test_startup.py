"""A verb loads what it needs and no more: that is what keeps `newsletter` quick to start.

Nothing is timed here; `benchmarks/startup.py` measures CPU beside a bare interpreter.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from newsletter import assets
from newsletter.cli import VERBS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# What costs as much as half a bare interpreter or more, just to import.
HEAVY = frozenset(
    [
        "aiohttp",
        "alembic",
        "apscheduler",
        "asyncio",
        "babel",
        "charset_normalizer",
        "feedparser",
        "jinja2",
        "lxml",
        "markdown",
        "multiprocessing",
        "nltk",
        "numpy",
        "pycld2",
        "rich",
        "sqlalchemy",
        "starlette",
        "sumy",
        "trafilatura",
        "uvicorn",
        "watchdog",
    ]
)
# Runs command lines in one process, one after the other; the last line says what was loaded.
CHILD = """
import json, sys
from newsletter.cli import main
codes = []
for arguments in json.loads(sys.argv[1]):
    try:
        main(arguments)
    except SystemExit as ended:
        codes.append(ended.code)
print()
print(json.dumps([codes, sorted(sys.modules)]))
"""
SEED, NOTE, PAGE, MAIL = (
    str(assets.folder("seeds") / name)
    for name in (
        "corvane-rally.txt",
        "harbour-tunnel.md",
        "orrin-foods.html",
        "tessaly-release.eml",
    )
)
FEED = str(assets.folder("feeds") / "morning.atom.xml")
WEEK = ["--from", "2026-11-23", "--to", "2026-11-30"]
READING = {"charset_normalizer", "lxml", "markdown", "pycld2"}


def loaded(*commands: Sequence[str], folder: Path) -> set[str]:
    """Which heavy libraries a process holds that was asked for these things, all in order."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, json.dumps(commands)],
        cwd=folder,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.stdout, done.stderr.decode()
    codes, modules = json.loads(done.stdout.splitlines()[-1])
    assert set(codes) == {0}, done.stderr.decode()
    return {name.split(".")[0] for name in modules} & HEAVY


def test_help_loads_nothing_but_the_command_line(tmp_path: Path) -> None:
    verbs = [[verb, "--help"] for verb in VERBS]
    assert loaded(["--help"], ["--version"], *verbs, folder=tmp_path) == set()


@pytest.mark.parametrize(
    ("arguments", "may"),
    [
        (["brief", SEED], set()),
        (["brief", SEED, "--format", "json"], set()),
        (["brief", SEED, "--method", "lexrank"], {"numpy"}),
        (["brief", SEED, "--method", "textrank"], {"numpy", "nltk", "sumy"}),
        (["brief", NOTE], {"lxml", "markdown"}),
        (["brief", PAGE], {"lxml", "charset_normalizer"}),
        (["brief", MAIL], {"lxml", "charset_normalizer", "pycld2"}),
        (["explain", SEED], set()),
        (["explain", NOTE, "--format", "json"], {"lxml", "markdown"}),
        (["explain", SEED, "--method", "lexrank"], {"numpy"}),
        (["article", SEED], {"lxml"}),
        (["feeds", "show", FEED], {"asyncio", "lxml"}),
        (["slots", "--cron", "0 7 * * *", *WEEK], set()),
        (["config", "--schema"], set()),
        (["init", "workspace"], set()),
        (["render", SEED], {*READING, "asyncio", "jinja2", "numpy"}),
    ],
    ids=lambda value: (
        " ".join(value).replace(str(assets.folder("seeds")), "seeds")
        if isinstance(value, list)
        else ""
    ),
)
def test_a_verb_without_a_workspace_loads_no_more_than_it_may(
    arguments: list[str], may: set[str], tmp_path: Path
) -> None:
    """Parsers of what strangers wrote (feedparser, trafilatura) stay in the guarded child."""
    assert loaded(arguments, folder=tmp_path) <= may


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workspace")
    loaded(["init"], ["run"], folder=folder)
    return folder


@pytest.mark.parametrize(
    ("arguments", "may"),
    [
        (["check"], {*READING, "asyncio", "jinja2"}),
        (["status"], {"asyncio", "sqlalchemy"}),
        (["entries", "--jsonl"], {"asyncio", "lxml", "sqlalchemy"}),
        (["slots", *WEEK], {"asyncio", "sqlalchemy"}),
        (["run"], {*READING, "asyncio", "jinja2", "numpy", "sqlalchemy"}),
        (["render"], {*READING, "asyncio", "jinja2", "numpy", "sqlalchemy"}),
        (["verify", "latest"], {"asyncio", "lxml", "numpy", "sqlalchemy"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_verb_in_a_workspace_loads_no_more_than_it_may(
    arguments: list[str], may: set[str], workspace: Path
) -> None:
    assert loaded(arguments, folder=workspace) <= may
