"""Templates: a user's own folder first, then the bundled ones, in a sandbox."""

from __future__ import annotations

import traceback
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

from newsletter.assets import folder
from newsletter.errors import RenderError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Filter = tuple[str, Callable[..., object]]


@lru_cache(maxsize=16)
def environment(
    templates: Path | None = None, filters: tuple[Filter, ...] = ()
) -> ImmutableSandboxedEnvironment:
    """A Jinja2 environment; text is escaped in `.html` templates and as it is in others.

    A name that a template misspells is an error, never an empty place. It is kept, because
    compiling the mail's template takes 23 ms and filling it 5; a changed template is read again.
    """
    own = [FileSystemLoader(templates)] if templates else []
    made = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([*own, FileSystemLoader(folder("templates"))]),
        undefined=StrictUndefined,
        autoescape=lambda name: bool(name and name.endswith(".html")),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(filters)
    return made


def fill(
    name: str,
    values: Mapping[str, object],
    *,
    templates: Path | None = None,
    filters: Mapping[str, Callable[..., object]] | None = None,
) -> str:
    """The template `name` filled with `values`.

    Raises RenderError that names template and line.
    """
    try:
        made = environment(templates, tuple((filters or {}).items()))
        return made.get_template(name).render(values)
    except TemplateNotFound as error:
        raise RenderError(f"{error.name}: no such template") from error
    except _FAILURES as error:
        raise RenderError(f"{_place(name, error)}: {_reason(error)}") from error


# What a template can bring about, whoever wrote it.
_FAILURES = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)


def _place(name: str, error: Exception) -> str:
    """Template and line, from a syntax error or from where the rendering stopped."""
    line: Any = getattr(error, "lineno", None)
    if line:
        return f"{getattr(error, 'name', None) or name}, line {line}"
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.endswith((".html", ".md", ".txt"))
    ]
    if not frames:
        return name
    file = frames[-1].filename.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{file}, line {frames[-1].lineno}"


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def broken_templates(templates: Path | None) -> tuple[str, ...]:
    """What cannot be read in a user's own templates, a line each with template and line."""
    if templates is None:
        return ()
    made, found = environment(templates), []
    for path in sorted(templates.rglob("*")):
        if path.is_file() and path.suffix in {".html", ".md", ".txt"}:
            name = path.relative_to(templates).as_posix()
            try:
                made.get_template(name)
            except (TemplateError, UnicodeDecodeError) as error:
                found.append(f"templates/{_place(name, error)}: {_reason(error)}")
    return tuple(found)
