"""No character of what an edition prints of its sources changes without being named."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from newsletter.edition.codec import from_json, to_json
from newsletter.edition.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.model import Edition, Revision

    Path = tuple[str | int, ...]

# What a quotation is: its words, its place, and what was read from it.
QUOTED = {"text", "start", "end", "value", "high", "unit", "direction", "approx", "revision"}
ROOMS = {"headline", "sentences", "bullets", "differences", "changes", "corrections"}
often = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every string and number in an edition's file that says what a source said."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from places(inner, (*path, number))
    elif path[-1] in QUOTED and value is not None and ROOMS & set(path):
        yield path
    elif path[0] == "contexts" and path[-1] in {"text", "start"} and "span" not in path:
        yield path  # with another span it would be shown beside no line


def changed(value: Any, draw: st.DataObject) -> Any:
    """The value with one character, or by some amount, other than it was."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + draw.draw(st.sampled_from([1, -1, 10, 1000]))
    at = draw.draw(st.integers(0, len(value) - 1))
    other = draw.draw(st.characters(exclude_categories=["Cs"], exclude_characters=value[at]))
    return value[:at] + draw.draw(st.sampled_from([other, "", value[at] + other])) + value[at + 1 :]


@often
@given(draw=st.data())
def test_whatever_is_changed_in_an_edition_is_named(
    edition: Edition, texts: dict[str, Revision], draw: st.DataObject
) -> None:
    told = json.loads(to_json(edition))
    found = list(places(told))
    assert len(found) > 30
    path = draw.draw(st.sampled_from(found))
    inner = told
    for key in path[:-1]:
        inner = inner[key]
    before = inner[path[-1]]
    inner[path[-1]] = {"up": "down", "down": "up"}.get(before) or changed(before, draw)
    # Surroundings that end a character sooner are the source's words still.
    assume(path[0] != "contexts" or not str(before).startswith(str(inner[path[-1]])))
    assert verify(from_json(json.dumps(told).encode(), "edition.json"), texts), (path, before)


@often
@given(draw=st.data())
def test_whatever_is_changed_in_a_stored_text_is_named(
    edition: Edition, texts: dict[str, Revision], draw: st.DataObject
) -> None:
    key = draw.draw(st.sampled_from(sorted(texts)))
    part = draw.draw(st.sampled_from(["title", "text"]))
    other: Any = {part: changed(getattr(texts[key], part), draw)}
    told = verify(edition, texts | {key: replace(texts[key], **other)})
    assert any(f"the stored text {key[:12]} is not what it was" in line for line in told)


@often
@given(draw=st.data())
def test_whatever_is_changed_in_a_derived_line_is_named(
    edition: Edition, texts: dict[str, Revision], draw: st.DataObject
) -> None:
    name = draw.draw(st.sampled_from(["subject", "preheader"]))
    other: Any = {name: changed(getattr(edition, name), draw)}
    (line,) = verify(replace(edition, **other), texts)
    assert line.startswith(f"the {name} ")
