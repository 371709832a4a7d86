"""The house is what its map says: rooms, doors, verbs, and files read in one sitting."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from newsletter.cli import VERBS, newsletter

CHECKOUT = Path(__file__).parent.parent
PACKAGE = CHECKOUT / "newsletter"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)
MOST_LINES, MOST_TEST_LINES = 250, 300
# What a library gives us to name a type or a value of its own; behind the same door.
PARTS = {"aiohappyeyeballs": "aiohttp", "markupsafe": "jinja2"}
# Distributions that are needed though no module of ours imports them.
UNSEEN = {
    "lxml-html-clean": "trafilatura imports lxml.html.clean, which lxml 5.2 gave away to it",
    "tzdata": "zoneinfo reads it where the machine has no zones of its own",
}


def project() -> dict[str, Any]:
    return tomllib.loads((CHECKOUT / "pyproject.toml").read_text())


def contract(name: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = project()["tool"]["importlinter"]["contracts"]
    return next(one for one in found if one["name"] == name)


def imported() -> set[str]:
    """Top-level names of everything foreign that some module imports, anywhere in it."""
    names: set[str] = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - {"newsletter"}


def normal(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~;\[ ]", distribution)[0]).lower()


def test_every_library_that_is_imported_has_a_door_in_the_contract() -> None:
    """lint-imports watches only the libraries that the contract names: none may be missing."""
    assert imported() == set(contract("One door a library")["forbidden_modules"])


def test_every_dependency_is_imported_and_every_import_is_a_dependency() -> None:
    distributions = packages_distributions()
    needed = {
        normal(name) for module in imported() - PARTS.keys() for name in distributions[module]
    }
    extras = project()["project"]["optional-dependencies"]
    declared = {
        normal(dependency)
        for dependency in (
            *project()["project"]["dependencies"],
            *extras["dkim"],
            *extras["docx"],
            *extras["pdf"],
        )
    }
    assert needed | UNSEEN.keys() == declared


def test_a_file_is_read_in_one_sitting() -> None:
    """Tests may be a little longer: the cases of one thing stand together."""
    assert too_long(MODULES, MOST_LINES) == {}
    assert too_long([*(CHECKOUT / "tests").rglob("*.py")], MOST_TEST_LINES) == {}


def too_long(files: list[Path], most: int) -> dict[str, int]:
    lengths = {str(one.relative_to(CHECKOUT)): len(one.read_text().splitlines()) for one in files}
    return {name: count for name, count in lengths.items() if count > most}


def test_every_module_has_a_test_file_of_its_name_or_is_shown_by_another() -> None:
    """tests/data/house.toml says by which; modules of mere names and imports need none."""
    tests = CHECKOUT / "tests"
    shown_by = tomllib.loads((tests / "data" / "house.toml").read_text())["shown_by"]
    assert [name for name in shown_by if not (tests / name).is_file()] == []
    shown = {module for modules in shown_by.values() for module in modules}
    modules = {
        path.relative_to(PACKAGE).with_suffix("").as_posix()
        for path in MODULES
        if path.stem not in {"__init__", "__main__"}
    }
    own = {
        name for name in modules if (tests / name).with_name(f"test_{Path(name).name}.py").is_file()
    }
    assert modules - own - shown == set()
    assert shown - modules == set()


def test_the_map_names_every_room_and_no_other() -> None:
    table = (
        (CHECKOUT / "ARCHITECTURE.md").read_text().partition("## Rooms")[2].partition("\n## ")[0]
    )
    named = set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE))
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    rooms |= {path.stem for path in PACKAGE.glob("*.py")}
    assert named == rooms - {"__init__", "__main__", "version"}


def test_the_layers_on_the_map_are_those_of_the_contract() -> None:
    layers = contract(
        "Each layer uses only what is beneath it; rooms on one line do not know each other"
    )["layers"]
    shown = (CHECKOUT / "ARCHITECTURE.md").read_text().partition("## Layers")[2]
    drawn = shown.split("```")[1].split("\n")
    told = [set(re.findall(r"\w+", line)) for line in drawn if line.strip()]
    aside = {"__main__"}
    held = [set(re.findall(r"\w+", line)) - aside for line in layers]
    assert told == [rooms for rooms in held if rooms]


def test_the_help_lists_every_verb_with_its_line() -> None:
    shown = " ".join(CliRunner().invoke(newsletter, ["--help"]).output.split())
    for verb, (_, line) in VERBS.items():
        assert f"{verb} {line}" in shown


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_what_the_group_says_of_it(verb: str) -> None:
    """The group's line is written apart from the verb, so that --help imports none of them."""
    command = newsletter.get_command(click.Context(newsletter), verb)
    assert command is not None
    assert command.name == verb
    shown = CliRunner().invoke(newsletter, [verb, "--help"])
    assert shown.exit_code == 0
    assert shown.output.startswith(f"Usage: newsletter {verb}")
    said, helped = words(VERBS[verb][1]), words(command.help or "")
    assert len(said & helped) >= len(said) / 2


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_says_what_it_does(verb: str) -> None:
    command = newsletter.get_command(click.Context(newsletter), verb)
    assert command is not None
    for one in (command, *getattr(command, "commands", {}).values()):
        assert one.help
        for parameter in one.params:
            if isinstance(parameter, click.Option):
                choices = isinstance(parameter.type, click.Choice)
                assert parameter.help or choices, f"{one.name} {parameter.opts[0]}"


def words(text: str) -> set[str]:
    """First four letters of each longer word: `document` and `documents` are one."""
    return {word[:4] for word in re.findall(r"[a-z]{3,}", text.lower())}
