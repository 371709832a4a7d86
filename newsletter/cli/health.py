"""The verb `feeds list`: a workspace's feeds and how each is doing."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from newsletter.cli import DONE, PARTLY
from newsletter.cli.options import config_option, workspace
from newsletter.cli.records import as_text
from newsletter.cli.terminal import complain, say, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from newsletter.config.settings import Settings
    from newsletter.pipeline.subscriptions import Listed

WEEKS = 4  # that "items a week" looks back


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON list.")
@config_option
def list_feeds(*, as_json: bool, config: Path | None) -> int:
    """List the workspace's feeds and how each is doing.

    Exit code 3 if a list of feeds cannot be read.
    """
    from newsletter.pipeline.subscriptions import listed

    settings, _ = workspace(config)
    feeds, troubles = listed(settings)
    told = _health(feeds, settings, datetime.now(UTC))
    if as_json:
        click.echo(json.dumps(told, default=as_text, indent=2, ensure_ascii=False))
    else:
        for feed in told:
            click.echo("\n".join(_lines(feed)))
        if not told:
            say("no feeds; `newsletter feeds add URL` adds one")
    for trouble in troubles:
        complain(f"{trouble.source}: {trouble.reason}")
    return PARTLY if troubles else DONE


def _health(feeds: Sequence[Listed], settings: Settings, now: datetime) -> list[dict[str, Any]]:
    """Each feed as `feeds list --json` tells it."""
    from newsletter.sources.identity import masked
    from newsletter.store.store import open_store
    from newsletter.store.values import FeedState

    since = now - timedelta(weeks=WEEKS)
    with open_store(settings.store.url, settings.root) as store:
        states = store.feeds.all()
        items = Counter(row.feed for row in store.entries.rows(since=since))
    told = []
    for feed in feeds:
        state = states.get(feed.url, FeedState(feed.url))
        told.append(
            {
                "title": feed.given.title or state.title,
                "topic": feed.given.topic,
                "url": masked(feed.url),
                "list": feed.where or None,
                "newsletters": feed.newsletters,
                "last_success": state.last_success,
                "failures": state.failures,
                "next_look": None if state.stopped else state.next_look,
                "items_a_week": items[feed.url] / WEEKS,
                "problem": state.last_problem or None,
                "stopped": state.stopped,
            }
        )
    return told


def _lines(feed: Mapping[str, Any]) -> Iterable[str]:
    title = visible(feed["title"] or feed["url"])
    yield title + (f"  [{visible(feed['topic'])}]" if feed["topic"] else "")
    yield f"  {visible(feed['url'])}"
    parts = [
        f"last answer {_when(feed['last_success'], 'never')}",
        f"next look {_when(feed['next_look'], 'never' if feed['stopped'] else 'at the next pass')}",
        f"{feed['items_a_week']:g} items a week",
    ]
    yield f"  {', '.join(parts)}"
    if feed["problem"]:
        times = "once" if feed["failures"] == 1 else f"{feed['failures']} times in a row"
        yield f"  in trouble, {times}: {visible(feed['problem'])}"


def _when(at: datetime | None, otherwise: str) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else otherwise
