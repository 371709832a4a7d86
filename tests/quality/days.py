"""Three days of news as feeds in a workspace, and what is expected of each day's edition."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from newsletter.config.load import load
from newsletter.pipeline.run import run
from newsletter.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsletter.model import Edition, Item, Quote, Revision
    from newsletter.store.store import Store

STORIES = Path(__file__).parent.parent / "data" / "stories"
SPELLED = {"Four": 4.0, "three weeks": 3.0, "five weeks": 5.0}
SETTINGS = """
version = 1
[sources]
feeds = [{feeds}]
[digest]
stories = 40
[[newsletter]]
name = "morning"
schedule = "16:00"
timezone = "UTC"
[newsletter.deliver]
folder = "out"
"""


@dataclass(frozen=True, slots=True)
class Day:
    """What was printed on a day, with the texts that prove it; the reason where nothing was."""

    number: int
    edition: Edition | None
    texts: dict[str, Revision]


def reports() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (STORIES / "days.jsonl").read_text("utf-8").splitlines()]


def marks() -> dict[int, dict[str, Any]]:
    found = json.loads((STORIES / "marks.json").read_text("utf-8"))
    return {int(day): expected for day, expected in found.items()}


def noon(day: int) -> datetime:
    return datetime(2026, 3, 1 + day, 16, tzinfo=UTC)


def live_through(root: Path, said: Sequence[dict[str, Any]], days: Sequence[int]) -> Iterator[Day]:
    """The edition of each day, made by the real pipeline from feeds in files."""
    names = sorted({one["source"] for one in said})
    feeds = ", ".join(f'"{file_of(name)}"' for name in names)
    (root / "newsletter.toml").write_text(SETTINGS.format(feeds=feeds), "utf-8")
    settings = load(root / "newsletter.toml", {})
    with open_store(settings.store.url, settings.root) as store:
        for day in days:
            for name in names:
                told = [one for one in said if one["day"] == day and one["source"] == name]
                (root / file_of(name)).write_text(feed(name, told), "utf-8")
            edition = run(settings.newsletters[0], settings, store, noon(day)).edition
            yield Day(day, edition, texts_of(edition, store))


def texts_of(edition: Edition | None, store: Store) -> dict[str, Revision]:
    if edition is None:
        return {}
    return dict(store.entries.texts([source.revision for source in edition.sources]))


def file_of(source: str) -> str:
    return source.lower().replace(" ", "-") + ".xml"


def feed(source: str, told: Sequence[dict[str, Any]]) -> str:
    items = "".join(
        f"<item><guid isPermaLink='false'>{escape(one['guid'])}</guid>"
        f"<title>{escape(one['title'])}</title><link>{escape(one['link'])}</link>"
        f"<pubDate>{format_datetime(datetime.fromisoformat(one['published']))}</pubDate>"
        f"<description>{escape(one['text'])}</description></item>"
        for one in told
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{escape(source)}</title>'
        f"<link>https://{source.lower().replace(' ', '')}.example/</link>{items}</channel></rss>"
    )


def printed(day: Day, said: Sequence[dict[str, Any]]) -> dict[str, list[Item]]:
    """The items of an edition by the story that their headline is of."""
    story_of = {one["title"]: one["story"] for one in said}
    found: dict[str, list[Item]] = defaultdict(list)
    if day.edition:
        for item in (*day.edition.items, *day.edition.also):
            assert item.summary.headline
            found[story_of[item.summary.headline.text]].append(item)
    return found


def number(words: str) -> float:
    """The number of an expected figure: 63 of "63", 1.3 of "1.3 billion pounds"."""
    if words in SPELLED:
        return SPELLED[words]
    found = re.search(r"\d[\d.,]*", words)
    assert found
    return float(found[0].replace(",", ""))


def told(quote: Quote) -> float:
    """The number of a changed figure as it is printed."""
    figure = quote.figures[0]
    found = re.search(r"\d[\d.,]*", figure.text)
    return float(found[0].replace(",", "")) if found else figure.value
