"""Memory of the service over days of polls, by a clock that is moved: megabytes a day.

    python benchmarks/soak.py [FEEDS [DAYS]]

The clock goes on a quarter of an hour a poll, and an edition is made each morning. Each feed, of a
server on 127.0.0.1, has a new item every five hours. Told are the resident pages of the process
and its children, twice a day; the slope is that of the line through all polls but the first day's.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from polled import CHECKOUT, held, serving, subscribe

FEEDS, DAYS, POLLS_A_DAY = 200, 3, 96
FIRST = 1  # days in which it loads what it needs
ITEMS, CHARACTERS, LOOKS = 5, 2_000, 20
MORNING = """
schedule = "07:00"
[newsletter.deliver]
folder = "out"
"""


def polls(folder: Path, port: int, feeds: int, days: int) -> list[float]:
    """Megabytes in memory after each poll."""
    sys.path.insert(0, str(CHECKOUT))
    from newsletter.cli.resident import Resident  # noqa: PLC0415 - found only now
    from newsletter.config.load import load  # noqa: PLC0415 - see above
    from newsletter.sources.outside import Outside  # noqa: PLC0415 - see above
    from newsletter.store.store import open_store  # noqa: PLC0415 - see above

    urls = (f"http://127.0.0.1:{port}/{number}" for number in range(feeds))
    settings = load(subscribe(folder, urls, MORNING), {})
    now = datetime(2026, 11, 23, 10, tzinfo=UTC)
    taken = []
    with open_store(settings.store.url, settings.root) as store:
        resident = Resident(settings, store, Outside(clock=lambda: now))
        for poll in range(days * POLLS_A_DAY):
            resident.poll()
            resident.make_due()
            taken.append(held(os.getpid()) / 1e6)
            if poll % (POLLS_A_DAY // 2) == 0:
                print(f"{now:%d %b %H:%M}{taken[-1]:8.1f} MB", flush=True)
            now += timedelta(days=1) / POLLS_A_DAY
    return taken


def slope(taken: list[float]) -> float:
    """Megabytes a day, by least squares."""
    import numpy as np  # noqa: PLC0415 - the service's memory is measured with what it imports

    days = np.arange(len(taken)) / POLLS_A_DAY
    return float(np.polyfit(days, taken, 1)[0])


def main() -> None:
    given = [int(number) for number in sys.argv[1:]]
    feeds, days = [*given, *(FEEDS, DAYS)[len(given) :]]
    if days <= FIRST:
        sys.exit("DAYS is 2 or more: the first is not counted")
    shape = map(str, (ITEMS, CHARACTERS, LOOKS))
    with (
        tempfile.TemporaryDirectory() as folder,
        serving("benchmarks/feedserver.py", *shape) as port,
    ):
        taken = polls(Path(folder), int(port), feeds, days)
        made = len(list(Path(folder, "out").glob("**/*.eml")))
    print(f"{feeds} feeds, {days} days, {made} editions, most {max(taken):.1f} MB")
    print(f"after the first day {slope(taken[FIRST * POLLS_A_DAY :]):+.2f} MB a day")


if __name__ == "__main__":
    main()
