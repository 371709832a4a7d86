"""Editions in the user's own templates: filled in a process that can be stopped.

The sandbox of `render` keeps a template from reaching anything; only another process ends one
that loops, or that asks for a text of a thousand million characters in one word.
"""

from __future__ import annotations

import signal
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from newsletter.edition.codec import from_json, to_json
from newsletter.errors import GuardError, RenderError
from newsletter.render.environment import broken_templates, fill
from newsletter.render.formats import TEMPLATES, render
from newsletter.render.loader import templates_in
from newsletter.workers.guard import Guard, Limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from newsletter.model import Edition
    from newsletter.render.archive import Page
    from newsletter.render.formats import Format

SECONDS = 5.0  # of CPU, for one format; sixty stories in the bundled ones take 0.3
# The process ends only where the template does not by itself: in one long step.
LIMITS = Limits(cpu_seconds=SECONDS + 1)


@dataclass(frozen=True, slots=True)
class Made:
    """What a job came to: a file, or the reason why there is none."""

    data: bytes = b""
    problems: tuple[str, ...] = ()


def in_look(edition: Edition, kind: Format, templates: Path | None) -> bytes:
    """The edition in one format; bundled templates are filled here, others in the guard.

    Raises RenderError that names the template, and the line where it can be known.
    """
    if templates is None or not templates_in(templates):
        return render(edition, kind)
    return _in_guard(TEMPLATES[kind], "fill_job", to_json(edition), kind, str(templates))


def page_in_look(page: Page, templates: Path | None) -> bytes:
    """A page around the editions; RenderError and who fills it as above."""
    if templates is None or not templates_in(templates):
        return fill(page.template, page.values).encode()
    return _in_guard(page.template, "page_job", page.template, page.values, str(templates))


def unreadable(templates: Path | None) -> tuple[str, ...]:
    """What cannot be read in the user's own templates, a line each with template and line."""
    if templates is None or not templates_in(templates):
        return ()
    try:
        made = _guard().run(f"{__name__}:read_job", str(templates), returns=Made)
    except GuardError as error:
        return (f"templates: {error}",)
    return tuple(f"templates/{problem}" for problem in made.problems)


def fill_job(edition: bytes, kind: Format, templates: str) -> Made:
    """In the guard: one format of an edition."""
    return _made(
        TEMPLATES[kind],
        lambda: render(from_json(edition, "the edition"), kind, Path(templates)),
    )


def page_job(template: str, values: dict[str, object], templates: str) -> Made:
    """In the guard: a page around the editions."""
    return _made(template, lambda: fill(template, values, templates=Path(templates)).encode())


def read_job(templates: str) -> Made:
    """In the guard: whether each template can be read."""
    _stop_after(SECONDS)
    try:
        return Made(problems=broken_templates(Path(templates)))
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _in_guard(template: str, job: str, *arguments: object) -> bytes:
    try:
        made = _guard().run(f"{__name__}:{job}", *arguments, returns=Made)
    except GuardError as error:
        raise RenderError(f"templates/{template}: {error}") from error
    if made.problems:
        raise RenderError(f"templates/{made.problems[0]}")
    return made.data


def _made(template: str, fill_it: Callable[[], bytes]) -> Made:
    _stop_after(SECONDS)
    try:
        return Made(fill_it())
    except RenderError as error:
        return Made(problems=(str(error),))
    except TimeoutError as error:
        return Made(problems=(f"{template}: {error}",))
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


@cache
def _guard() -> Guard:
    """One of its own: feeds that ran wild must not leave templates less time."""
    return Guard(LIMITS)


def _stop_after(seconds: float) -> None:
    """Let the code that runs then raise TimeoutError: its template and line can be told."""
    signal.signal(signal.SIGVTALRM, _too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"takes more than {SECONDS:g} s")
