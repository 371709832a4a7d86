from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta

from newsletter.render.colours import DEFAULT


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """The table [render]."""

    language: Annotated[Literal["en"], Meta(description="Language of labels and dates.")] = "en"
    accent: Annotated[
        str, Meta(pattern=r"^#[0-9a-fA-F]{6}$", description="Accent colour, as #rrggbb.")
    ] = DEFAULT
    footer: Annotated[str, Meta(description="A closing word or disclaimer, in Markdown.")] = ""
