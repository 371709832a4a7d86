"""What an editor asked of clustering: entries that are one story, entries that are not.

It is done to what clustering made, whatever made it: stories with entries asked together become
one, and one with entries asked apart is parted among them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from newsletter.digest.cluster import WINDOW, likeness, story_id
from newsletter.model import Story, Ties

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from newsletter.digest.earlier import Past
    from newsletter.model import Article

    Beside = tuple[Story, tuple[Past, ...]]
    Pair = tuple[str, str]
    Alike = Callable[[Sequence[Article], Sequence[Article]], NDArray[np.float32]]
    Blocks = Mapping[str, list[int]]


def _alike(articles: Sequence[Article], others: Sequence[Article]) -> NDArray[np.float32]:
    return likeness(articles, others, window=WINDOW)


def obey(stories: Sequence[Story], ties: Ties, alike: Alike = _alike) -> tuple[Story, ...]:
    """The same articles in stories as `ties` want them; stories that no tie is about stay.

    In a story that is parted, those that were not asked go with whom they are most `alike`.
    Ties that contradict each other keep together what was asked together.
    """
    roots = _roots(ties.together)
    apart = _barred(ties.apart, roots)
    named = frozenset(entry for pair in apart for entry in pair) | frozenset(roots)
    found: list[Story] = []
    for together in _joined(stories, roots):
        articles = [article for story in _largest_first(together) for article in story.articles]
        if not any(roots.get(one.entry.id, one.entry.id) in named for one in articles):
            found.extend(together)
            continue
        parts = list(_parted(articles, roots, apart, alike))
        whole = len(parts) == len(together) == 1
        found.extend(together if whole else (_story(part) for part in parts))
    return tuple(found)


def retied(
    continued: Sequence[Beside], ties: Ties, past: Sequence[Past] = ()
) -> tuple[Beside, ...]:
    """Stories beside the earlier ones that they continue, so that `ties` hold of both.

    One that is asked together with an entry of the `past` continues its story. Of a story that is
    parted, one part goes on: the one with an entry that was told before. None goes on with an
    earlier story that holds an entry it is asked apart from.
    """
    if not ties.together and not ties.apart:
        return tuple(continued)
    barred = _barred(ties.apart, roots := _roots(ties.together))
    before_of: defaultdict[str, list[Past]] = defaultdict(list)
    for story, before in continued:
        for article in story.articles:
            before_of[article.entry.id].extend(before)
    asked = tuple(_asked_on(before_of, roots, barred, past))
    found: list[Beside] = []
    for story in obey([story for story, _ in continued], Ties(ties.together + asked, ties.apart)):
        own = {one.entry.id for one in story.articles}
        known = [past for entry in sorted(own) for past in before_of[entry]]
        kept = {id(past): past for past in known if not _apart(own, past, roots, barred)}
        found.append((story, tuple(kept.values())))
    return _once(found)


def _asked_on(
    before_of: dict[str, list[Past]],
    roots: Mapping[str, str],
    barred: frozenset[Pair],
    past: Sequence[Past],
) -> Iterator[Pair]:
    """Adds earlier stories to the entries of today that are asked together with one of theirs.

    Yields those entries with the ones that go on with such a story already: they are one, too.
    """
    today = tuple(before_of)
    for earlier in past:
        told = {roots[a.entry.id] for a in earlier.articles if a.entry.id in roots}
        joining = [entry for entry in today if roots.get(entry) in told]
        for entry in joining:
            if any(one is earlier for one in before_of[entry]):
                continue
            for other in today:
                pair = roots.get(entry, entry), roots.get(other, other)
                if any(one is earlier for one in before_of[other]) and pair not in barred:
                    yield entry, other
            before_of[entry].append(earlier)


def _apart(own: set[str], past: Past, roots: Mapping[str, str], barred: frozenset[Pair]) -> bool:
    told = {one.entry.id for one in past.articles}
    return not own & told and any(
        (roots.get(one, one), roots.get(other, other)) in barred for one in own for other in told
    )


def _once(found: Sequence[Beside]) -> tuple[Beside, ...]:
    """Each earlier story goes on in one of today's, and lends its id; the others are new."""
    taken: dict[int, int] = {}
    for place, (story, before) in enumerate(found):
        own = {one.entry.id for one in story.articles}
        for past in before:
            if id(past) not in taken or own & {one.entry.id for one in past.articles}:
                taken[id(past)] = place
    result: list[Beside] = []
    for place, (story, before) in enumerate(found):
        kept = tuple(past for past in before if taken[id(past)] == place)
        if kept and story.id not in {past.story for past in kept}:
            result.append((Story(kept[0].story, story.articles), kept))
        else:
            result.append((story if kept else _story(story.articles), kept))
    return tuple(result)


