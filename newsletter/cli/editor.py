"""The editor's verbs: draft, approve, send."""

from __future__ import annotations

import getpass
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from newsletter.cli import DONE, PARTLY
from newsletter.cli.desk import leaving
from newsletter.cli.options import at_option, chosen, clock, config_option, settings_of, worst
from newsletter.cli.progress import work_shown
from newsletter.cli.signals import end_in_order
from newsletter.cli.tell import (
    code_of,
    relative,
    tell_editors,
    tell_published,
    tell_read,
    tell_troubles,
)
from newsletter.cli.terminal import say, visible
from newsletter.errors import ConfigError, NewsletterError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.pipeline.drafts import Desk
    from newsletter.store.store import Store


@click.command()
@click.argument("name", required=False)
@click.option("--drop", is_flag=True, help="Take the draft back: what it tells is free again.")
@at_option
@config_option
def draft(*, name: str | None, drop: bool, at: datetime | None, config: Path | None) -> int:
    """Lay an edition of what is new on the desk, as Markdown to be edited.

    A draft that lies there already is brought up to date: your manuscript stays, what is new is
    put in its place, and where both changed, both are shown.
    """
    from newsletter.pipeline.send import draft as lay
    from newsletter.pipeline.send import drop as take_back
    from newsletter.store.store import open_store

    end_in_order()
    settings = settings_of(config)
    with open_store(settings.store.url, settings.root) as store:
        if drop:
            newsletter, key = _on_desk(settings, name, store)
            taken = take_back(newsletter, store, clock(at, newsletter.timezone), key)
            click.echo(f"{taken}: taken back; its file stays")
            return DONE
        newsletter = _one(settings, name)
        now = clock(at, newsletter.timezone)
        with work_shown() as outside:
            told = lay(newsletter, settings, store, now, outside=outside)
        return _tell(told, settings)


@click.command()
@click.argument("name", required=False)
@click.option("--by", "who", metavar="WHO", help="Who approves; default: your user name.")
@at_option
@config_option
def approve(*, name: str | None, who: str | None, at: datetime | None, config: Path | None) -> int:
    """Approve the draft as its file is now, to the letter; an edit takes the approval back.

    What is drafted for a planned time goes out at that time, or at once where it is past, by
    itself where `newsletter serve` or `newsletter run --due` looks after it.
    """
    from newsletter.pipeline.send import approve as say_yes
    from newsletter.store.store import open_store

    settings = settings_of(config)
    by = " ".join((_myself() if who is None else who).split())
    if not by:
        raise click.UsageError("say who approves: --by WHO")
    with open_store(settings.store.url, settings.root) as store:
        newsletter, key = _on_desk(settings, name, store)
        now = clock(at, newsletter.timezone)
        found = say_yes(newsletter, settings, store, by, now, key=key)
    tell_editors(found.edition)
    goes = leaving(found.draft.slot, newsletter, now) if newsletter.approve else ""
    click.echo(visible(f"{found.draft.name}: approved by {by}{goes}"))
    return DONE


@click.command()
@click.argument("name", required=False)
@click.option("--to", metavar="ADDRESS", help="Mail it to this address alone, to try it out.")
@click.option(
    "--retry-uncertain", is_flag=True, help="Send mails again of which nobody knows if they came."
)
@at_option
@config_option
def send(
    *,
    name: str | None,
    to: str | None,
    retry_uncertain: bool,
    at: datetime | None,
    config: Path | None,
) -> int:
    """Publish the draft as its file is now, once; what wants approval only as it was approved.

    With --to, the draft or else the latest edition is mailed to one address, and nothing changes.
    Exit code 3 if some mail was not taken.
    """
    from newsletter.pipeline.send import send as publish
    from newsletter.store.store import open_store

    if to is not None and retry_uncertain:
        raise click.UsageError("--to and --retry-uncertain do not go together")
    end_in_order()
    settings = settings_of(config)
    with open_store(settings.store.url, settings.root) as store:
        if to is not None:
            return _try_out(_on_desk(settings, name, store)[0], settings, store, to)
        if retry_uncertain:
            now = clock(at)
            codes: list[int] = []
            for one in chosen(settings, name):
                with _looked_out(one, settings, store, now):
                    codes.append(_send_again(one, settings, store, now))
            return worst(codes)
        newsletter, key = _on_desk(settings, name, store)
        now = clock(at, newsletter.timezone)
        with _looked_out(newsletter, settings, store, now), work_shown() as outside:
            outcome = publish(newsletter, settings, store, now, key=key, outside=outside)
    say(*outcome.failures, *outcome.troubles)
    if outcome.edition:
        tell_editors(outcome.edition)
    tell_published(outcome, settings)
    return code_of(outcome)


