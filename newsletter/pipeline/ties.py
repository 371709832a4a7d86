"""What an editor asks of stories: entries by the start of their id, together or apart."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from newsletter.digest.constraints import contradiction
from newsletter.errors import ConfigError
from newsletter.pipeline.earlier import since_when

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from newsletter.config.settings import Newsletter
    from newsletter.model import Edition, Ties
    from newsletter.store.store import Store

SHOWN = 3  # entries that are named where one is meant


def entries_named(
    names: Sequence[str], store: Store, edition: Edition | None = None
) -> dict[str, str]:
    """The titles of the entries meant, by id; those of an edition may be in no store yet.

    ConfigError tells at once of all names that are none, or of several entries.
    """
    also = {one.entry: one.title for one in edition.sources} if edition else {}
    found: dict[str, str] = {}
    problems: list[str] = []
    for name in names:
        matches = _starting(name, store, also)
        if len(matches) == 1 or name in matches:
            key = name if name in matches else next(iter(matches))
            found[key] = matches[key]
        elif matches:
            several = ", ".join(list(matches)[:SHOWN]) + (", ..." if len(matches) > SHOWN else "")
            problems.append(f"`{name}` is the start of several entries: {several}; write more")
        else:
            problems.append(f"no entry `{name}`; {_nearest(name, store, also)}")
    if problems:
        raise ConfigError(*problems)
    return found


def ask(entries: Sequence[str], store: Store, now: datetime, *, together: bool) -> None:
    """Keep that they are one story, or that each is another; ConfigError where it cannot be."""
    pairs = list(combinations(entries, 2))
    store.ties.ask(
        pairs, together=together, now=now, check=_refuse_merging if together else _refuse_splitting
    )


def past_merging(
    entries: Mapping[str, str], newsletters: Sequence[Newsletter], store: Store, now: datetime
) -> None:
    """ConfigError names entries, by id with their titles, whose stories no edition remembers.

    Merging one with today's news would do nothing: it is not offered again, and told too long ago.
    """
    known = {one.name: since_when(one, now) for one in newsletters}
    problems = []
    for entry, title in entries.items():
        told = store.told.last(entry)
        if told and all(name not in known or at < known[name] for name, at in told.items()):
            problems.append(
                f"{entry} ({title}) was last told on {max(told.values()):%Y-%m-%d}; its story is"
                " over, and what comes now is a new one"
            )
    if problems:
        raise ConfigError(*problems)


def _refuse_merging(ties: Ties) -> None:
    if pair := contradiction(ties):
        one, other = pair
        raise ConfigError(
            f"{one} and {other} are asked apart and would be one story;"
            f" newsletter split --undo {one} {other} takes that back"
        )


def _refuse_splitting(ties: Ties) -> None:
    if pair := contradiction(ties):
        one, other = pair
        raise ConfigError(
            f"{one} and {other} are asked to be one story;"
            f" newsletter merge --undo {one} takes that back"
        )


def _starting(name: str, store: Store, also: Mapping[str, str]) -> dict[str, str]:
    if not name:
        return {}
    own = {key: title for key, title in also.items() if key.startswith(name)}
    exact = store.entries.starting(name, SHOWN + 1)
    return dict(sorted((own | dict(exact)).items()))


def _nearest(name: str, store: Store, also: Mapping[str, str]) -> str:
    """The first of those that share the longest start with it."""
    for length in range(len(name) - 1, 0, -1):
        if near := _starting(name[:length], store, also):
            key, title = next(iter(near.items()))
            return f"did you mean {key} ({title})?"
    return "newsletter entries --jsonl lists them"
