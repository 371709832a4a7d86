"""Reads feeds and files and writes the morning brief: verbatim, linked, on time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsletter.digest.api import summarise
    from newsletter.model import Article, Bullet, Edition, Entry, Figure, Quote, Span, Summary

__version__ = "0.1.0"
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
    if name == "summarise":
        from newsletter.digest.api import summarise  # noqa: PLC0415 - that is the point

        return summarise
    from newsletter import model  # noqa: PLC0415 - that is the point

    return getattr(model, name)