def _try_out(newsletter: Newsletter, settings: Settings, store: Store, to: str) -> int:
    from newsletter.pipeline.trial import try_out

    name = try_out(newsletter, settings, store, to)
    click.echo(visible(f"{name}: sent to {to} to be tried out"))
    return DONE


@contextmanager
def _looked_out(
    newsletter: Newsletter, settings: Settings, store: Store, now: datetime
) -> Iterator[None]:
    """Whatever comes of the block, who is to be told of troubles is told."""
    from newsletter.pipeline.alert import look_out
    from newsletter.sources.outside import Outside

    failed: NewsletterError | None = None
    try:
        yield
    except NewsletterError as error:
        failed = error
    say(*look_out(newsletter, settings, store, now, Outside()))
    if failed:
        raise failed


def _send_again(newsletter: Newsletter, settings: Settings, store: Store, now: datetime) -> int:
    """Hands over again what is uncertain, and all else that waits."""
    from newsletter.pipeline.handover import deliver
    from newsletter.pipeline.run import Outcome

    store.outbox.bury(newsletter.name, now)
    if not store.outbox.again(newsletter.name, now):
        click.echo(f"{newsletter.name}: no mail is uncertain")
        return DONE
    with work_shown() as outside:
        over = deliver(newsletter, settings, store, now, outside)
    outcome = Outcome(newsletter.name).handed(over)
    say(*outcome.failures, *outcome.troubles)
    tell_published(outcome, settings)
    return code_of(outcome)


def _tell(told: Desk, settings: Settings) -> int:
    tell_troubles(told.coverage)
    click.echo(f"{told.newsletter}: {tell_read(told.coverage)}")
    code = PARTLY if told.coverage.troubles else DONE
    if told.reason or told.draft is None or told.file is None:
        there = f"; {told.draft.name} stays as it is" if told.draft else ""
        click.echo(f"{told.newsletter}: {told.reason}, no draft made{there}")
        return code
    place = visible(relative(told.file, settings.root))
    count = len(told.edition.items) + len(told.edition.also) if told.edition else 0
    click.echo(f"{told.draft.name}: {count} {'story' if count == 1 else 'stories'} in {place}")
    if told.kept:
        say(f"as it was before: {relative(told.kept, settings.root)}")
    if told.conflicts:
        are = "conflict is" if told.conflicts == 1 else "conflicts are"
        say(f"{told.conflicts} {are} marked in it with <<<<<<<; settle them before it is sent")
    return code


def _one(settings: Settings, name: str | None) -> Newsletter:
    found = chosen(settings, name)
    if len(found) > 1:
        raise ConfigError(f"say which newsletter: there are {', '.join(one.name for one in found)}")
    return found[0]


def _on_desk(settings: Settings, name: str | None, store: Store) -> tuple[Newsletter, str | None]:
    """The newsletter that is named, or the only one that has a draft; the key of one by name."""
    if name is None:
        drafted = [one for one in settings.newsletters if store.drafts.lying(one.name)]
        if len(drafted) == 1:
            return drafted[0], None
    of, called, key = (name or "").partition("/draft-")
    return (_one(settings, of), key) if called else (_one(settings, name), None)


def _myself() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in containers
        return str(os.getuid())
