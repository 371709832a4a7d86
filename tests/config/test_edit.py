from __future__ import annotations

import tomllib

import pytest

from newsletter.config.edit import with_feed, without_feed
from newsletter.errors import ConfigError

FEED = "feeds/new.opml"


@pytest.mark.parametrize(
    "text",
    [
        'version = 1\n[sources]\n# why\nfeeds = ["a.xml"] # these\nseeds = ["s"]\n',
        '[sources]\nfeeds = [\n  "a", # one\n  "b",\n]\n\n[digest]\nstories = 1\n',
        "[sources]\nfeeds = []\n",
        'sources.feeds = ["x"]\n',
        '[[newsletter]]\nname = "m"\nfeeds = ["q"]\n',
        '[[newsletter]]\nname = "m"\n[newsletter.sources]\nfeeds = ["q"]\n',
    ],
)
def test_a_feed_is_added_and_taken_out_again_and_the_rest_stays(text: str) -> None:
    changed = with_feed(text, FEED)
    assert f'"{FEED}"' in changed
    assert without_feed(changed, FEED) == text


@pytest.mark.parametrize("text", ["version = 1\n", '[sources]\nseeds = ["s"]\n[render]\na = 1\n'])
def test_where_no_feeds_are_named_the_list_is_made(text: str) -> None:
    assert tomllib.loads(with_feed(text, FEED))["sources"]["feeds"] == [FEED]


@pytest.mark.parametrize("text", ["not toml", "sources = 5", "[sources]\nfeeds = 5"])
def test_what_cannot_be_changed_is_left_to_its_owner(text: str) -> None:
    with pytest.raises(ConfigError, match=r"add 'feeds/new\.opml' to `feeds`"):
        with_feed(text, FEED)
