"""Who reads a story in an edition knows its headline and what is printed above, nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from newsletter.digest.leading import overlap
from newsletter.model import Span
from newsletter.text.leaning import introduced, lean
from newsletter.text.reacting import reacts
from newsletter.text.tokens import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.digest.passages import Passage
    from newsletter.model import Article, Bullet, Quote
    from newsletter.text.leaning import Lean

ENGLISH = frozenset({"en", "und", ""})  # the languages whose openings are looked at
# A bullet has its label, and the story above it: "it" is whom the story is of.
STRONG = frozenset({"pronoun", "comparison"})
OF_IT = frozenset({"it", "its"})


@dataclass(frozen=True)  # no slots: what is asked for again and again is kept
class Reader:
    """What such a reader understands of the candidates of one story, and of its bullets."""

    articles: Sequence[Article]
    candidates: Sequence[Passage]
    title: Quote | None

    def opens(self, index: int) -> bool:
        """Whether it can be read first: it needs nothing, and tells what it speaks of.

        The lead of the only report does, whatever it says: nothing stands before it there either.
        """
        one = self.candidates[index]
        if self._begins_all(index) or self._is_foreign(one.article):
            return True
        return self._lean(index, one.text, told="") is None and not reacts(one.text)

    def stands(self, index: int, above: Sequence[int]) -> bool:
        """Whether its opening leans on nothing that was not told in the headline and `above`."""
        if self._follows(index, above) or self._begins_all(index):
            return True
        return self._lean(index, self.candidates[index].text, self._told(above)) is None

    def says(self, bullet: Bullet, chosen: Sequence[int]) -> bool:
        """The same of a bullet, which is told under the sentences."""
        span = bullet.quote.span
        at = next((i for i in range(len(self.candidates)) if self.quotes(i, span)), None)
        if at is None or self._follows(at, chosen) or self._begins_all(at):
            return True
        if self._lean(at, bullet.quote.text, self._told(chosen)) not in STRONG:
            return True
        return words(bullet.quote.text)[0] in OF_IT and not self._of_another(at, chosen)

    def quotes(self, index: int, span: Span) -> bool:
        """Whether some of the candidate stands there."""
        return span.part == "text" and overlap(self.span(index), span)

    def span(self, index: int) -> Span:
        """Where the candidate stands."""
        one = self.candidates[index]
        return Span(self.articles[one.article].revision.id, "text", one.start, one.end)

    @cached_property
    def titles(self) -> tuple[int, ...]:
        """The candidate that the headline is a part of."""
        span = self.title.span if self.title and self.title.span.part == "text" else None
        every = range(len(self.candidates)) if span else ()
        return tuple(index for index in every if span and self.quotes(index, span))

    def _is_lead(self, index: int) -> bool:
        return self.candidates[index].order == 0

    def _begins_all(self, index: int) -> bool:
        """Whether it is the lead of the only report."""
        return self._is_lead(index) and len(self.articles) == 1

    def _is_foreign(self, article: int) -> bool:
        return self.articles[article].revision.language not in ENGLISH

    def _follows(self, index: int, above: Sequence[int]) -> bool:
        """Whether the sentence before it in its own report was read."""
        return not self._is_lead(index) and index - 1 in (*above, *self.titles)

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
        told = {_first(self.candidates[i].text) for i in (*chosen, *self.titles)}
        amid = rf"[\w,;:] {re.escape(name)}\b"  # a capital there is a name's
        is_name = name[:1].isupper() and re.search(amid, self.articles[article].revision.text)
        return bool(is_name) and name not in told

    def _lean(self, index: int, text: str, told: str) -> Lean | None:
        article = self.candidates[index].article
        if self._is_foreign(article):
            return None
        return lean(text, told, self._people[article], lead=self._is_lead(index))

    def _told(self, above: Sequence[int]) -> str:
        """What was read before: the headline and these."""
        title = [self.title.text] if self.title else []
        return " ".join((*title, *(self.candidates[i].text for i in above)))

    @cached_property
    def _people(self) -> tuple[frozenset[str], ...]:
        return tuple(introduced(one.revision.text) for one in self.articles)


def _first(text: str) -> str:
    """The first word, as it is written."""
    found = re.search(r"\w[\w-]*", text)
    return found.group() if found else ""
