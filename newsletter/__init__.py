"""Reads feeds and files and writes the morning brief: verbatim, linked, on time."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from newsletter.version import __version__ as __version__

if TYPE_CHECKING:
    from newsletter.digest.api import summarise
    from newsletter.model import Article, Bullet, Edition, Entry, Figure, Quote, Span, Summary

__all__ = [
    "Article",
    "Bullet",
    "Edition",
    "Entry",
    "Figure",
    "Quote",
    "Span",
    "Summary",
    "summarise",
]


def __getattr__(name: str) -> object:
    """Names are imported when they are asked for: `import newsletter` costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "newsletter.digest.api" if name == "summarise" else "newsletter.model"
    return getattr(import_module(home), name)
