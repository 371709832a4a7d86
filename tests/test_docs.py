"""What the documents tell people to type works, and what they point to is there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from newsletter.cli import VERBS, newsletter
from newsletter.config.load import load
from newsletter.digest.lens import load_lenses

CHECKOUT = Path(__file__).parent.parent
DOCUMENTS = sorted([*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/**/*.md")])
README = CHECKOUT / "README.md"
# "" is a drawing or a listing; a block in a language that is not here is tested nowhere.
LANGUAGES = {"", "console", "sh", "toml", "python"}
# What is typed beside our own program. make's targets are looked up, `cd` is followed, and the
# others would change this machine or take too long.
NOT_OURS = {"pip", "pipx"}
STAYS = {"serve"}  # its command line is read, but it would not end


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a document, and the line it starts on."""

    place: str
    language: str
    text: str

    def commands(self) -> list[list[str]]:
        """Each command as words. In `console`, what is typed follows `$ `."""
        lines = self.text.splitlines()
        if self.language == "console":
            lines = [line[2:] for line in lines if line.startswith("$ ")]
        words = [shlex.split(line, comments=True) for line in lines]
        return [plain(command) for command in words if command]

    def output(self) -> list[str]:
        """The lines of a `console` block that the program is said to print."""
        lines = self.text.splitlines() if self.language == "console" else []
        return [line for line in lines if line.strip("… .") and not line.startswith("$ ")]


def plain(command: list[str]) -> list[str]:
    """`uv run [--group NAME] PROGRAM ...` is PROGRAM ..., in an environment that uv makes."""
    if command[:2] != ["uv", "run"]:
        return command
    rest = command[2:]
    return rest[2:] if rest[0] == "--group" else rest


def blocks(document: Path) -> list[Block]:
    found, lines = [], document.read_text().splitlines()
    fences = [number for number, line in enumerate(lines) if line.startswith("```")]
    assert len(fences) % 2 == 0, f"{document.name}: a fence is left open"
    for start, end in zip(fences[::2], fences[1::2], strict=True):
        place = f"{document.relative_to(CHECKOUT)}:{start + 1}"
        text = "\n".join(lines[start + 1 : end]) + "\n"
        found.append(Block(place, lines[start].removeprefix("```").strip(), text))
    return found


BLOCKS = [block for document in DOCUMENTS for block in blocks(document)]


def of(*languages: str) -> list[Block]:
    return [block for block in BLOCKS if block.language in languages]


def place(block: object) -> str:
    return block.place if isinstance(block, Block) else ""


def options(command: click.Command) -> set[str]:
    own = {name for parameter in command.params for name in parameter.opts}
    inner = getattr(command, "commands", {}).values()
    return own.union(*(options(one) for one in inner), {"--help", "-h"})


def verb(name: str) -> click.Command:
    command = newsletter.get_command(click.Context(newsletter), name)
    assert command is not None, f"no verb {name}"
    return command


def parse(words: list[str]) -> None:
    """Reads a command line as the program does, and does nothing."""
    name, *rest = words
    command = verb(name)
    context = command.make_context(name, rest)
    if isinstance(command, click.Group):
        inner, one, left = command.resolve_command(context, rest)
        assert one is not None
        one.make_context(inner, left)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a reader has who follows the README: the samples, in a folder of their own."""
    for name in ("seeds", "feeds"):
        shutil.copytree(CHECKOUT / name, tmp_path / name)
    return tmp_path


def typed(words: list[str], folder: Path) -> str:
    """What the program says to a command line in this folder, stars expanded as by a shell."""
    expanded = [
        name
        for word in words
        for name in (sorted(map(str, folder.glob(word))) if "*" in word else [word])
    ]
    env = os.environ | {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "none")}
    done = subprocess.run(
        [sys.executable, "-m", "newsletter", *expanded],
        cwd=folder,
        env=env,
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, f"{shlex.join(words)}: {done.stderr}"
    return done.stdout + done.stderr


def test_every_block_is_of_a_language_that_is_tested() -> None:
    assert {block.language for block in BLOCKS} <= LANGUAGES


def test_what_the_readme_tells_to_type_works_from_top_to_bottom(folder: Path) -> None:
    """In one folder, in the order of the page, as a reader goes through it."""
    here, count = folder, 0
    for block in (block for block in of("console", "sh") if block.place.startswith(README.name)):
        said = ""
        for program, *words in block.commands():
            if program == "cd":
                here /= words[0]
            elif program == "newsletter" and words[0] not in STAYS:
                said += typed(words, here)
                count += 1
        for line in block.output():
            assert line in said, block.place
    assert count >= len(of("console")) - len(STAYS)


@pytest.mark.parametrize("block", of("console", "sh"), ids=place)
def test_every_command_in_a_document_is_one_that_there_is(block: Block) -> None:
    targets = set(re.findall(r"^(\w+):", (CHECKOUT / "Makefile").read_text(), re.MULTILINE))
    for program, *words in block.commands():
        match program:
            case "newsletter":
                parse(words)
            case "make":
                assert {word for word in words if "=" not in word} <= targets
            case "pytest" | "mypy" | "ruff" | "lint-imports":
                assert shutil.which(program, path=str(Path(sys.executable).parent))
            case "cd":
                assert len(words) == 1
            case _:
                assert program in NOT_OURS, f"{block.place}: {program} is tested nowhere"


@pytest.mark.parametrize("block", of("toml"), ids=place)
def test_settings_and_lenses_in_the_documents_are_valid(block: Block, tmp_path: Path) -> None:
    table = tomllib.loads(block.text)
    if "version" in table:
        (tmp_path / "newsletter.toml").write_text(block.text)
        assert load(tmp_path / "newsletter.toml", {}).newsletters
    else:
        (name,) = re.findall(r"^# lenses/(\w+)\.toml$", block.text, re.MULTILINE)
        (tmp_path / f"{name}.toml").write_text(block.text)
        assert [lens.id for lens in load_lenses([tmp_path], [name])] == [name]


@pytest.mark.parametrize("block", of("python"), ids=place)
def test_python_in_the_documents_runs(block: Block, tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", block.text]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_options_and_verbs_that_are_spoken_of_are_there(document: Path) -> None:
    prose = re.sub(r"^```.*?^```", "", document.read_text(), flags=re.DOTALL | re.MULTILINE)
    code = re.findall(r"`([^`\n]+)`", prose)
    known = set().union(*(options(verb(name)) for name in VERBS))
    for piece in code:
        if piece.startswith("-"):
            assert piece.split()[0] in known, piece
        if piece.startswith("newsletter "):
            name = piece.split()[1]
            assert name in VERBS, piece
            assert set(re.findall(r" (--?[a-z][\w-]*)", piece)) <= options(verb(name)), piece


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_files_of_the_project_that_are_spoken_of_are_there(document: Path) -> None:
    code = re.findall(
        r"`((?:newsletter|tests|benchmarks|docs|scripts)/[^`\s]*)`", document.read_text()
    )
    assert [path for path in code if not any(CHECKOUT.glob(path.rstrip("/")))] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_within_the_project_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", document.read_text())
    inside = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in inside if not (document.parent / link).exists()] == []


def test_the_changelog_starts_with_what_is_not_released_yet() -> None:
    headings = re.findall(r"^## (.+)", (CHECKOUT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == "Unreleased"
