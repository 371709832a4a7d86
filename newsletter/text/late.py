"""Patterns that few texts need, compiled when the first one does.

Compiling a pattern costs 0.05 to 1 ms, and there are a hundred: as much as reading a page.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def late(pattern: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """A function that gives the pattern, compiled once."""
    return cache(lambda: re.compile(pattern, flags))
