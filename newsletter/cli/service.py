"""The verb serve: the resident service, composed of the schedule and the pipeline."""

from __future__ import annotations

import logging
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from newsletter.cli.options import config_option, settings_of
from newsletter.cli.tell import tell_language
from newsletter.errors import NewsletterError, StoppedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from socket import socket

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.pipeline.run import Outcome
    from newsletter.schedule.ticker import Job
    from newsletter.sources.outside import Outside
    from newsletter.store.store import Store
    from newsletter.web.server import Server

log = logging.getLogger("newsletter")

POLL_EVERY = timedelta(minutes=15)  # feeds that hold few items lose none at this pace


@click.command()
@click.option("--host", metavar="ADDRESS", help="Where to listen; default: [web] host.")
@click.option("--port", metavar="NUMBER", help="At which port; 0 takes any; default: [web] port.")
@click.option("--verbose", is_flag=True, help="Log more.")
@config_option
def serve(*, host: str | None, port: str | None, verbose: bool, config: Path | None) -> None:
    """Stay, watch feeds and documents, run each newsletter at its times, and show its editions.

    Stops when it gets SIGTERM or SIGINT: what is asked of servers is dropped and asked again at
    the next start, other work that is under way is finished.
    """
    from newsletter.schedule.service import serve as stay
    from newsletter.schedule.service import stop_on_signals
    from newsletter.store.store import open_store

    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.INFO,
        format="time=%(asctime)s level=%(levelname)s %(message)s",
    )
    from newsletter.sources.outside import Outside
    from newsletter.web.server import address, listening

    settings = settings_of(config, {"web": _said(host=host, port=port)})
    tell_language(settings.newsletters)
    pulse = Pulse()
    with (
        closing(listening(settings.web.host, settings.web.port)) as listener,
        open_store(settings.store.url, settings.root) as store,
        stop_on_signals() as stop,
        _pages(settings, store, listener, pulse),
    ):
        click.echo(f"listening at {address(listener)}")
        outside = Outside(stop=stop)
        stay(
            _jobs(settings, store, outside),
            watch=_folders(settings),
            on_change=lambda _paths: _collect(_of_files(settings), store, outside),
            poll=lambda: _poll(settings, store, outside),
            poll_every=POLL_EVERY,
            reconcile=lambda: _make_due(settings, store, outside),
            stop=stop,
            clock=pulse.look,
        )
    log.info("event=closed")


class Pulse:
    """The clock of the service, and when it was last looked at: at each heartbeat."""

    def __init__(self) -> None:
        self.last: datetime | None = None

    def look(self) -> datetime:
        self.last = datetime.now(UTC)
        return self.last


def _said(*, host: str | None, port: str | None) -> dict[str, object]:
    """What the arguments say of [web], as its table would."""
    number = int(port) if port is not None and port.isdecimal() else port
    told = {"host": host, "port": number}
    return {key: value for key, value in told.items() if value is not None}


def _pages(settings: Settings, store: Store, listener: socket, pulse: Pulse) -> Server:
    from newsletter.web.app import application
    from newsletter.web.room import Room
    from newsletter.web.server import Server

    room = Room(settings, store, lambda: pulse.last, lambda: datetime.now(UTC))
    return Server(application(room), listener)


def _jobs(settings: Settings, store: Store, outside: Outside) -> list[Job]:
    from newsletter.schedule.ticker import Job
    from newsletter.slots import parse_schedule

    def job(newsletter: Newsletter) -> Callable[[], None]:
        return lambda: _due(newsletter, settings, store, outside)

    return [
        Job(one.name, parse_schedule(one.schedule), one.zone, job(one))
        for one in settings.newsletters
        if one.schedule
    ]


def _folders(settings: Settings) -> list[Path]:
    """The documents' folders, and those of feeds that are files."""
    from newsletter.pipeline.collect import watched

    return sorted({path for one in settings.newsletters for path in watched(one, settings.root)})


def _of_files(settings: Settings) -> Settings:
    """The same newsletters with their documents and file feeds alone: a new file asks no server."""
    from newsletter.pipeline.collect import files_only

    newsletters = tuple(files_only(one, settings.root) for one in settings.newsletters)
    return replace(settings, newsletters=newsletters)


def _make_due(settings: Settings, store: Store, outside: Outside) -> None:
    for newsletter in settings.newsletters:
        _due(newsletter, settings, store, outside)


def _due(newsletter: Newsletter, settings: Settings, store: Store, outside: Outside) -> None:
    from newsletter.pipeline.due import run_due
    from newsletter.schedule.log import quoted, reason

    try:
        for outcome in run_due(newsletter, settings, store, datetime.now(UTC), outside=outside):
            _log(outcome)
    except StoppedError:
        log.info("event=run_stopped newsletter=%s", newsletter.name)
    except NewsletterError as error:
        said = quoted(reason(error))
        log.error("event=run_failed newsletter=%s reason=%s", newsletter.name, said)  # noqa: TRY400 - one line


def _poll(settings: Settings, store: Store, outside: Outside) -> None:
    _collect(settings, store, outside)
    _forget(settings, store)


def _collect(settings: Settings, store: Store, outside: Outside) -> None:
    from newsletter.pipeline.collect import Look, collect
    from newsletter.schedule.log import quoted
    from newsletter.sources.folder import SETTLED

    for newsletter in settings.newsletters:
        now = datetime.now(UTC)
        how = Look(settle=SETTLED, outside=outside)
        try:
            looked, added = collect(newsletter, settings.root, store, now, how)
        except StoppedError:
            log.info("event=collect_stopped newsletter=%s", newsletter.name)
            return
        log.info(
            "event=collected newsletter=%s feeds=%d answered=%d files=%d new=%d revised=%d",
            newsletter.name,
            looked.coverage.feeds,
            looked.coverage.answered,
            looked.coverage.files,
            len(added.new),
            len(added.revised),
        )
        for trouble in looked.coverage.troubles:
            log.warning(
                "event=trouble source=%s reason=%s", quoted(trouble.source), quoted(trouble.reason)
            )


def _forget(settings: Settings, store: Store) -> None:
    from newsletter.pipeline.forget import forget

    if count := forget(settings, store, datetime.now(UTC)):
        log.info("event=forgotten texts=%d", count)


def _log(outcome: Outcome) -> None:
    from newsletter.schedule.log import quoted

    name, edition = outcome.newsletter, outcome.edition
    for folder in outcome.folders:
        log.info("event=delivered newsletter=%s folder=%s", name, quoted(str(folder)))
    for failure in outcome.failures:
        log.error("event=delivery_failed newsletter=%s reason=%s", name, quoted(failure))
    if outcome.mails:
        log.info("event=mailed newsletter=%s mails=%d", name, outcome.mails)
    for trouble in outcome.troubles:
        log.warning("event=mail_trouble newsletter=%s reason=%s", name, quoted(trouble))
    if edition:
        told = len(edition.items)
        log.info("event=made newsletter=%s edition=%s stories=%d", name, edition.id, told)
    elif not (outcome.folders or outcome.failures or outcome.mails or outcome.troubles):
        log.info("event=not_made newsletter=%s reason=%s", name, quoted(outcome.reason))
