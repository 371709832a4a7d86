"""Where a pattern stands in a marked sentence: which words answered it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsletter.digest.lens_types import Pattern


def match(pattern: Pattern, where: Mapping[str, tuple[int, ...]]) -> tuple[int, ...] | None:
    """The word positions that answer the pattern, one for each part it asks for, or none.

    Of several answers the closest together, of these the first.
    """
    parts = []
    for names in (pattern.subject, pattern.action, pattern.figure):
        if names:
            spots = _spots(names, where)
            if not spots:
                return None
            parts.append(spots)
    return _closest(parts, pattern.within, apart=bool(pattern.subject and pattern.action))


def _spots(names: tuple[str, ...], where: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    if len(names) == 1:
        return where.get(names[0], ())
    found: list[int] = []
    for name in names:
        found += where.get(name, ())
    return tuple(sorted(set(found))) if len(found) > 1 else tuple(found)


def _closest(parts: list[tuple[int, ...]], within: int, *, apart: bool) -> tuple[int, ...] | None:
    if len(parts) == 1:
        return parts[0][:1]
    best: tuple[int, ...] | None = None
    width = within + 1
    for anchor in parts[0]:
        chosen = (anchor, *(min(spots, key=lambda at: abs(at - anchor)) for spots in parts[1:]))
        if apart and chosen[0] == chosen[1]:  # one word is not both, but "doubled" is its figure
            continue
        reach = max(chosen) - min(chosen)
        if reach < width:
            best, width = chosen, reach
    return best
