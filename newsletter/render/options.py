from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

from newsletter.render.colours import DEFAULT


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """The table [render]."""

    language: Annotated[
        str,
        Meta(
            pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
            description='Language of labels and dates: "en", "de", "de-CH"; English for others.',
        ),
    ] = "en"
    accent: Annotated[
        str, Meta(pattern=r"^#[0-9a-fA-F]{6}$", description="Accent colour, as #rrggbb.")
    ] = DEFAULT
    max_quote: Annotated[
        float,
        Meta(
            ge=0,
            le=1,
            description="Share of a source's text to quote; a sentence and a bullet always may be.",
        ),
    ] = 0.15
    footer: Annotated[str, Meta(description="A closing word or disclaimer, in Markdown.")] = ""
