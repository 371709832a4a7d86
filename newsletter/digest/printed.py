"""What an edition prints of a story: sentences and bullets, none twice, within its share.

Each sentence is told to a reader who knows the headline and the sentences above it, nothing else.
Where little may be quoted, the sentence that tells the story goes first and the bullets follow;
where there is room for all, a bullet keeps its sentence, which is not told a second time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from newsletter.digest.chosen import chosen_of
from newsletter.digest.leading import leading, overlap
from newsletter.model import Span
from newsletter.text.leaning import introduced, lean
from newsletter.text.share import Share
from newsletter.text.tokens import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.digest.options import DigestOptions
    from newsletter.digest.passages import Passage
    from newsletter.model import Article, Bullet, Quote
    from newsletter.text.leaning import Lean

    Plan = tuple[tuple[int, ...], tuple[Bullet, ...]]

ENGLISH = frozenset({"en", "und", ""})  # the languages whose openings are looked at
# A bullet has its label, and the story above it: "it" is whom the story is of.
STRONG = frozenset({"pronoun", "comparison"})
OF_IT = frozenset({"it", "its"})


@dataclass(frozen=True)  # no slots: what is asked for again and again is kept
class Printing:
    """A story to be printed: its candidates, its headline, and how much may be quoted."""

    articles: Sequence[Article]
    candidates: Sequence[Passage]
    title: Quote | None
    options: DigestOptions
    share: float = 1.0

    def of(self, found: Sequence[Bullet]) -> Plan:
        """The candidates to print, in source order, and the bullets of `found` beside them."""
        whole = self._beside(leading(found))
        if self._fits(whole) and self._is_told(whole[0]):
            # On 60 stories that told one sentence, 33 told something aside while a bullet had the
            # lead; 9 did where the opener had to be told.
            opener = self._opener() if self.share < 1 else ()
            if set(opener) <= set(whole[0]):
                return whole
        return self._first(found)

    def _opener(self) -> tuple[int, ...]:
        """The one sentence that tells most of the story."""
        free = self._without(tuple(range(len(self.candidates))))
        one = replace(self.options, sentences=1)
        return chosen_of(self.articles, self.candidates, free, one, stands=self._stands)[:1]

    def _beside(self, found: tuple[Bullet, ...]) -> Plan:
        """All bullets, and of the sentences that they leave."""
        free, found = self._apart(found)
        free = self._without(free)
        said = tuple(i for i in range(len(self.candidates)) if self._holds(i, found))
        chosen = chosen_of(
            self.articles, self.candidates, free, self.options, said=said, stands=self._stands
        )
        told = tuple(one for one in found if self._says(one, chosen))
        return chosen, told

    def _first(self, found: Sequence[Bullet]) -> Plan:
        """The sentence that tells the story, the surest bullets beside it, then more sentences."""
        free = self._without(tuple(range(len(self.candidates))))
        opener = self._opener()
        room = self._room(opener)
        apart = [b for b in found if not any(self._quotes(i, b.quote.span) for i in opener)]
        able = leading([b for b in apart if self._says(b, opener)])
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
            return room.take(self._span(index)) and self._stands(index, chosen)

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
        for span in (*map(self._span, chosen), *(one.quote.span for one in told)):
            room.take(span)
        return room

    def _fits(self, plan: Plan) -> bool:
        room = Share(self.share, self._lengths)
        chosen, told = plan
        spans = (*map(self._span, chosen), *(one.quote.span for one in told))
        return all(room.take(span) for span in spans)

    def _is_told(self, chosen: Sequence[int]) -> bool:
        """Whether each of them says enough with the headline and those above it."""
        return all(self._stands(index, chosen[:place]) for place, index in enumerate(chosen))

    def _stands(self, index: int, chosen: Sequence[int]) -> bool:
        """Whether its opening leans on nothing that a reader was not told above it."""
        one = self.candidates[index]
        above = [i for i in chosen if i < index]
        if one.order == 0 or index - 1 in (*above, *self._titles):
            return True
        return self._lean(one.text, one.article, above) is None

    def _says(self, bullet: Bullet, chosen: Sequence[int]) -> bool:
        """The same of a bullet, which is told under the sentences."""
        span = bullet.quote.span
        at = next((i for i in range(len(self.candidates)) if self._quotes(i, span)), None)
        if at is None or at - 1 in (*chosen, *self._titles) or self.candidates[at].order == 0:
            return True
        leans = self._lean(bullet.quote.text, self.candidates[at].article, chosen)
        if leans not in STRONG:
            return True
        return words(bullet.quote.text)[0] in OF_IT and not self._of_another(at, chosen)

    def _of_another(self, at: int, chosen: Sequence[int]) -> bool:
        """Whether "its" is said of somebody else than the headline and what is told begin with.

        "Plumeria sued Begonia. Begonia denied it. Its shares fell": without the sentence between
        them, the shares are Plumeria's.
        """
        article = self.candidates[at].article
        before = at - 1
        while before > 0 and words(self.candidates[before].text)[:1] in (("it",), ("its",)):
            before -= 1
        if before < 0 or self.candidates[before].article != article:
            return False
        name = _first(self.candidates[before].text)
        told = {_first(self.candidates[i].text) for i in (*chosen, *self._titles)}
        amid = rf"[\w,;:] {re.escape(name)}\b"  # a capital there is a name's
        is_name = name[:1].isupper() and re.search(amid, self.articles[article].revision.text)
        return bool(is_name) and name not in told

    def _lean(self, text: str, article: int, above: Sequence[int]) -> Lean | None:
        if self.articles[article].revision.language not in ENGLISH:
            return None
        told = [self.title.text] if self.title else []
        told += [self.candidates[i].text for i in above]
        return lean(text, " ".join(told), self._people[article])

    @cached_property
    def _people(self) -> tuple[frozenset[str], ...]:
        return tuple(introduced(one.revision.text) for one in self.articles)

    @cached_property
    def _lengths(self) -> dict[str, int]:
        return {one.revision.id: len(one.revision.text) for one in self.articles}

    @cached_property
    def _titles(self) -> tuple[int, ...]:
        """The candidate that the headline is a part of."""
        span = self.title.span if self.title and self.title.span.part == "text" else None
        every = range(len(self.candidates)) if span else ()
        return tuple(index for index in every if span and self._quotes(index, span))

    def _apart(self, found: tuple[Bullet, ...]) -> Plan:
        """The candidates that no bullet quotes, and the bullets that stay.

        Where bullets quote them all, the one with the fewest and least sure bullets stands for
        these.
        """
        held = [
            tuple(b for b in found if self._quotes(index, b.quote.span))
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
        rest = (i for i in free if self.candidates[i].words != said and i not in self._titles)
        return tuple(rest) or free

    def _holds(self, index: int, found: Sequence[Bullet]) -> bool:
        return any(self._quotes(index, bullet.quote.span) for bullet in found)

    def _quotes(self, index: int, span: Span) -> bool:
        return span.part == "text" and overlap(self._span(index), span)

    def _span(self, index: int) -> Span:
        one = self.candidates[index]
        return Span(self.articles[one.article].revision.id, "text", one.start, one.end)


def _first(text: str) -> str:
    """The first word, as it is written."""
    found = re.search(r"\w[\w-]*", text)
    return found.group() if found else ""
