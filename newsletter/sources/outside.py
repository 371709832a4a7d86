"""What a pass takes from outside of itself: whether to stop, chance, the time, the environment."""

from __future__ import annotations

import os
import random
import shutil
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


def _unseen(_done: int, _of: int) -> None:
    pass


def _now() -> datetime:
    return datetime.now(UTC)


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


@dataclass(frozen=True, slots=True)
class Outside:
    """`stop` ends a pass at once when it is set; `chance` gives numbers in [0, 1).

    `clock` is the time that servers live in, whatever `--at` says; `environ` and the files below
    the workspace hold the secrets that settings name. `answered` hears how many of how many feeds
    have answered, `worked` how many parts of heavy work are done, `mailed` how many mails were
    handed over, one call at a time, in any thread. `free` tells how many bytes are free on a
    folder's disk, or raises OSError.
    """

    stop: threading.Event = field(default_factory=threading.Event)
    chance: Callable[[], float] = random.random
    clock: Callable[[], datetime] = _now
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)
    answered: Callable[[int, int], None] = _unseen
    worked: Callable[[int, int], None] = _unseen
    mailed: Callable[[int, int], None] = _unseen
    free: Callable[[Path], int] = _free
