"""What a template can bring about, told with its name and line."""

from __future__ import annotations

import traceback
from typing import Any

from jinja2 import TemplateError

# Whoever wrote it.
FAILURES = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RecursionError,
    SyntaxError,  # loops within loops, more than Python nests
    TypeError,
    ValueError,
)


def place(name: str, error: Exception) -> str:
    """Template and line, from a syntax error or from where the rendering stopped."""
    line: Any = getattr(error, "lineno", None)
    if line and isinstance(error, TemplateError):
        return f"{getattr(error, 'name', None) or name}, line {line}"
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.endswith((".html", ".md", ".txt"))
    ]
    if not frames:
        return name
    path = frames[-1].filename.replace("\\", "/")
    _, among, file = path.rpartition("/templates/")
    return f"{file if among else path.rsplit('/', 1)[-1]}, line {frames[-1].lineno}"


def reason(error: Exception) -> str:
    """The error's own words on one line."""
    if isinstance(error, MemoryError):
        return "needs more memory than it may have"
    return " ".join(str(error).split()) or type(error).__name__
