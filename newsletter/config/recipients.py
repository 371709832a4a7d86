"""To whom the settings send a newsletter: addresses, and files of the workspace that list them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.config.named import text_named
from newsletter.errors import ConfigError
from newsletter.store.values import Addressee
from newsletter.text.addressbook import read_addresses
from newsletter.text.mailbox import mailbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from newsletter.config.settings import Newsletter


def addressees(newsletter: Newsletter, root: Path, now: datetime) -> tuple[Addressee, ...]:
    """Each once. ConfigError with all that is wrong in the settings and the files that they name.

    Subscribers are not among them: the store knows these.
    """
    problems: list[str] = []
    found: dict[str, Addressee] = {}
    for named in newsletter.deliver.to:
        for one in _named(named, root, now, problems):
            found.setdefault(one.address.lower(), one)
    if problems:
        raise ConfigError(
            *(f"[[newsletter]] {newsletter.name} deliver `to`: {p}" for p in problems)
        )
    return tuple(found.values())


def is_file(named: str) -> bool:
    """Whether an entry of `to` names a file: it is no address."""
    return "@" not in named


def _named(named: str, root: Path, now: datetime, problems: list[str]) -> Iterator[Addressee]:
    if is_file(named):
        yield from _listed(named, root, now, problems)
        return
    try:
        yield Addressee(mailbox(named), named)
    except ValueError as error:
        problems.append(f"{named!r} {error}")


def _listed(named: str, root: Path, now: datetime, problems: list[str]) -> Iterator[Addressee]:
    for line in read_addresses(text_named(named, root, problems), now):
        if line.problem:
            problems.append(f"{named}, line {line.line}: {line.problem}")
        elif line.left is None:
            yield Addressee(line.address, line.address)
