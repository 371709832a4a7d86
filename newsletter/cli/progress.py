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
    """How many feeds have answered, while they are asked."""
    from newsletter.sources.outside import Outside

    if not is_watched(sys.stderr, os.environ):
        yield Outside()
        return
    bar = click.progressbar(length=0, label="feeds", file=sys.stderr)
    drawn = False

    def answered(done: int, of: int) -> None:
        nonlocal drawn
        if of > FEW:
            if not drawn:
                bar.__enter__()
                drawn = True
            bar.length = of
            bar.update(done - bar.pos)

    try:
        yield Outside(answered=answered)
    finally:
        if drawn:
            bar.__exit__(None, None, None)
