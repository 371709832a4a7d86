"""Feeds a CPU second, side by side with the library `reader`: cold, and when nothing has changed.

    python benchmarks/polling.py READER_PYTHON [FEEDS [ITEMS CHARACTERS]]

READER_PYTHON is the interpreter of an environment that has `reader`. Both fetch, read and store
the same feeds of a server on 127.0.0.1, by default with 2 items of one paragraph. What a process
imports before it looks is not counted; what it imports as it looks is, and so are its children.
The third look is 304s again, by when everything is imported.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from polled import CHECKOUT, serving, subscribe

FEEDS, ITEMS, CHARACTERS = 300, 2, 150
LOOKS = ("cold", "304", "304 again")
THEIRS = """
import json, sys, time
from reader import make_reader
reader = make_reader(sys.argv[1])
for url in sys.argv[2:]:
    reader.add_feed(url)
spent = []
for _ in range(3):
    start = time.process_time()
    results = list(reader.update_feeds_iter(scheduled=False))
    spent.append(time.process_time() - start)
    assert not [one for one in results if isinstance(one.value, Exception)]
print(json.dumps(spent))
"""


def ours(folder: Path, urls: list[str]) -> list[float]:
    """CPU seconds of each look of ours."""
    sys.path.insert(0, str(CHECKOUT))
    from newsletter.config.load import load  # noqa: PLC0415 - found only now
    from newsletter.pipeline.collect import Look, collect  # noqa: PLC0415 - see above
    from newsletter.store.store import open_store  # noqa: PLC0415 - see above
    from newsletter.workers.guard import shared_guard  # noqa: PLC0415 - see above

    settings = load(subscribe(folder, urls), {})
    spent = []
    with open_store(settings.store.url, settings.root) as store:
        for _ in LOOKS:
            start = cpu()
            now = datetime.now(UTC)
            looked, _ = collect(
                settings.newsletters[0], settings.root, store, now, Look(by_hand=True)
            )
            shared_guard().close()
            spent.append(cpu() - start)
            if looked.coverage.answered != len(urls):
                raise SystemExit(f"only {looked.coverage.answered} feeds answered")
    return spent


def cpu() -> float:
    """CPU seconds of this process and of the children that have ended."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    theirs = sys.argv[1]
    given = [int(number) for number in sys.argv[2:]]
    count, items, characters = [*given, *(FEEDS, ITEMS, CHARACTERS)[len(given) :]]
    with (
        tempfile.TemporaryDirectory() as folder,
        serving("benchmarks/feedserver.py", str(items), str(characters)) as port,
    ):
        urls = [f"http://127.0.0.1:{int(port)}/{number}" for number in range(count)]
        mine = ours(Path(folder), urls)
        time.sleep(1)
        said = subprocess.run(  # noqa: S603 - the interpreter that was named
            [theirs, "-c", THEIRS, f"{folder}/reader.db", *urls],
            capture_output=True,
            check=True,
            cwd=folder,
        )
    print(f"{count} feeds of {items} items, {characters} characters each")
    print("                  ours   reader    ratio   (feeds a CPU second)")
    for what, one, other in zip(LOOKS, mine, json.loads(said.stdout), strict=True):
        print(f"{what:10}{count / one:12.0f}{count / other:9.0f}{other / one:9.1f}")


if __name__ == "__main__":
    main()
