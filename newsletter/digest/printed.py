"""What an edition prints of a story: sentences and bullets, none twice, within its share.

Each sentence is told to a reader who knows the headline and the sentences above it, nothing else.
Where little may be quoted, the sentence that tells the story goes first and the bullets follow;
where there is room for all, a bullet keeps its sentence, which is not told a second time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from newsletter.digest.chosen import chosen_of
from newsletter.digest.leading import leading
from newsletter.digest.supporting import supporting
from newsletter.digest.understood import Reader
from newsletter.text.share import Share
from newsletter.text.tokens import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.digest.options import DigestOptions
    from newsletter.digest.passages import Passage
    from newsletter.model import Article, Bullet, Quote

    Plan = tuple[tuple[int, ...], tuple[Bullet, ...]]


@dataclass(frozen=True)  # no slots: what is asked for again and again is kept
class Printing:
    """A story to be printed: its candidates, its headline, and how much may be quoted."""

    articles: Sequence[Article]
    candidates: Sequence[Passage]
    title: Quote | None
    options: DigestOptions
    share: float = 1.0

    def of(self, found: Sequence[Bullet]) -> Plan:
        """The candidates to print, in their order, and the bullets of `found` beside them.

        They begin with a sentence that stands by itself, the one that tells most where it is
        among them; the rest are in source order.
        """
        whole = self._beside(leading(found))
        # On 60 stories that told one sentence, 33 told something aside while a bullet had the
        # lead; 9 did where the opener had to be told.
        opens = self.share >= 1 or set(self._opener) <= set(whole[0])
        chosen, told = (
            whole if opens and self._fits(whole) and self._is_told(whole[0]) else self._first(found)
        )
        return self._arranged(chosen), told

    @cached_property
    def reader(self) -> Reader:
        """Who is to understand it."""
        return Reader(self.articles, self.candidates, self.title)

    @cached_property
    def _opener(self) -> tuple[int, ...]:
        """The one sentence that tells most of the story, of those that support its headline."""
        every = self._without(tuple(range(len(self.candidates))))
        able = [index for index in every if index in self._openers] or every
        one = replace(self.options, sentences=1)
        favour = supporting(self.title, self.articles, self.candidates)
        return chosen_of(self.articles, self.candidates, able, one, favour=favour)[:1]

    @cached_property
    def _openers(self) -> frozenset[int]:
        """The candidates that can be read first, with the headline where none can without it."""
        every = range(len(self.candidates))
        alone = [index for index in every if self.reader.opens(index)]
        return frozenset(alone or [index for index in every if self.reader.stands(index, ())])

    def _arranged(self, chosen: Sequence[int]) -> tuple[int, ...]:
        return tuple(sorted(chosen, key=lambda index: (index not in self._opener, index)))

    def _beside(self, found: tuple[Bullet, ...]) -> Plan:
        """All bullets, and of the sentences that they leave."""
        free, found = self._apart(found)
        free = self._without(free)
        said = tuple(i for i in range(len(self.candidates)) if self._holds(i, found))
        chosen = chosen_of(
            self.articles, self.candidates, free, self.options, said=said, stands=self._stands
        )
        told = tuple(one for one in found if self.reader.says(one, chosen))
        return chosen, told

    def _first(self, found: Sequence[Bullet]) -> Plan:
        """The sentence that tells the story, the surest bullets beside it, then more sentences."""
        free = self._without(tuple(range(len(self.candidates))))
        opener = self._opener
        room = self._room(opener)
        apart = [b for b in found if not any(self.reader.quotes(i, b.quote.span) for i in opener)]
        able = leading([b for b in apart if self.reader.says(b, opener)])
        surest = sorted(able, key=lambda bullet: -bullet.score)
        taken = [bullet for bullet in surest if room.take(bullet.quote.span)]
        told = tuple(bullet for bullet in able if bullet in taken)
        return self._more(opener, told, free), told

    def _more(
        self, opener: tuple[int, ...], told: tuple[Bullet, ...], free: Sequence[int]
    ) -> tuple[int, ...]:
        """The opener with what else fits beside it and the bullets."""
        said = tuple(index for index in free if self._holds(index, told))

        def stands(index: int, chosen: Sequence[int]) -> bool:
            room = self._room(chosen, told)
            return room.take(self.reader.span(index)) and self._stands(index, chosen)

        return chosen_of(
            self.articles,
            self.candidates,
            tuple(index for index in free if index not in said),
            self.options,
            said=said,
            stands=stands,
            begun=opener,
        )

    def _room(self, chosen: Sequence[int], told: Sequence[Bullet] = ()) -> Share:
        """What may be quoted once these are."""
        room = Share(self.share, self._lengths)
        for span in (*map(self.reader.span, chosen), *(one.quote.span for one in told)):
            room.take(span)
        return room

    def _fits(self, plan: Plan) -> bool:
        room = Share(self.share, self._lengths)
        chosen, told = plan
        spans = (*map(self.reader.span, chosen), *(one.quote.span for one in told))
        return all(room.take(span) for span in spans)

    def _is_told(self, chosen: Sequence[int]) -> bool:
        """Whether each of them says enough with the headline and those above it."""
        return all(self._stands(index, chosen) for index in chosen)

    def _stands(self, index: int, chosen: Sequence[int]) -> bool:
        """Whether readers understand it where it would be printed among these."""
        if index in self._opener:
            return True
        above = [i for i in chosen if i < index or i in self._opener]
        return self.reader.stands(index, above) if above else index in self._openers

    @cached_property
    def _lengths(self) -> dict[str, int]:
        return {one.revision.id: len(one.revision.text) for one in self.articles}

    def _apart(self, found: tuple[Bullet, ...]) -> Plan:
        """The candidates that no bullet quotes, and the bullets that stay.

        Where bullets quote them all, the one with the fewest and least sure bullets stands for
        these.
        """
        held = [
            tuple(b for b in found if self.reader.quotes(index, b.quote.span))
            for index in range(len(self.candidates))
        ]
        free = tuple(index for index, inside in enumerate(held) if not inside)
        if free:
            return free, found

        def loss(index: int) -> tuple[int, float, int]:
            return len(held[index]), max(bullet.score for bullet in held[index]), index

        least = min(range(len(self.candidates)), key=loss)
        return (least,), tuple(bullet for bullet in found if bullet not in held[least])

    def _without(self, free: tuple[int, ...]) -> tuple[int, ...]:
        """The candidates that the headline does not say already, if there are any."""
        if self.title is None:
            return free
        said = words(self.title.text)
        rest = (i for i in free if self.candidates[i].words != said and i not in self.reader.titles)
        return tuple(rest) or free

    def _holds(self, index: int, found: Sequence[Bullet]) -> bool:
        return any(self.reader.quotes(index, bullet.quote.span) for bullet in found)
