"""Memory of the service over days of polls, by a clock that is moved: megabytes a day.

    python benchmarks/soak.py [FEEDS [DAYS]]

The clock goes on a quarter of an hour a poll, and an edition is made each morning. Each feed, of a
server on 127.0.0.1, has a new item every five hours. Told are the resident pages of the process
and its children, twice a day; the slope is that of the line through all polls but the first day's.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
FEEDS, DAYS, POLLS_A_DAY = 200, 3, 96
ITEMS, CHARACTERS, LOOKS = 5, 2_000, 20
SETTINGS = """
version = 1
[sources]
feeds = ["feeds.opml"]
allow_networks = ["127.0.0.1/32"]
full_text = "never"
[[newsletter]]
name = "all"
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

    outlines = "".join(
        f'<outline type="rss" xmlUrl="http://127.0.0.1:{port}/{number}"/>'
        for number in range(feeds)
    )
    (folder / "feeds.opml").write_text(f"<opml><body>{outlines}</body></opml>")
    (folder / "newsletter.toml").write_text(SETTINGS)
    settings = load(folder / "newsletter.toml", {})
    now = datetime(2026, 11, 23, 10, tzinfo=UTC)
    taken = []
    with open_store(settings.store.url, settings.root) as store:
        resident = Resident(settings, store, Outside(), clock=lambda: now)
        for poll in range(days * POLLS_A_DAY):
            resident.poll()
            resident.make_due()
            taken.append(in_memory())
            if poll % (POLLS_A_DAY // 2) == 0:
                print(f"{now:%d %b %H:%M}{taken[-1]:8.1f} MB", flush=True)
            now += timedelta(days=1) / POLLS_A_DAY
    return taken


def in_memory() -> float:
    """Megabytes of this process and its children."""
    children = "".join(one.read_text() for one in Path("/proc/self/task").glob("*/children"))
    told = [Path(f"/proc/{pid}/status").read_text() for pid in ["self", *children.split()]]
    return sum(int(size) for one in told for size in re.findall(r"VmRSS:\s+(\d+)", one)) / 1024


def slope(taken: list[float]) -> float:
    """Megabytes a day, by least squares."""
    import numpy as np  # noqa: PLC0415 - the service's memory is measured with what it imports

    days = np.arange(len(taken)) / POLLS_A_DAY
    return float(np.polyfit(days, taken, 1)[0])


def main() -> None:
    given = [int(number) for number in sys.argv[1:]]
    feeds, days = [*given, *(FEEDS, DAYS)[len(given) :]]
    command = [sys.executable, "benchmarks/feedserver.py", *map(str, (ITEMS, CHARACTERS, LOOKS))]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(  # noqa: S603 - this Python, our server
            command, cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as server,
    ):
        assert server.stdout is not None
        try:
            taken = polls(Path(folder), int(server.stdout.readline()), feeds, days)
            made = len(list(Path(folder, "out").glob("**/*.eml")))
        finally:
            server.kill()
    print(f"{feeds} feeds, {days} days, {made} editions, most {max(taken):.1f} MB")
    print(f"after the first day {slope(taken[POLLS_A_DAY:]):+.2f} MB a day")


if __name__ == "__main__":
    main()
