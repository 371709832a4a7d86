"""Numbers for Prometheus, in its text format 0.0.4. Pure.

https://prometheus.io/docs/instrumenting/exposition_formats/: gauges and labels alone; a client
library would bring a registry, threads and counters of its own for that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from newsletter.store.counts import Counts

    Row = tuple[dict[str, str], float]

KIND = "text/plain; version=0.0.4; charset=utf-8"


def metrics(counts: Counts, heartbeat: datetime | None) -> bytes:
    """What the store holds; times are in seconds since 1970."""

    def by_state(rows: Iterable[tuple[str, str, int]]) -> Iterable[Row]:
        return (({"newsletter": name, "state": state}, number) for name, state, number in rows)

    def last(rows: Iterable[tuple[str, datetime]]) -> Iterable[Row]:
        return (({"newsletter": name}, at.timestamp()) for name, at in rows)

    def moment(at: datetime | None) -> Iterable[Row]:
        return [({}, at.timestamp())] if at else []

    families = (
        ("info", "The version that runs.", [({"version": __version__}, 1)]),
        ("editions", "Editions that were published.",
         [({"newsletter": name}, number) for name, number in counts.editions]),
        ("slots", "Planned and extra editions by what became of them.", by_state(counts.slots)),
        ("deliveries", "Folders that editions are written to, by state.",
         by_state(counts.deliveries)),
        ("mails", "Mails of editions by state.", by_state(counts.mails)),
        ("webhooks", "Editions that webhooks are told of, by state.", by_state(counts.webhooks)),
        ("troubles", "Troubles that an owner was told of, or is to be.",
         [({"newsletter": name}, number) for name, number in counts.alerts]),
        ("subscribers", "Addresses that get a newsletter, or left it.",
         by_state(counts.subscribers)),
        ("feeds", "Feeds by how they answer.",
         [({"state": state}, number) for state, number in sorted(counts.feeds.items())]),
        ("last_edition_timestamp_seconds", "When an edition was last made.",
         last(counts.last_edition)),
        ("last_delivery_timestamp_seconds", "When an edition was last handed over.",
         last(counts.last_delivery)),
        ("last_feed_answer_timestamp_seconds", "When a feed last answered.",
         moment(counts.last_answer)),
        ("heartbeat_timestamp_seconds", "When the service last looked at the clock.",
         moment(heartbeat)),
    )  # fmt: skip
    return "".join(_family(*family) for family in families).encode()


def _family(name: str, about: str, rows: Iterable[Row]) -> str:
    lines = [f"newsletter_{name}{_labels(labels)} {value:.17g}" for labels, value in rows]
    head = [f"# HELP newsletter_{name} {about}", f"# TYPE newsletter_{name} gauge"]
    return "\n".join(head + lines) + "\n"


def _labels(labels: dict[str, str]) -> str:
    told = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{told}}}" if told else ""


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
