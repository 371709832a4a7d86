"""Options that several verbs share."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from newsletter.cli import DONE, FAILED, PARTLY, USAGE
from newsletter.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeVar

    from newsletter.config.settings import Newsletter, Settings

    Verb = TypeVar("Verb", bound=Callable[..., object])


# In every zone, with room for the slots before and after.
YEARS = range(1902, 8998)
FAR_AWAY = f"is too far away; write a year from {YEARS.start} to {YEARS.stop - 1}"


def config_option(verb: Verb) -> Verb:
    """`--config PATH`: the workspace, when it is not this folder."""
    return click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="PATH",
        help="The workspace or its newsletter.toml; default: this folder, then the user's own.",
    )(verb)


def at_option(verb: Verb) -> Verb:
    """`--at TIME`: what the clock is to say."""
    return click.option(
        "--at",
        metavar="TIME",
        callback=moment,
        help="Set the clock: 2026-11-23T07:00 in the newsletter's zone, or with an offset.",
    )(verb)


def networks_option(verb: Verb) -> Verb:
    """`--allow-network CIDR`: what `allow_networks` is in the settings."""
    return click.option(
        "--allow-network",
        "networks",
        metavar="CIDR",
        multiple=True,
        help="A private network that may be asked, such as 127.0.0.0/8; repeatable.",
    )(verb)


def settings_of(
    config: Path | None, flags: Mapping[str, Mapping[str, object]] | None = None
) -> Settings:
    """The workspace's settings; flags are tables like the file's."""
    from newsletter.config.load import find, load

    return load(find(config, os.environ), os.environ, flags)


def workspace(config: Path | None) -> tuple[Settings, Path]:
    """The settings, which may lack sources yet, and the file that they stand in."""
    from newsletter.config.load import find, load

    file = find(config, os.environ)
    return load(file, os.environ, sourceless=True), file


def own_templates(config: Path | None) -> Path | None:
    """The templates of the workspace that we are in, if it is one and has some.

    Its other settings are not asked: what is named by hand is shown whatever they say.
    """
    from newsletter.config.load import find

    try:
        own = find(config, os.environ).parent.resolve() / "templates"
    except ConfigError:
        if config:
            raise
        return None
    return own if own.is_dir() else None


def chosen(settings: Settings, name: str | None) -> tuple[Newsletter, ...]:
    """The newsletter that is named, or all of them. ConfigError names the nearest."""
    from newsletter.config.values import nearest

    if name is None:
        return settings.newsletters
    names = [newsletter.name for newsletter in settings.newsletters]
    if name not in names:
        raise ConfigError(f"no newsletter `{name}`; {nearest(name, names)}")
    return tuple(one for one in settings.newsletters if one.name == name)


def clock(at: datetime | None, timezone: str = "UTC") -> datetime:
    """The moment in UTC; a time without an offset is the wall time of `timezone`."""
    if at is None:
        return datetime.now(UTC)
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(timezone))).astimezone(UTC)


def of_many(failed: int, told: int) -> int:
    """The exit code of a verb that takes many sources: 3 where some failed, 1 where all did."""
    if not failed:
        return DONE
    return FAILED if failed == told else PARTLY


def worst(codes: Sequence[int]) -> int:
    """The exit code of several passes: failures over a partial success over a success."""
    return next((code for code in (FAILED, USAGE, PARTLY) if code in codes), DONE)


def moment(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime | None:
    """A TIME of the command line, naive where it names no offset."""
    if value is None:
        return None
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(
            f"{value!r} is no time such as 2026-11-23T07:00 or 2026-11-23T07:00+01:00", ctx, param
        ) from None
    if at.year not in YEARS:
        raise click.BadParameter(f"{value} {FAR_AWAY}", ctx, param)
    return at
