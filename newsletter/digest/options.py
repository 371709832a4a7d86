from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Method = Literal[
    "default",
    "lexrank",
    "textrank",
    "lsa",
    "luhn",
    "sumbasic",
    "kl",
    "edmundson",
    "reduction",
    "random",
]

DEFAULT_LENSES = (
    "rally_size",
    "spend_plan",
    "results",
    "outlook",
    "risks",
    "deals",
    "people",
)


@dataclass(frozen=True, slots=True)
class DigestOptions:
    """The table [digest]. `words` wins over `sentences` where it is given."""

    stories: int = 8
    sentences: int = 2
    words: int | None = None
    lenses: tuple[str, ...] = DEFAULT_LENSES
    method: Method = "default"
    boost: tuple[str, ...] = ()
    mute: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
