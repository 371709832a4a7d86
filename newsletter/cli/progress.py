"""A bar for long work, when a person looks: on standard error, never among results."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import TextIO

    from click._termui_impl import ProgressBar

    from newsletter.sources.outside import Outside

FEW = 8  # feeds that are there at once need no bar
LONG = 0.5  # seconds that nobody minds


def is_watched(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether lines may be drawn over: a terminal that can, of a person who did not say no."""
    return (
        stream.isatty() and environ.get("TERM") not in {None, "", "dumb"}
        and not environ.get("NO_COLOR")
    )  # fmt: skip


@contextmanager
def work_shown(clock: Callable[[], float] = time.monotonic) -> Iterator[Outside]:
    """How many feeds have answered, how much of heavy work is done, how many mails have left."""
    from newsletter.sources.outside import Outside

    if not is_watched(sys.stderr, os.environ):
        yield Outside()
        return
    bars = (
        _Bar("feeds", few=FEW),
        _Bar("reading", after=LONG, clock=clock),
        _Bar("mails", after=LONG, clock=clock),
    )
    feeds, work, mails = bars
    try:
        yield Outside(answered=feeds.show, worked=work.show, mailed=mails.show)
    finally:
        for bar in bars:
            bar.close()


class _Bar:
    """A bar that is drawn where there are more than `few`, `after` seconds at work.

    Whatever comes after the last of them has a bar of its own.
    """

    def __init__(
        self,
        label: str,
        *,
        few: int = 1,
        after: float = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._label, self._few, self._after, self._clock = label, few, after, clock
        self._bar: ProgressBar[int] | None = None
        self._begun: float | None = None

    def show(self, done: int, of: int) -> None:
        if self._begun is None:
            self._begun = self._clock()
        if self._bar is None and of > self._few and done < of:
            if self._clock() - self._begun < self._after:
                return
            self._bar = click.progressbar(length=of, label=self._label, file=sys.stderr)
            self._bar.__enter__()
        if self._bar is not None:
            self._bar.length = of
            self._bar.update(done - self._bar.pos)
        if done == of:
            self.close()

    def close(self) -> None:
        self._begun = None
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None
