"""What `status` says of mails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from newsletter.cli.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsletter.config.settings import Newsletter
    from newsletter.store.store import Store


def mails_of(newsletter: Newsletter, store: Store) -> list[dict[str, Any]]:
    """The last editions that were mailed, and older ones that some mails are uncertain of."""
    doubtful = store.outbox.of(newsletter.name, "uncertain")
    last = [row.id for row in store.editions.last(newsletter.name, 3)]
    shown = ("recipient", "message_id", "reason", "at")
    return [
        {
            "edition": edition,
            "states": states,
            "uncertain": [
                {name: getattr(one, name) for name in shown}
                for one in doubtful
                if one.edition == edition
            ],
        }
        for edition in dict.fromkeys((*last, *(one.edition for one in doubtful)))
        if (states := store.outbox.tally(edition))
    ]


def tell_mails(mails: Iterable[Mapping[str, Any]]) -> None:
    """How many mails of each edition are in which state, and those that nobody is sure of."""
    for mail in mails:
        counts = ", ".join(f"{number} {state}" for state, number in mail["states"].items())
        click.echo(f"mails: {mail['edition']}: {counts}")
        for one in mail["uncertain"]:
            mark = f"{one['message_id']}, {one['at']:%Y-%m-%d %H:%M} UTC"
            told = f"uncertain: {one['recipient']}: {one['reason']} ({mark})"
            click.echo(f"  {visible(told)}")
