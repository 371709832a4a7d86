"""Templates: a user's own folder first, then the bundled ones, in a sandbox."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import TemplateNotFound

from newsletter.assets import folder
from newsletter.errors import RenderError
from newsletter.render.failures import FAILURES, place, reason
from newsletter.render.filters import FILTERS
from newsletter.render.loader import Folders, templates_in
from newsletter.render.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@lru_cache(maxsize=16)
def environment(templates: Path | None = None) -> Sandbox:
    """A Jinja2 environment; text is escaped in `.html` templates and as it is in others.

    A name that a template misspells is an error, never an empty place. It is kept, because
    compiling the mail's template takes 23 ms and filling it 5; a changed template is read again.
    """
    bundled = folder("templates")
    made = Sandbox(
        loader=Folders((templates, bundled) if templates else (bundled,)),
        autoescape=lambda name: bool(name and name.endswith(".html")),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(FILTERS)
    return made


def fill(name: str, values: Mapping[str, object], *, templates: Path | None = None) -> str:
    """The template `name` filled with `values`.

    Raises RenderError that names template and line. `templates` of strangers are filled in a
    process that can be stopped (see pipeline/looks.py).
    """
    try:
        return environment(templates).get_template(name).render(values)
    except TemplateNotFound as error:
        raise RenderError(f"{place(name, error)}: no such template `{error.name}`") from error
    except FAILURES as error:
        raise RenderError(f"{place(name, error)}: {reason(error)}") from error


def broken_templates(templates: Path) -> tuple[str, ...]:
    """What cannot be read in a user's own templates, a line each with template and line."""
    made, found = environment(templates), []
    for name in templates_in(templates):
        try:
            made.get_template(name)
        except FAILURES as error:
            found.append(f"{place(name, error)}: {reason(error)}")
    return tuple(found)