def contradiction(ties: Ties) -> Pair | None:
    """The first pair asked apart of two entries that are also asked together, by way of others."""
    roots = _roots(ties.together)
    return next(((a, b) for a, b in ties.apart if roots.get(a, a) == roots.get(b, b)), None)


def _roots(pairs: Iterable[Pair]) -> dict[str, str]:
    """Each entry that is asked together with others, and the one that stands for them all."""
    groups: dict[str, set[str]] = {}
    for pair in pairs:
        joined = set(pair).union(*(groups.get(entry, ()) for entry in pair))
        groups.update(dict.fromkeys(joined, joined))
    return {entry: min(group) for entry, group in groups.items()}


def _barred(apart: Iterable[Pair], roots: Mapping[str, str]) -> frozenset[Pair]:
    """The pairs asked apart, both ways round, by those that stand for them."""
    pairs = {(roots.get(one, one), roots.get(other, other)) for one, other in apart}
    return frozenset(way for a, b in pairs if a != b for way in ((a, b), (b, a)))


def _joined(stories: Sequence[Story], roots: Mapping[str, str]) -> list[list[Story]]:
    """Stories that share what is asked together, in one list; in the order of the first of each."""
    lists: list[list[Story]] = []
    holder: dict[str, list[Story]] = {}
    for story in stories:
        wanted = {roots[one.entry.id] for one in story.articles if one.entry.id in roots}
        meeting = [one for one in lists if any(holder.get(root) is one for root in wanted)]
        target = meeting[0] if meeting else []
        if not meeting:
            lists.append(target)
        for other in meeting[1:]:
            target.extend(other)
            lists = [one for one in lists if one is not other]
            holder.update({root: target for root, where in holder.items() if where is other})
        target.append(story)
        holder.update(dict.fromkeys(wanted, target))
    return lists


def _largest_first(stories: Sequence[Story]) -> list[Story]:
    return sorted(stories, key=lambda story: -len(story.articles))


def _parted(
    articles: Sequence[Article], roots: Mapping[str, str], barred: frozenset[Pair], alike: Alike
) -> Iterator[list[Article]]:
    """Each part in the order of `articles`; all in one where nothing in them is asked apart."""
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for place, article in enumerate(articles):
        blocks[roots.get(article.entry.id, article.entry.id)].append(place)
    asked = [one for one in blocks if any((one, other) in barred for other in blocks)]
    if not asked:
        yield list(articles)
        return
    matrix = alike(articles, articles)
    parts: list[list[str]] = []
    for one in (*asked, *(block for block in blocks if block not in asked)):
        free = [part for part in parts if not any((one, other) in barred for other in part)]
        if free:
            _likest(one, free, blocks, matrix).append(one)
        else:
            parts.append([one])
    for part in parts:
        yield [articles[place] for place in sorted(p for one in part for p in blocks[one])]


def _likest(
    one: str, parts: Sequence[list[str]], blocks: Blocks, matrix: NDArray[np.float32]
) -> list[str]:
    """The part with the highest mean likeness; of equals the first."""

    def mean(part: Sequence[str]) -> float:
        places = [place for other in part for place in blocks[other]]
        return round(float(matrix[np.ix_(blocks[one], places)].mean()), 3)

    return max(parts, key=mean)


def _story(articles: Sequence[Article]) -> Story:
    return Story(story_id(articles), tuple(articles))
