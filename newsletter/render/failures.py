"""What a template can bring about, told with its name and line."""

from __future__ import annotations

import re
import traceback

from jinja2 import TemplateError, TemplateSyntaxError

_CODE = re.compile("<template (.*)>", re.DOTALL)  # as loader.called names a template's code
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
    if isinstance(error, TemplateSyntaxError):
        return _at(error.name or name, error.lineno)
    frames = traceback.extract_tb(error.__traceback__)
    found = [(code[1], one.lineno) for one in frames if (code := _CODE.fullmatch(one.filename))]
    return _at(*found[-1]) if found else name


def _at(name: str, line: int | None) -> str:
    return f"{name}, line {line}" if line else name


def reason(error: Exception) -> str:
    """The error's own words on one line."""
    if isinstance(error, MemoryError):
        return "needs more memory than it may have"
    said = error.message if isinstance(error, TemplateError) else str(error)
    return " ".join((said or "").split()) or type(error).__name__
