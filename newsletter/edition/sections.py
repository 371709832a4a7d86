"""Stories under the headings of their topics: the section with the best story comes first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.model import Story

Told = TypeVar("Told")

BETWEEN = " / "  # the parts of a topic, as groups of feeds are nested


def topic_of(story: Story) -> str:
    """The topic that most of its articles have; of equals that of the more telling one."""
    topics = Counter(one.entry.topic for one in story.articles if one.entry.topic)
    return topics.most_common(1)[0][0] if topics else ""


def in_sections(
    stories: Sequence[Told], topics: Sequence[str]
) -> tuple[tuple[Told, ...], tuple[str, ...]]:
    """The stories by section, in the order of the first of each, and each one's heading.

    A section is the outermost part of a topic, whatever its capitals. The first story stays
    first, what has no topic comes last; where all are of one section, there are no headings.
    """
    names: dict[str, str] = {}
    for topic in topics:
        name = heading(topic)
        names.setdefault(name.casefold(), name)
    if len(names) < 2:  # noqa: PLR2004 - one section needs no heading
        return tuple(stories), ("",) * len(stories)
    order = {key: place for place, key in enumerate(names)}
    if "" in order and heading(topics[0]):
        order[""] = len(order)
    keys = [heading(topic).casefold() for topic in topics]
    places = sorted(range(len(keys)), key=lambda place: (order[keys[place]], place))
    return (
        tuple(stories[place] for place in places),
        tuple(names[keys[place]] for place in places),
    )


def heading(topic: str) -> str:
    """The outermost part of a topic: of "Business / Markets" it is "Business"."""
    return " ".join(topic.split(BETWEEN, maxsplit=1)[0].split())
