"""Where a pattern stands in a marked sentence: which words answered it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newsletter.digest.lens_types import Pattern


class Patterns:
    """Many patterns of many lenses, of which only those are tried that a sentence may answer."""

    def __init__(self, patterns: Iterable[tuple[int, Pattern]]) -> None:
        self._by_cue: dict[str, list[tuple[int, Pattern]]] = {}
        for owner, pattern in patterns:
            for name in pattern.figure or pattern.action or pattern.subject:
                self._by_cue.setdefault(name, []).append((owner, pattern))

    def found(
        self, where: Mapping[str, Sequence[int]]
    ) -> dict[int, list[tuple[Pattern, tuple[int, ...]]]]:
        """The patterns that stand in the sentence and where, by their owner's number."""
        if not self._by_cue:
            return {}
        tried: set[int] = set()
        found: dict[int, list[tuple[Pattern, tuple[int, ...]]]] = {}
        for cue in where:
            for owner, pattern in self._by_cue.get(cue, ()):
                if id(pattern) not in tried:
                    tried.add(id(pattern))
                    spots = match(pattern, where)
                    if spots is not None:
                        found.setdefault(owner, []).append((pattern, spots))
        return found


def match(pattern: Pattern, where: Mapping[str, Sequence[int]]) -> tuple[int, ...] | None:
    """The word positions that answer the pattern, one for each part it asks for, or none.

    Of several answers the closest together, of these the first.
    """
    spots = []
    for names in (pattern.subject, pattern.action, pattern.figure):
        if names:
            spots.append(_spots(names, where))
            if not spots[-1]:
                return None
    return _closest(spots, pattern.within, apart=bool(pattern.subject and pattern.action))


def _spots(names: frozenset[str], where: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
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
