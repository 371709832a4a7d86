"""Stories -> what the edition tells of them: heavy work, cut into tasks that can be shared.

What travels are frozen values both ways, without what no summary reads.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from newsletter.digest.bullets import bullets
from newsletter.digest.summarise import summarise_story
from newsletter.digest.telling import telling
from newsletter.edition.compose import Told
from newsletter.model import Story

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.digest.lens_types import Lens
    from newsletter.digest.options import DigestOptions
    from newsletter.digest.since import Since
    from newsletter.model import Article, Summary, Telling
    from newsletter.model.work import Each
    from newsletter.pipeline.earlier import Memory

# Seconds a character that stories take: in full (each budget looks at all bullets), as a headline,
# and to find their bullets.
IN_FULL, HEADLINE, BULLETS = 5.4e-6, 8e-7, 8e-7


@dataclass(frozen=True, slots=True)
class _Untold:
    """A story to be told by `shown`, which `texts` printed, and `beside` before them."""

    shown: tuple[Article, ...]
    texts: tuple[Article, ...] = ()
    beside: tuple[Article, ...] = ()

    @property
    def name(self) -> str:
        """What people call it."""
        return self.shown[0].name if self.shown else ""

    @property
    def light(self) -> _Untold:
        """The same without what no summary reads."""
        return _Untold(
            *(tuple(map(_light, some)) for some in (self.shown, self.texts, self.beside))
        )


@dataclass(frozen=True, slots=True)
class _Heard:
    """What a story comes to: in all, within the share that may be quoted, and by whom."""

    whole: Summary
    limited: Summary | None
    telling: Telling


def told_of(  # noqa: PLR0913 - the stories, what is asked of them, and how it is worked out
    stories: Sequence[Since],
    lenses: Sequence[Lens],
    options: DigestOptions,
    memory: Memory,
    *,
    share: float,
    each: Each,
) -> list[Told]:
    """The stories with all that printed them; of an update, also with those that told it before.

    Of each text no more is quoted than `share`.
    """
    untold = [_untold(one, memory) for one in stories]
    full = partial(_in_full, lenses=lenses, options=options, share=share)
    heard = each(full, [one.light for one in untold], _costs(stories, IN_FULL))
    return [
        replace(
            _continued(since, found.limited or found.whole),
            whole=found.whole if found.limited else None,
            story=Story(since.story.id, memory.by_all(since.shown)),
            telling=found.telling,
            beside=one.beside,
        )
        for since, one, found in zip(stories, untold, heard, strict=True)
    ]


def headlines(stories: Sequence[Since], options: DigestOptions, each: Each) -> list[Told]:
    """Each story as a headline with one sentence."""
    short = replace(options, sentences=1, words=None, method="default")
    tasks = [_Untold(one.shown).light for one in stories]
    found = each(partial(_in_short, options=short), tasks, _costs(stories, HEADLINE))
    return [_continued(*both) for both in zip(stories, found, strict=True)]


def headline_alone(told: Told) -> Told:
    """A headline over what was changed: the rest was told before."""
    return replace(told, summary=replace(told.summary, sentences=(), bullets=()))


def bullets_of(stories: Sequence[Since], lenses: Sequence[Lens], each: Each) -> Sequence[int]:
    """How many bullets each story has."""
    tasks = [_Untold(one.shown).light for one in stories]
    return each(partial(_bullets_in, lenses=lenses), tasks, _costs(stories, BULLETS))


def _in_full(one: _Untold, lenses: Sequence[Lens], options: DigestOptions, share: float) -> _Heard:
    whole = summarise_story(one.shown, lenses, options, apart=True)
    limited = (
        summarise_story(one.shown, lenses, options, apart=True, share=share) if share < 1 else None
    )
    return _Heard(whole, limited, telling(one.texts, one.beside))


def _in_short(one: _Untold, options: DigestOptions) -> Summary:
    return summarise_story(one.shown, (), options)


def _bullets_in(one: _Untold, lenses: Sequence[Lens]) -> int:
    return len(bullets(one.shown, lenses))


def _untold(one: Since, memory: Memory) -> _Untold:
    every = {(article.entry.id, article.revision.id): article for article in one.story.articles}
    texts = memory.by_all(every.pop((a.entry.id, a.revision.id)) for a in one.shown)
    rest = {(a.entry.id, a.revision.id): a for a in (*one.earlier, *every.values())}
    beside = memory.by_all(rest.values()) if one.mark == "update" else ()
    return _Untold(one.shown, texts, beside)


def _continued(one: Since, summary: Summary) -> Told:
    """The story with its mark; it was made of all its texts, though it is told by some."""
    made_of = tuple(article.revision.id for article in one.story.articles)
    return Told(
        Story(one.story.id, one.shown),
        replace(summary, sources=made_of),
        "new" if one.mark == "unchanged" else one.mark,
        one.edition,
        one.changes,
        one.corrections,
        one.quoted,
    )


def _costs(stories: Sequence[Since], a_character: float) -> list[float]:
    return [a_character * sum(len(a.revision.text) for a in one.shown) for one in stories]


def _light(article: Article) -> Article:
    return replace(article, entry=replace(article.entry, content=""))
