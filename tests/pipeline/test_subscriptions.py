from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsletter.config.load import load
from newsletter.errors import ParseError
from newsletter.model import Trouble
from newsletter.pipeline.subscriptions import add, listed, remove, same_feed
from newsletter.sources.opml import Subscription

if TYPE_CHECKING:
    from pathlib import Path

NEW = Subscription("https://new.example/feed", "New")


def workspace(root: Path, feeds: str, own: str = "") -> Path:
    file = root / "newsletter.toml"
    file.write_text(
        f'version = 1\n[sources]\nfeeds = {feeds} # mine\n[[newsletter]]\nname = "a"\n'
        f'[[newsletter]]\nname = "b"\n{own}',
        encoding="utf-8",
    )
    return file


def urls(file: Path) -> list[str]:
    return [one.url for one in listed(load(file, {}))[0]]


def test_feeds_of_all_newsletters_come_once_with_where_they_stand(tmp_path: Path) -> None:
    file = workspace(tmp_path, '["https://a.example/", "l/x.opml", "no.opml"]', 'feeds = ["b.xml"]')
    (tmp_path / "l").mkdir()
    (tmp_path / "l" / "x.opml").write_text(
        "<opml><body><outline text='G'><outline xmlUrl='c.xml' text='C'/></outline></body></opml>"
    )
    feeds, troubles = listed(load(file, {}))
    assert [(one.url, one.where, one.given.topic, one.newsletters) for one in feeds] == [
        ("https://a.example/", "", "", ("a",)),
        ("l/c.xml", "l/x.opml", "G", ("a",)),
        ("b.xml", "", "", ("b",)),
    ]
    assert troubles == (Trouble("no.opml", "there is no such file"),)


def test_without_a_list_one_is_made_and_named_in_the_settings(tmp_path: Path) -> None:
    file = workspace(tmp_path, '["https://a.example/"]')
    assert add([NEW], load(file, {}), file) == "feeds/subscriptions.opml"
    assert urls(file) == ["https://a.example/", NEW.url]
    assert "# mine" in file.read_text()


def test_the_first_list_of_the_workspace_takes_feeds_and_others_are_left_alone(
    tmp_path: Path,
) -> None:
    other = tmp_path / "elsewhere.opml"
    other.write_text("<opml><body/></opml>")
    root = tmp_path / "ws"
    root.mkdir()
    file = workspace(root, '["../elsewhere.opml", "mine.opml"]')
    settings = file.read_text()
    assert add([NEW], load(file, {}), file) == "mine.opml"  # named, and made now
    assert other.read_text() == "<opml><body/></opml>"
    assert file.read_text() == settings
    assert urls(file) == [NEW.url]


def test_a_broken_list_is_left_as_it_is(tmp_path: Path) -> None:
    file = workspace(tmp_path, '["mine.opml"]')
    (tmp_path / "mine.opml").write_text("<opml><body>")
    with pytest.raises(ParseError, match=r"^mine\.opml: is not well-formed XML: line 1"):
        add([NEW], load(file, {}), file)
    assert (tmp_path / "mine.opml").read_text() == "<opml><body>"


def test_a_feed_is_taken_out_where_it_stands(tmp_path: Path) -> None:
    file = workspace(tmp_path, '["https://a.example/"]')
    add([NEW], load(file, {}), file)
    for one in listed(load(file, {}))[0]:
        remove(one, load(file, {}), file)
    assert urls(file) == []
    assert "# mine" in file.read_text()


def test_spellings_of_one_address_are_one_feed() -> None:
    spellings = ("http://A.example:80/f", "https://a.example/f/", "https://a.example/f#x")
    assert len({same_feed(url) for url in spellings}) == 1
    assert same_feed("./a.xml") == same_feed("a.xml") != same_feed("b.xml")
