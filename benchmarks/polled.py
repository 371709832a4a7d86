"""What the benchmarks that poll feeds share: a workspace that reads them, their server, memory."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CHECKOUT = Path(__file__).parent.parent
SETTINGS = """
version = 1
[sources]
feeds = ["feeds.opml"]
allow_networks = ["127.0.0.1/32"]
full_text = "never"
[[newsletter]]
name = "all"
"""


def subscribe(folder: Path, urls: Iterable[str], more: str = "") -> Path:
    """The settings of a workspace whose one newsletter reads these feeds; `more` is of it."""
    outlines = "".join(f'<outline type="rss" xmlUrl="{url}"/>' for url in urls)
    (folder / "feeds.opml").write_text(f"<opml><body>{outlines}</body></opml>")
    settings = folder / "newsletter.toml"
    settings.write_text(SETTINGS + more)
    return settings


@contextmanager
def serving(*command: str) -> Iterator[str]:
    """Runs a server by this Python, for as long as it is needed; gives the first line it says."""
    with subprocess.Popen(  # noqa: S603 - this Python, our server
        [sys.executable, *command], cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().decode()
        finally:
            server.kill()


def held(pid: int) -> int:
    """Bytes of memory of a process and its children now."""
    total = 0
    for task in (pid, *_children(pid)):
        try:
            total += int(Path(f"/proc/{task}/statm").read_text().split()[1]) * 4096
        except OSError:
            continue
    return total


def _children(pid: int) -> list[int]:
    try:
        return [
            int(child)
            for tasks in Path(f"/proc/{pid}/task").glob("*/children")
            for child in tasks.read_text().split()
        ]
    except OSError:
        return []
