"""How much of a text is quoted, counted as it is chosen.

Of each text two quotations are always allowed, a sentence and a bullet, or short items could not
be told at all; whatever comes with them must keep within the share.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newsletter.model import Span

    Places = tuple[tuple[int, int], ...]


ALWAYS = 2  # quotations of each text: of 1,500 characters they are often .2


@dataclass(slots=True)
class Share:
    """Counts what is taken of each text, whose lengths in characters are given.

    `most` is the share of a text that may be quoted; titles are not counted.
    """

    most: float
    lengths: Mapping[str, int]
    taken: dict[str, Places] = field(default_factory=dict)

    def take(self, *spans: Span) -> bool:
        """Whether these may be quoted as well; they are counted then, all or none."""
        if not all(self.fits(span) for span in spans):
            return False
        for span in spans:
            if span.part == "text":
                self.taken[span.revision] = self._with(span)
        return True

    def fits(self, span: Span) -> bool:
        """Whether this may be quoted beside what is taken."""
        if span.part == "title" or len(self.taken.get(span.revision, ())) < ALWAYS:
            return True
        places = self._with(span)
        return places == self.taken[span.revision] or (
            covered(places) <= self.most * self.lengths.get(span.revision, 0)
        )

    def _with(self, span: Span) -> Places:
        return merged((*self.taken.get(span.revision, ()), (span.start, span.end)))


def merged(places: Iterable[tuple[int, int]]) -> Places:
    """The same places in order, those that touch or overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def covered(places: Places) -> int:
    """Characters in places that lie apart."""
    return sum(end - start for start, end in places)
