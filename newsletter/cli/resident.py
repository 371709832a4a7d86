"""What the resident service does, by the settings that are in force: collect, make, forget."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from newsletter.errors import NewsletterError, StoppedError
from newsletter.logs import event, reason
from newsletter.pipeline.alert import look_out
from newsletter.pipeline.collect import Look, collect, files_only, watched
from newsletter.pipeline.due import run_due
from newsletter.pipeline.forget import forget
from newsletter.pipeline.plan import coming
from newsletter.schedule.service import Plan
from newsletter.schedule.ticker import Job
from newsletter.slots import parse_schedule
from newsletter.sources.folder import SETTLED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.pipeline.run import Outcome
    from newsletter.sources.outside import Outside
    from newsletter.store.store import Store

log = logging.getLogger("newsletter")


class Resident:
    """The service's work. Settings are replaced whole; what is under way ends by the old ones."""

    def __init__(self, settings: Settings, store: Store, outside: Outside) -> None:
        self.settings = settings
        self._store, self._outside = store, outside

    def plan(self) -> Plan:
        """When to make what, and the documents and feeds that are files."""
        told = self.settings
        jobs = [
            Job(one.name, parse_schedule(one.schedule), one.zone, self._job(one.name))
            for one in told.newsletters
            if one.schedule
        ]
        folders = {path for one in told.newsletters for path in watched(one, told.root)}
        return Plan(jobs, sorted(folders))

    def take(self, settings: Settings) -> Plan:
        """From now on by these settings; the store and the socket stay as they were opened."""
        old = self.settings
        for key, differs in (
            ("[store] url", settings.store.url != old.store.url),
            ("[web]", settings.web != old.web),
        ):
            if differs:
                log.warning(event("wants_restart", setting=key))
        store = replace(settings.store, url=old.store.url)
        settings = replace(settings, store=store, web=old.web)
        self.settings = settings
        return self.plan()

    def poll(self) -> None:
        self._collect(self.settings)
        if count := forget(self.settings, self._store, self._outside.clock()):
            log.info(event("forgotten", texts=count))

    def on_change(self, _paths: tuple[Path, ...]) -> None:
        """A new file asks no server: documents and file feeds alone are collected."""
        told = self.settings
        newsletters = tuple(files_only(one, told.root) for one in told.newsletters)
        self._collect(replace(told, newsletters=newsletters))

    def make_due(self) -> None:
        told = self.settings
        for newsletter in told.newsletters:
            self._due(newsletter, told)

    def coming(self) -> str:
        """The next planned time, for people."""
        now = self._outside.clock()
        slots = [
            (slot.at, f"Next: {one.name} at {slot.local:%Y-%m-%d %H:%M} {one.timezone}")
            for one in self.settings.newsletters
            if (slot := coming(one, now))
        ]
        return min(slots)[1] if slots else "Nothing is planned"

    def _job(self, name: str) -> Callable[[], None]:
        def run() -> None:
            told = self.settings
            for newsletter in told.newsletters:
                if newsletter.name == name:
                    self._due(newsletter, told)

        return run

    def _due(self, newsletter: Newsletter, settings: Settings) -> None:
        if self._outside.stop.is_set():
            return
        name, started = newsletter.name, time.monotonic()
        now = self._outside.clock()
        try:
            for outcome in run_due(newsletter, settings, self._store, now, outside=self._outside):
                _told(outcome, _since(started))
        except StoppedError:
            log.info(event("run_stopped", newsletter=name, duration=_since(started)))
        except NewsletterError as error:
            log.error(  # noqa: TRY400 - one line
                event("run_failed", newsletter=name, reason=reason(error), duration=_since(started))
            )
        at = self._outside.clock()
        for line in look_out(newsletter, settings, self._store, at, self._outside):
            log.warning(event("alert_failed", newsletter=name, reason=line))

    def _collect(self, settings: Settings) -> None:
        for newsletter in settings.newsletters:
            now, started = self._outside.clock(), time.monotonic()
            how = Look(settle=SETTLED, outside=self._outside)
            try:
                looked, added = collect(newsletter, settings.root, self._store, now, how)
            except StoppedError:
                log.info(event("collect_stopped", newsletter=newsletter.name))
                return
            except NewsletterError as error:  # the other newsletters are collected all the same
                log.error(  # noqa: TRY400 - one line
                    event("collect_failed", newsletter=newsletter.name, reason=reason(error))
                )
                continue
            told = looked.coverage
            log.info(
                event(
                    "collected",
                    newsletter=newsletter.name,
                    feeds=told.feeds,
                    answered=told.answered,
                    files=told.files,
                    new=len(added.new),
                    revised=len(added.revised),
                    duration=_since(started),
                )
            )
            for trouble in told.troubles:
                log.warning(
                    event(
                        "trouble",
                        newsletter=newsletter.name,
                        feed=trouble.source,
                        reason=trouble.reason,
                    )
                )


def _since(started: float) -> timedelta:
    return timedelta(seconds=time.monotonic() - started)


def _told(outcome: Outcome, duration: timedelta) -> None:
    name, edition = outcome.newsletter, outcome.edition
    for folder in outcome.folders:
        log.info(event("delivered", newsletter=name, folder=folder))
    for failure in outcome.failures:
        log.error(event("delivery_failed", newsletter=name, reason=failure))
    if outcome.mails:
        log.info(event("mailed", newsletter=name, mails=outcome.mails))
    for trouble in outcome.troubles:
        log.warning(event("mail_trouble", newsletter=name, reason=trouble))
    if edition:
        log.info(
            event(
                "made",
                newsletter=name,
                slot=edition.slot,
                edition=edition.id,
                stories=len(edition.items),
                duration=duration,
            )
        )
    elif not (outcome.folders or outcome.failures or outcome.mails or outcome.troubles):
        log.info(event("not_made", newsletter=name, reason=outcome.reason, duration=duration))
