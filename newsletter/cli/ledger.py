"""Verbs that show what is stored and planned: status, entries, slots."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from newsletter.cli.desk import desk_line, on_desk
from newsletter.cli.mails import mails_of, tell_mails
from newsletter.cli.notices import alerts_of, tell_notices, webhooks_of
from newsletter.cli.options import (
    FAR_AWAY,
    YEARS,
    chosen,
    clock,
    config_option,
    moment,
    settings_of,
)
from newsletter.cli.records import as_text, line
from newsletter.cli.terminal import visible
from newsletter.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from zoneinfo import ZoneInfo as Zone

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.slots import Schedule
    from newsletter.store.store import Store
    from newsletter.store.values import FeedState


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@config_option
def status(*, as_json: bool, config: Path | None) -> None:
    """Show next slots in local time, last editions, deliveries that wait, feeds in trouble.

    And which entries an editor merged and split.
    """
    from newsletter.sources.identity import shown
    from newsletter.store.store import open_store

    settings = settings_of(config)
    with open_store(settings.store.url, settings.root, reading=True) as store:
        told = _status(settings, store, datetime.now(UTC))
    if as_json:
        click.echo(json.dumps(told, default=as_text, indent=2))
        return
    for newsletter in told["newsletters"]:
        click.echo(f"{newsletter['name']}: next {newsletter['next_local'] or 'by hand'}")
        for drafted in filter(None, (newsletter["draft"], newsletter["correction"])):
            click.echo(visible(f"  {drafted['name']}  {desk_line(drafted)}"))
        for edition in newsletter["editions"]:
            by = f", approved by {edition['approved_by']}" if edition["approved_by"] else ""
            click.echo(f"  {edition['id']}  made {_utc(edition['made_at'])}{visible(by)}")
        for slot in newsletter["not_made"]:
            click.echo(f"  {slot['key']}  {slot['state']}: {visible(slot['reason'])}")
    for delivery in told["waiting"]:
        reason = visible(delivery["reason"])
        click.echo(f"waiting: {delivery['edition']} to {delivery['target']}: {reason}")
    tell_mails(told["mails"])
    tell_notices(told["webhooks"], told["alerts"])
    for feed in told["troubled"]:
        click.echo(
            f"in trouble: {visible(shown(feed['location']))}: {visible(feed['last_problem'])}"
            f" ({feed['failures']} in a row; last answer {_utc(feed['last_success'])})"
        )
    for verb in ("merged", "split"):
        for pair in told[verb]:
            click.echo(visible(f"{verb}: {', '.join(pair)}"))


@click.command()
@click.argument("name", required=False)
@click.option("--since", metavar="TIME", callback=moment, help="Only entries dated since then.")
@click.option("--jsonl", is_flag=True, required=True, help="One JSON object a line.")
@config_option
def entries(*, name: str | None, since: datetime | None, jsonl: bool, config: Path | None) -> None:
    """List what the store holds, of one newsletter's sources or of all."""
    from newsletter.pipeline.collect import locations
    from newsletter.store.store import open_store

    del jsonl  # the only form yet; the flag leaves room for others
    settings = settings_of(config)
    feeds = locations(chosen(settings, name)[0], settings.root) if name else None
    zone = chosen(settings, name)[0].timezone
    with open_store(settings.store.url, settings.root, reading=True) as store:
        rows = store.entries.rows(name, feeds, clock(since, zone) if since else None)
    for row in rows:
        click.echo(line(asdict(row)))


