from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Program

LIST = "feeds/subscriptions.opml"
ITEM = "<item><title>T</title><guid>1</guid></item>"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with three feeds in files, one of them in its settings."""
    (tmp_path / "newsletter.toml").write_text(
        'version = 1\n[sources]\nfeeds = ["a.xml"]\n[[newsletter]]\nname = "m"\n'
    )
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.xml").write_text(
            f"<rss version='2.0'><channel><title>Feed {name}</title>{ITEM}</channel></rss>"
        )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_add_reads_the_feed_and_writes_it_to_the_list(root: Path, program: Program) -> None:
    done = program("feeds", "add", "b.xml", "--topic", "Ports / North", "--title", "B & Co")
    assert (done.code, done.out) == (0, f"added B & Co (b.xml, 1 entry) to {LIST}\n")
    text = (root / LIST).read_text()
    assert '<outline text="North">' in text
    assert 'xmlUrl="../b.xml"' in text
    assert f'"{LIST}"' in (root / "newsletter.toml").read_text()


def test_add_refuses_what_is_there_or_no_feed(root: Path, program: Program) -> None:
    for name, reason in (
        ("a.xml", "a.xml: is in newsletter.toml already; nothing was changed"),
        ("newsletter.toml", "newsletter.toml: is neither XML nor JSON"),
        ("no.xml", "no.xml: is no URL (http or https) and no feed's file: there is no such file"),
        ("x.opml", "x.opml: is a list of feeds; `newsletter feeds import` takes it"),
    ):
        done = program("feeds", "add", name)
        assert done.code in {1, 2}
        assert done.err == f"newsletter: {reason}\n"
    assert not (root / "feeds").exists()


def test_remove_by_address_or_title(root: Path, program: Program) -> None:
    program("feeds", "add", "b.xml")
    assert program("feeds", "remove", "feed B").out == f"removed feeds/../b.xml from {LIST}\n"
    assert program("feeds", "remove", "a.xml").out == "removed a.xml from newsletter.toml\n"
    assert "b.xml" not in (root / LIST).read_text()
    done = program("feeds", "remove", "a.xml")
    assert (done.code, done.err) == (
        2,
        "newsletter: no feed 'a.xml' here; see `newsletter feeds list`\n",
    )


def test_remove_wants_to_know_which_of_two(program: Program, root: Path) -> None:
    for name in ("b.xml", "c.xml"):
        program("feeds", "add", name, "--title", "Same")
    done = program("feeds", "remove", "same")
    assert done.code == 2
    assert "'same' is the title of 2 feeds; name one by URL: feeds/../b.xml, " in done.err
    assert program("feeds", "remove", "b.xml").code == 0
    assert "c.xml" in (root / LIST).read_text()


def test_what_export_writes_import_takes(root: Path, program: Program) -> None:
    program("feeds", "add", "b.xml", "--topic", "North")
    program("run")
    assert program("feeds", "export", "-o", "out.opml").code == 0
    printed = program("feeds", "export").out
    assert printed == (root / "out.opml").read_text()
    assert '<outline text="North">' in printed
    assert 'text="Feed a"' in printed  # what the feed calls itself, once it was read
    (root / "newsletter.toml").write_text('version = 1\n[[newsletter]]\nname = "m"\n')
    (root / LIST).unlink()
    first = program("feeds", "import", "out.opml")
    assert first.err == ""
    assert first.out == f"2 feeds added to {LIST}; 0 were there already\n"
    again = program("feeds", "import", "out.opml")
    assert again.out == "nothing new; 2 were there already\n"
    assert program("feeds", "export").out == printed


@pytest.mark.parametrize("text", ["", "<opml><body>", "<rss/>", "<opml><body>\0</body></opml>"])
def test_a_broken_list_is_one_clear_line(root: Path, program: Program, text: str) -> None:
    (root / "x.opml").write_text(text)
    done = program("feeds", "import", "x.opml")
    assert done.code == 1
    assert done.err.startswith("newsletter: x.opml: is ")
    assert done.err.count("\n") == 1
