"""What `status` says of webhooks, and of troubles that somebody is to be told of."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from newsletter.cli.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsletter.config.settings import Newsletter
    from newsletter.store.store import Store

RECENT = 3  # editions whose failed webhooks are shown


def webhooks_of(newsletter: Newsletter, store: Store) -> list[dict[str, Any]]:
    """Editions that a webhook was not told of yet, and of the last ones those it will not be."""
    last = {row.id for row in store.editions.last(newsletter.name, RECENT)}
    shown = ("edition", "state", "attempt", "reason", "due", "at")
    return [
        {name: getattr(one, name) for name in shown}
        for one in store.hooks.of(newsletter.name, "queued", "sending", "failed")
        if one.state != "failed" or one.edition in last
    ]


def alerts_of(newsletter: Newsletter, store: Store) -> list[dict[str, Any]]:
    return [asdict(one) for one in store.alerts.of(newsletter.name)]


def tell_notices(
    webhooks: Iterable[Mapping[str, Any]], alerts: Iterable[Mapping[str, Any]]
) -> None:
    """What a webhook was not told, and of alerts those that could not be delivered."""
    for hook in webhooks:
        why = f": {hook['reason']}" if hook["reason"] else ""
        click.echo(visible(f"webhook: {hook['edition']}: {hook['state']}{why}"))
    for alert in alerts:
        if alert["reason"]:
            who = "somebody" if alert["told"] else "nobody"
            was = "was not" if alert["told"] else "was"
            told = f"{who} {was} told: {alert['line']} ({alert['reason']})"
            click.echo(visible(f"alert: {alert['newsletter']}: {told}"))
