"""Entries with their texts -> articles and what each leads with, shared among processes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, starmap
from typing import TYPE_CHECKING

from newsletter.digest.profile import profile
from newsletter.model import Article, Sentence
from newsletter.text.reading import read

if TYPE_CHECKING:
    from newsletter.digest.profile import Profile
    from newsletter.model.work import Each
    from newsletter.pipeline.collect import Pairs

# Seconds a character and for each: 2,000 articles of up to 6,000 characters took 1.3 s.
A_CHARACTER, AN_ARTICLE = 0.9e-7, 3e-4


@dataclass(frozen=True, slots=True)
class _Cut:
    """Sentences as plain numbers: as objects they took longer to travel than to be found."""

    sentences: tuple[int, ...]
    profile: Profile


def articles_of(pairs: Pairs, each: Each) -> tuple[tuple[Article, ...], tuple[Profile, ...]]:
    """The articles of these entries, each with its profile."""
    unread = [Article(replace(entry, content=""), revision, ()) for entry, revision in pairs]
    costs = [AN_ARTICLE + A_CHARACTER * len(one.revision.text) for one in unread]
    cuts = each(_cut, unread, costs)
    articles = tuple(
        Article(entry, revision, _sentences(cut.sentences))
        for (entry, revision), cut in zip(pairs, cuts, strict=True)
    )
    return articles, tuple(cut.profile for cut in cuts)


def _cut(unread: Article) -> _Cut:
    article = read(unread.entry, unread.revision)
    numbers = chain.from_iterable((one.start, one.end, one.block) for one in article.sentences)
    return _Cut(tuple(numbers), profile(article))


def _sentences(numbers: tuple[int, ...]) -> tuple[Sentence, ...]:
    return tuple(starmap(Sentence, zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)))
