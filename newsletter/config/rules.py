"""What a type cannot say: zones that exist, schedules that can be read, sources that are named."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from newsletter.config.timing import timing_problems
from newsletter.deliver.rules import alert_problems, deliver_problems
from newsletter.digest.standing import weight_problems
from newsletter.digest.wanted import phrase_problems
from newsletter.errors import ConfigError
from newsletter.net.address import parse_networks
from newsletter.slots import parse_schedule
from newsletter.sources.headers import header_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.config.settings import Newsletter


NO_SOURCES = "has no sources: name `feeds` or `seeds` in [sources] or in [newsletter.sources]"


def newsletter_problems(newsletter: Newsletter) -> Iterator[str]:
    """One line a problem."""
    planned = [*zone_problems(newsletter.timezone), *_schedule_problems(newsletter.schedule)]
    yield from planned or timing_problems(newsletter)
    if not newsletter.sources.feeds and not newsletter.sources.seeds:
        yield NO_SOURCES
    try:
        parse_networks(newsletter.sources.allow_networks)
    except ConfigError as error:
        yield from error.problems
    yield from header_problems(newsletter.sources.headers)
    yield from phrase_problems(newsletter.digest)
    yield from weight_problems(newsletter.digest)
    yield from deliver_problems(newsletter.deliver)
    if newsletter.alert is not None:
        yield from alert_problems(newsletter.alert, newsletter.deliver)


def _schedule_problems(schedule: str) -> Iterator[str]:
    if schedule:
        try:
            parse_schedule(schedule)
        except ValueError as error:
            yield f"`schedule`: {error}"


def zone_problems(zone: str) -> Iterator[str]:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        near = get_close_matches(zone, available_timezones(), n=1)
        hint = f"; did you mean `{near[0]}`?" if near else ", such as Europe/Berlin"
        yield f"`timezone`: {zone!r} is no IANA zone{hint}"
