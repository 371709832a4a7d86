from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from newsletter.cli.article import article
from newsletter.errors import FetchError, NewsletterError, SourceError

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = (
    "The council of Lindhaven voted on Friday to widen the harbour, after a year of argument."
)
PAGE = (
    f"<title>Harbour *plan*</title><nav>Home</nav><article><h1>Harbour *plan*</h1><p>{SENTENCE}</p>"
    f"<h2>Why</h2><p>{SENTENCE} {SENTENCE}</p><h2>Costs</h2><p>{SENTENCE}</p>"
    "<ul><li>One *item*</ul></article><footer>Contact</footer>"
)
BLOCKS = [SENTENCE, "Why", f"{SENTENCE} {SENTENCE}", "Costs", SENTENCE, "One *item*"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(article, arguments, standalone_mode=False)


def test_a_pages_own_text_is_printed(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    result = run(str(tmp_path / "a.html"))
    assert (
        result.stdout
        == f"{SENTENCE}\n\nWhy\n\n{SENTENCE} {SENTENCE}\n\nCosts\n\n{SENTENCE}\n\nOne *item*\n"
    )


def test_as_markdown_it_has_its_title_and_says_what_the_page_says(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    result = run(str(tmp_path / "a.html"), "--format", "md")
    assert result.stdout.splitlines()[0] == r"# Harbour \*plan\*"
    assert "\n\n## Costs\n\n" in result.stdout
    assert result.stdout.endswith("\n\n- One \\*item\\*\n")


def test_as_json_it_has_exact_blocks(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE)
    record = json.loads(run(str(tmp_path / "a.html"), "--format", "json").stdout)
    assert (record["title"], record["fallback"]) == ("Harbour *plan*", False)
    assert [record["text"][b["start"] : b["end"]] for b in record["blocks"]] == BLOCKS


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_document_is_shown_as_the_editions_read_it(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(f"---\ntitle: The plan\n---\n{SENTENCE}\n")
    assert run(str(tmp_path / name)).stdout == f"{SENTENCE}\n"
    assert run(str(tmp_path / name), "--format", "md").stdout == f"# The plan\n\n{SENTENCE}\n"


def test_a_page_without_an_article_is_shown_whole_and_a_notice_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<div>Open daily.</div>")
    result = run(str(tmp_path / "a.html"))
    assert result.stdout == "Open daily.\n"
    assert "no article found" in result.stderr


def test_what_cannot_be_read_is_one_clear_error(tmp_path: Path) -> None:
    for location in (tmp_path / "none.html", tmp_path / "none.txt", tmp_path):
        error = run(str(location)).exception
        assert isinstance(error, SourceError)
        assert "\n" not in str(error)


def test_a_private_address_is_not_asked() -> None:
    assert isinstance(run("http://127.0.0.2:9/").exception, FetchError)


def test_a_wrong_network_is_an_error_before_anything_is_asked() -> None:
    error = run("http://127.0.0.2:9/", "--allow-network", "nonsense").exception
    assert isinstance(error, NewsletterError)


def test_a_name_that_is_not_utf8_is_written_out(tmp_path: Path) -> None:
    path = f"{tmp_path}/\udcff.txt"
    try:
        with open(path, "w") as file:  # noqa: PTH123 - as the command line gives it
            file.write(SENTENCE)
    except OSError:
        pytest.skip("other: this file system takes no such name")
    assert json.loads(run(path, "--format", "json").output)["source"].endswith("/\\xff.txt")
