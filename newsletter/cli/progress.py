"""A bar for long work, when a person looks: on standard error, never among results."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TextIO

    from click._termui_impl import ProgressBar

    from newsletter.sources.outside import Outside

FEW = 8  # feeds that are there at once need no bar


def is_watched(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether lines may be drawn over: a terminal that can, of a person who did not say no."""
    return (
        stream.isatty() and environ.get("TERM") not in {None, "", "dumb"}
        and not environ.get("NO_COLOR")
    )  # fmt: skip


@contextmanager
def answers_shown() -> Iterator[Outside]:
    """How many feeds have answered while they are asked, then how much of heavy work is done."""
    from newsletter.sources.outside import Outside

    if not is_watched(sys.stderr, os.environ):
        yield Outside()
        return
    feeds, work = _Bar("feeds", few=FEW), _Bar("reading", few=1)
    try:
        yield Outside(answered=feeds.show, worked=work.show)
    finally:
        feeds.close()
        work.close()


class _Bar:
    """A bar that is drawn once there are more than `few`, and again for whatever comes after it."""

    def __init__(self, label: str, *, few: int) -> None:
        self._label, self._few = label, few
        self._bar: ProgressBar[int] | None = None

    def show(self, done: int, of: int) -> None:
        if of <= self._few:
            return
        if self._bar is None:
            self._bar = click.progressbar(length=of, label=self._label, file=sys.stderr)
            self._bar.__enter__()
        self._bar.length = of
        self._bar.update(done - self._bar.pos)
        if done == of:
            self.close()

    def close(self) -> None:
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
