from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

if TYPE_CHECKING:
    from msgspec import Meta  # config gives it to the annotations: 12 ms that `brief` does without

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
class SourceWeight:
    """One of [[digest.weights]]: a source, and how much what it tells counts."""

    source: Annotated[
        str, Meta(description="Its name as readers see it, its site, or its feed's address.")
    ] = ""
    weight: Annotated[
        float, Meta(ge=0.1, le=10, description="2 counts twice as much as any other, 0.5 half.")
    ] = 1.0

    def __str__(self) -> str:
        return f"{self.source} {self.weight:g}"


@dataclass(frozen=True, slots=True)
class DigestOptions:
    """The table [digest]. `words` wins over `sentences` where it is given."""

    stories: Annotated[int, Meta(ge=1, description="Full stories in an edition.")] = 8
    sentences: Annotated[int, Meta(ge=1, description="Sentences of a story's summary.")] = 2
    words: Annotated[
        int | None, Meta(description="A summary's budget in words, instead of sentences.")
    ] = None
    lenses: Annotated[
        tuple[str, ...], Meta(description="Standing questions, by id; yours lie in lenses/.")
    ] = DEFAULT_LENSES
    method: Annotated[Method, Meta(description="How sentences are chosen.")] = "default"
    topics: Annotated[
        tuple[str, ...], Meta(description="Topics that lift a story, such as Business / Markets.")
    ] = ()
    boost: Annotated[
        tuple[str, ...], Meta(description="Words, phrases and /expressions/ that lift a story.")
    ] = ()
    mute: Annotated[
        tuple[str, ...], Meta(description="No stories with one of these in a headline.")
    ] = ()
    include: Annotated[
        tuple[str, ...], Meta(description="Only stories with one of these words or phrases.")
    ] = ()
    exclude: Annotated[
        tuple[str, ...], Meta(description="No stories with one of these words or phrases.")
    ] = ()
    weights: Annotated[
        tuple[SourceWeight, ...],
        Meta(description="Sources whose stories count for more, or for less, than others'."),
    ] = ()
