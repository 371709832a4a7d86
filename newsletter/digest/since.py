"""Today's stories beside what earlier editions told: new, an update, a revision, or unchanged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from newsletter.digest.changes import figure_changes, with_course
from newsletter.digest.constraints import retied
from newsletter.digest.earlier import continues
from newsletter.digest.edits import edits, is_rewritten
from newsletter.digest.novelty import news_in, said_in
from newsletter.model import Ties
from newsletter.text.wording import meaning

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newsletter.digest.earlier import Past
    from newsletter.digest.novelty import Novelty, Said
    from newsletter.model import Article, Change, Correction, Mark, Sentence, Story

    News = Mapping[Sentence, Novelty]
    Meaning = tuple[str, ...]

NO_TIES = Ties()
CHANGES, CORRECTIONS = 5, 5  # of a story: more is a table that nobody reads


@dataclass(frozen=True, slots=True)
class Since:
    """What is new of a story since the editions that told it.

    `story` has all of today's articles. `shown` are the articles to tell it by: of an update
    those that say something new, cut down to the sentences that do; of the unchanged none.
    `quoted` are the earlier texts that changes and corrections speak of, `earlier` all of them.
    """

    story: Story
    shown: tuple[Article, ...]
    mark: Mark | Literal["unchanged"] = "new"
    edition: str = ""
    changes: tuple[Change, ...] = ()
    corrections: tuple[Correction, ...] = ()
    quoted: tuple[Article, ...] = ()
    earlier: tuple[Article, ...] = ()


def since(
    stories: Sequence[Story], past: Sequence[Past], ties: Ties = NO_TIES
) -> tuple[Since, ...]:
    """Each story with its mark; stories that continue one earlier story are one.

    An update tells a sentence, with a name or number, that no earlier text of the story tells,
    nor one of another story in the same words. A revision is an edit of a text that was printed,
    and no news. `ties` hold of earlier stories as well.
    """
    found: list[Since] = []
    told = _told(past)
    for story, before in retied(continues(stories, past), ties, past):
        compared = _quoting(_compared(story, before, told), before) if before else None
        found.append(compared or Since(story, story.articles))
    return tuple(found)


def _quoting(found: Since, before: Sequence[Past]) -> Since:
    """The surest changes and first corrections, with the texts that they are of."""
    told = {(a.entry.id, a.revision.id): a for past in before for a in past.articles}
    texts = {a.revision.id: a for a in told.values()}
    corrections = found.corrections[:CORRECTIONS]
    changes = tuple(with_course(one, tuple(texts.values())) for one in found.changes[:CHANGES])
    quoted = (quote for one in changes for quote in (*one.course, one.before))
    wanted = {quote.span.revision for quote in quoted} | {one.was for one in corrections}
    return replace(
        found,
        changes=changes,
        corrections=corrections,
        quoted=tuple(article for key, article in texts.items() if key in wanted),
        earlier=tuple(told.values()),
    )


def _told(past: Sequence[Past]) -> frozenset[Meaning]:
    """What sentences of any story mean: an outlet may move one from one story to another."""
    articles = {one.revision.id: one for before in past for one in before.articles}
    return frozenset(
        meaning(article.text_of(sentence))
        for article in articles.values()
        for sentence in article.sentences
    )


def _compared(story: Story, before: Sequence[Past], told: frozenset[Meaning]) -> Since:
    in_time = sorted(before, key=lambda past: past.at)
    earlier = [article for past in in_time for article in past.articles]
    last = {article.entry.id: article for article in earlier}
    edited = [
        article
        for article in story.articles
        if article.entry.id in last and not is_rewritten(last[article.entry.id], article)
    ]
    corrections = tuple(made for one in edited for made in edits(last[one.entry.id], one))
    known = {article.revision.id for article in (*earlier, *edited)}
    fresh = [article for article in story.articles if article.revision.id not in known]
    found = Since(story, (), "unchanged", in_time[-1].edition)
    said = said_in(earlier)
    news = {article.revision.id: _news(article, said, told) for article in (*fresh, *edited)}
    if any(one.is_telling for article in fresh for one in news[article.revision.id].values()):
        return _updated(found, fresh, edited, earlier, corrections, news=news)
    if corrections:
        changes = figure_changes(edited, earlier)
        return replace(
            found,
            shown=tuple(edited),
            mark="revised",
            changes=tuple(one for one in changes if _is_of(one, corrections)),
            corrections=corrections,
        )
    return found


def _updated(  # noqa: PLR0913 - what is fresh, what was edited, and what of it is news
    found: Since,
    fresh: Sequence[Article],
    edited: Sequence[Article],
    earlier: Sequence[Article],
    corrections: tuple[Correction, ...],
    *,
    news: Mapping[str, News],
) -> Since:
    """An update by fresh articles; an edited one tells it, too, if its title says so."""
    old_titles = {meaning(article.revision.title) for article in earlier}
    telling = [
        *fresh,
        *(article for article in edited if meaning(article.revision.title) not in old_titles),
    ]
    changes = figure_changes((*fresh, *edited), earlier)
    shown = tuple(_cut(telling, news, changes))
    printed = {article.revision.id for article in shown}
    return replace(
        found,
        shown=shown,
        mark="update",
        changes=changes,
        corrections=tuple(one for one in corrections if one.now not in printed),
    )


def _news(article: Article, said: Said, told: frozenset[Meaning]) -> News:
    """The sentences that say something new, and how much."""
    return {
        sentence: found
        for sentence, found in news_in(article, said)
        if meaning(article.text_of(sentence)) not in told
    }


def _cut(
    articles: Sequence[Article], news: Mapping[str, News], changes: Sequence[Change]
) -> Iterable[Article]:
    """The articles with their new sentences only; those without any are left out."""
    changed = {(one.after.span.revision, one.after.span.start) for one in changes}
    for article in articles:
        kept = tuple(
            sentence
            for sentence in article.sentences
            if sentence in news[article.revision.id]
            or (article.revision.id, sentence.start) in changed
        )
        if kept:
            yield replace(article, sentences=kept)


def _is_of(change: Change, corrections: Sequence[Correction]) -> bool:
    """Whether the publisher's edit is what changed the figure."""
    return any(one.after and one.after.span == change.after.span for one in corrections)
