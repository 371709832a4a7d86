"""What a pass did, in two lines for people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsletter.cli import DONE, FAILED, PARTLY
from newsletter.cli.terminal import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.model import Coverage, Edition
    from newsletter.pipeline.run import Outcome

HOOK = "webhook told"


def tell(outcome: Outcome, settings: Settings, *, quiet: bool = False) -> int:
    """Two lines for people: what was read, and what was made of it; `quiet`: only troubles."""
    tell_troubles(outcome.coverage)
    say(*outcome.failures, *outcome.troubles)
    if quiet:
        return code_of(outcome)
    click.echo(f"{outcome.newsletter}: {tell_read(outcome.coverage)}")
    if outcome.edition or outcome.mails or outcome.webhooks:
        tell_published(outcome, settings)
    else:
        click.echo(f"{outcome.newsletter}: {outcome.reason}, no edition made")
    return code_of(outcome)


def code_of(outcome: Outcome) -> int:
    """How a verb ends that made or handed over an edition."""
    if outcome.failures:
        return FAILED
    return PARTLY if outcome.coverage.troubles or outcome.troubles else DONE


def tell_published(outcome: Outcome, settings: Settings) -> None:
    """What went out, and where it is."""
    places = ", ".join(relative(folder, settings.root) for folder in outcome.folders)
    told = [places] * bool(places) + [_mails(outcome.mails)] * bool(outcome.mails)
    told += [HOOK] * bool(outcome.webhooks)
    if outcome.edition is None:
        over = f": {', '.join(told)}" if told else ""
        click.echo(f"{outcome.newsletter}: handed over what was left{over}")
        return
    count = len(outcome.edition.items) + len(outcome.edition.also)
    stories = "story" if count == 1 else "stories"
    sent = f", {_mails(outcome.mails)} sent" if outcome.mails else ""
    sent += f", {HOOK}" if outcome.webhooks else ""
    where = f" in {places}" if places else ""
    click.echo(f"{outcome.edition.id}: {count} {stories}{where}{sent}")


def _mails(count: int) -> str:
    return "1 mail" if count == 1 else f"{count} mails"


def tell_editors(edition: Edition) -> None:
    """Which lines of it are the editor's."""
    from newsletter.edition.written import told

    say(*told(edition))


def tell_language(newsletters: Iterable[Newsletter]) -> None:
    """Says of each language without labels of its own that readers get the English ones."""
    from newsletter.render.cldr import base
    from newsletter.render.labels import languages

    known = languages()
    for code in dict.fromkeys(one.render.language for one in newsletters):
        if base(code) not in known:
            there = ", ".join(known)
            say(f"language `{code}` has no labels yet: the frame is in English; there are {there}")


def tell_troubles(coverage: Coverage) -> None:
    say(*(f"{trouble.source}: {trouble.reason}" for trouble in coverage.troubles))


def tell_read(coverage: Coverage) -> str:
    feeds = "feed" if coverage.feeds == 1 else "feeds"
    files = "file" if coverage.files == 1 else "files"
    entries = "entry" if coverage.entries == 1 else "entries"
    return (
        f"{coverage.feeds} {feeds}, {coverage.answered} answered; {coverage.files} {files};"
        f" {coverage.entries} new {entries}"
    )


def relative(folder: Path, root: Path) -> str:
    """As people here would write it."""
    here = Path.cwd()
    for base in (here, root):
        if folder.is_relative_to(base):
            return str(folder.relative_to(base))
    return str(folder)
