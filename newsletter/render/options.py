from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """The table [render]. `accent` is `#rrggbb`; `footer` is Markdown."""

    language: str = "en"
    accent: str = "#0b57d0"
    footer: str = ""