@click.command()
@click.argument("name", required=False)
@click.option("--cron", metavar="EXPR", help="This schedule instead of a newsletter's.")
@click.option("--timezone", metavar="ZONE", default="UTC", help="With --cron: its IANA zone.")
@click.option("--from", "start", metavar="DATE", required=True, help="First day, in that zone.")
@click.option("--to", "end", metavar="DATE", required=True, help="Last day, in that zone.")
@click.option("--json", "as_json", is_flag=True, help="One JSON list.")
@config_option
def slots(  # noqa: PLR0913 - a verb has its options
    *,
    name: str | None,
    cron: str | None,
    timezone: str,
    start: str,
    end: str,
    as_json: bool,
    config: Path | None,
) -> None:
    """List planned times, local and UTC; a newsletter's without its days off."""
    from newsletter.slots import slots_between, start_of_day

    first, last = _day("--from", start), _day("--to", end)
    planned = (
        [("", *_planned(cron, timezone), frozenset[date]())]
        if cron
        else [
            (one.name, *_planned(one.schedule, one.timezone), one.days_off)
            for one in chosen(settings_of(config), name)
            if one.schedule
        ]
    )
    told = [
        {"newsletter": newsletter, "local": slot.local.isoformat(), "utc": slot.at.isoformat()}
        for newsletter, schedule, zone, off in planned
        for slot in slots_between(
            schedule, zone, start_of_day(first, zone), start_of_day(last + timedelta(1), zone)
        )
        if slot.local.date() not in off
    ]
    if as_json:
        click.echo(json.dumps(told))
        return
    for row in told:
        click.echo("  ".join(filter(None, (row["newsletter"], row["local"], row["utc"]))))


def _status(settings: Settings, store: Store, now: datetime) -> dict[str, Any]:
    from newsletter.pipeline.asked import asked

    feeds = store.feeds.all().values()
    return {
        "newsletters": [
            _of(newsletter, settings, store, now) for newsletter in settings.newsletters
        ],
        "waiting": [asdict(one) for one in store.deliveries.pending(now + timedelta(days=1))],
        "mails": [mail for one in settings.newsletters for mail in mails_of(one, store)],
        "webhooks": [hook for one in settings.newsletters for hook in webhooks_of(one, store)],
        "alerts": [alert for one in settings.newsletters for alert in alerts_of(one, store)],
        "troubled": [_without_secrets(feed) for feed in feeds if feed.failures or feed.stopped],
        "merged": asked(store, together=True),
        "split": asked(store, together=False),
    }


def _without_secrets(feed: FeedState) -> dict[str, Any]:
    from newsletter.sources.identity import masked

    told = asdict(feed)
    return told | {name: masked(told[name]) for name in ("location", "moved_to")}


def _of(
    newsletter: Newsletter, settings: Settings, store: Store, now: datetime
) -> Mapping[str, Any]:
    from newsletter.pipeline.plan import coming

    slot = coming(newsletter, now)
    return {
        "name": newsletter.name,
        "timezone": newsletter.timezone,
        "next_local": f"{slot.local:%Y-%m-%d %H:%M} {newsletter.timezone}" if slot else None,
        "next_utc": slot.at if slot else None,
        "draft": on_desk(store.drafts.open(newsletter.name), newsletter, settings),
        "correction": on_desk(store.drafts.correction(newsletter.name), newsletter, settings),
        "editions": [
            asdict(row) | {"approved_by": store.drafts.approved_by(row.id) or None}
            for row in store.editions.last(newsletter.name, 3)
        ],
        "not_made": [
            asdict(row) for row in store.ledger.last(newsletter.name, 5) if row.state != "done"
        ],
    }


def _planned(text: str, timezone: str) -> tuple[Schedule, Zone]:
    from newsletter.config.rules import zone_problems
    from newsletter.slots import parse_schedule

    problems = list(zone_problems(timezone))
    if problems:
        raise ConfigError(*problems)
    try:
        return parse_schedule(text), ZoneInfo(timezone)
    except ValueError as error:
        raise ConfigError(str(error)) from None


def _day(option: str, text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(
            f"{text!r} is no date such as 2026-11-23", param_hint=option
        ) from None
    if day.year not in YEARS:
        raise click.BadParameter(f"{text} {FAR_AWAY}", param_hint=option)
    return day


def _utc(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else "never"
