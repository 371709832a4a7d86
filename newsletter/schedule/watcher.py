"""Watches folders and files: the system's events are hints, looking is the proof.

watchdog's one door. Events get lost (a folder that is moved in brings none for its files), so
every hint, and every half minute without one, leads to a look at everything.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from newsletter.logs import event, reason
from newsletter.schedule.files import stamps
from newsletter.schedule.settle import Settling
from newsletter.sources.folder import SETTLED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from watchdog.observers.api import BaseObserver

log = logging.getLogger(__name__)

RESCAN = 30.0
GATHER = 0.2  # seconds in which a burst of hints becomes one look


class Watcher:
    """A thread that tells `on_change` of files that are new or changed, once each and whole."""

    name = "watcher"

    def __init__(
        self,
        roots: Sequence[Path],
        on_change: Callable[[tuple[Path, ...]], None],
        *,
        rescan: float = RESCAN,
        quiet: float = SETTLED,
    ) -> None:
        """`rescan` and `quiet` are in seconds. At the start every file counts as new."""
        self._roots = tuple(roots)
        self._on_change = on_change
        self._rescan = rescan
        self._settling = Settling(quiet)
        self._hint = threading.Event()
        self._stopped = threading.Event()
        self._hints = Hints(self._hint)
        self._thread = threading.Thread(target=self._watch, name=self.name)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Returns when the thread is over; an `on_change` that runs is let finish."""
        self._stopped.set()
        self._hint.set()
        self._thread.join()

    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def watch(self, roots: Sequence[Path]) -> None:
        """From now on these; what is already known below them is not told of again."""
        self._roots = tuple(roots)
        self._hint.set()

    def _watch(self) -> None:
        try:
            while not self._stopped.is_set():
                self._hints.follow(self._roots)
                self._look()
                self._wait()
        finally:
            self._hints.stop()

    def _look(self) -> None:
        settled = self._settling.look(stamps(self._roots), time.monotonic())
        if not settled:
            return
        log.info(event("files_changed", files=len(settled)))
        try:
            self._on_change(settled)
        except Exception as error:
            self._settling.forget(settled)
            log.error(event("change_failed", reason=reason(error)))  # noqa: TRY400 - one line
            log.debug(event("change_failed"), exc_info=True)

    def _wait(self) -> None:
        """Until a hint, or the second look at files that are still being written."""
        if self._settling.waiting:
            self._stopped.wait(self._settling.quiet)
        elif self._hint.wait(self._rescan):
            self._stopped.wait(GATHER)
        self._hint.clear()


class Hints(FileSystemEventHandler):
    """Sets an event when something happened below a root; reading a folder is nothing."""

    def __init__(self, hint: threading.Event) -> None:
        self._hint = hint
        self._observer: BaseObserver | None = None
        self._followed: set[Path] = set()

    def follow(self, roots: Sequence[Path]) -> None:
        """Watches the roots that are there; the others when they have come."""
        for root in roots:
            folder = root if _is_folder(root) else root.parent
            if folder in self._followed or not _is_folder(folder):
                continue
            self._followed.add(folder)
            try:
                self._observe(folder, recursive=folder == root)
            except OSError as error:
                # The system's limit of watches is reached: the regular look has to do.
                log.warning(event("no_hints", folder=folder, reason=reason(error)))

    def _observe(self, folder: Path, *, recursive: bool) -> None:
        if self._observer is None:
            self._observer = Observer()
            self._observer.start()
        self._observer.schedule(self, str(folder), recursive=recursive)

    def stop(self) -> None:
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()

    # `on_any_event` would also hear of our own looks, and look again.
    def on_created(self, event: FileSystemEvent) -> None:  # noqa: ARG002 - watchdog's signature
        self._hint.set()

    on_modified = on_moved = on_closed = on_created


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # its parent is closed to us
        return False
