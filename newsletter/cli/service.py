"""The verb serve: the resident service, composed of the schedule, the pipeline and the pages."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from newsletter.cli.options import config_option, settings_of
from newsletter.cli.tell import tell_language
from newsletter.errors import ConfigError
from newsletter.logs import FORMATS, event, log_to

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from newsletter.cli.resident import Resident
    from newsletter.config.settings import Settings
    from newsletter.logs import LogFormat
    from newsletter.schedule.service import Plan
    from newsletter.store.store import Store
    from newsletter.web.app import Application

log = logging.getLogger("newsletter")

POLL_EVERY = timedelta(minutes=15)  # feeds that hold few items lose none at this pace


@click.command()
@click.option("--host", metavar="ADDRESS", help="Where to listen; default: [web] host.")
@click.option("--port", metavar="NUMBER", help="At which port; 0 takes any; default: [web] port.")
@click.option(
    "--log-format",
    type=click.Choice(FORMATS),
    default=FORMATS[0],
    envvar="NEWSLETTER_LOG_FORMAT",
    help="How log lines are written; default: key=value.",
)
@click.option("--verbose", is_flag=True, help="Log more.")
@config_option
def serve(
    *,
    host: str | None,
    port: str | None,
    log_format: LogFormat,
    verbose: bool,
    config: Path | None,
) -> None:
    """Stay, watch feeds and documents, run each newsletter at its times, and show its editions.

    Stops when it gets SIGTERM or SIGINT: what is asked of servers is dropped and asked again at
    the next start, other work that is under way is finished; a second one ends it at once. SIGHUP
    reads the settings again.
    """
    from newsletter.schedule.signals import asked_by_signals

    with asked_by_signals() as asked:
        log_to(sys.stderr, log_format, verbose=verbose)
        from newsletter.cli.resident import Resident
        from newsletter.schedule.notify import Notify
        from newsletter.schedule.service import Work
        from newsletter.schedule.service import serve as stay
        from newsletter.sources.outside import Outside
        from newsletter.store.store import open_store
        from newsletter.web.app import Current
        from newsletter.web.server import Server, address, listening

        def read() -> Settings:
            return settings_of(config, {"web": _said(host=host, port=port)})

        def reload() -> Plan | None:
            plan = _taken(read, resident)
            if plan is not None:
                pages.shown = _pages(resident.settings, store, pulse)
            return plan

        settings = read()
        tell_language(settings.newsletters)
        pulse = Pulse()
        with (
            closing(listening(settings.web.host, settings.web.port)) as listener,
            open_store(settings.store.url, settings.root) as store,
        ):
            resident = Resident(settings, store, Outside(stop=asked.stop))
            pages = Current(_pages(settings, store, pulse))
            with Server(pages, listener):
                _announce(address(listener))
                work = Work(
                    on_change=resident.on_change,
                    poll=resident.poll,
                    poll_every=POLL_EVERY,
                    reconcile=resident.make_due,
                    reload=reload,
                    beat=lambda: pulse.kept(store, resident),
                )
                stay(resident.plan(), work, asked, notify=Notify(os.environ), clock=pulse.look)
        log.info(event("closed"))


class Pulse:
    """The clock of the service, and when it was last looked at: at each heartbeat."""

    def __init__(self) -> None:
        self.last: datetime | None = None

    def look(self) -> datetime:
        self.last = datetime.now(UTC)
        return self.last

    def kept(self, store: Store, resident: Resident) -> str:
        """Writes down for `newsletter health` that the service lives; what comes next."""
        if self.last is not None:
            store.beats.put(self.last)
        return resident.coming()


def _pages(settings: Settings, store: Store, pulse: Pulse) -> Application:
    from newsletter.web.app import application
    from newsletter.web.room import Room

    return application(Room(settings, store, lambda: pulse.last, lambda: datetime.now(UTC)))


def _taken(read: Callable[[], Settings], resident: Resident) -> Plan | None:
    """The plan of the settings as they are now; None, and a line in the log, if they are broken."""
    try:
        return resident.take(read())
    except ConfigError as error:
        log.error(event("reload_failed", reason="; ".join(error.problems)))  # noqa: TRY400 - one line
        return None


def _announce(url: str) -> None:
    """For who started it by hand; that nobody listens is no reason to stop."""
    try:
        click.echo(f"listening at {url}")
    except OSError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - to the end


def _said(*, host: str | None, port: str | None) -> dict[str, object]:
    """What the arguments say of [web], as its table would."""
    number = int(port) if port is not None and port.isdecimal() else port
    told = {"host": host, "port": number}
    return {key: value for key, value in told.items() if value is not None}
