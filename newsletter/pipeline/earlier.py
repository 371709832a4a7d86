"""What a newsletter remembers of its earlier editions, so that it tells what is new."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from newsletter.digest.credit import credits_of
from newsletter.digest.earlier import Past
from newsletter.digest.reports import outlet
from newsletter.edition.codec import from_json
from newsletter.model import Ties
from newsletter.pipeline.collect import oldest
from newsletter.text.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from newsletter.config.settings import Newsletter
    from newsletter.model import Article, Edition, Entry, Item, Revision, Story
    from newsletter.pipeline.collect import Pairs
    from newsletter.store.store import Store
    from newsletter.store.values import StoredEdition

REMEMBERED = timedelta(days=7)  # after a week without a word a story is told anew

Held = dict[tuple[str, str], list["Entry"]]  # edition and revision: the entries that had it


@dataclass(frozen=True, slots=True)
class Memory:
    """What was told and considered before this edition, and what its editor asked of stories.

    `carried` are entries by id as other outlets printed them, to the letter.
    """

    past: tuple[Past, ...] = ()
    considered: frozenset[str] = frozenset()
    ties: Ties = field(default_factory=Ties)
    carried: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)

    def is_stale(self, story: Story) -> bool:
        """Whether nothing in a story was unheard: edits of what was held back are no news."""
        return all(article.entry.id in self.considered for article in story.articles)

    def by_all(self, articles: Iterable[Article]) -> tuple[Article, ...]:
        """The articles and all copies of them, each behind its own; an agency's own comes first."""
        return tuple(one for article in articles for one in self._printed(article))

    def _printed(self, article: Article) -> Sequence[Article]:
        copies = self.carried.get(article.entry.id, ())
        if not copies:
            return (article,)
        named = credits_of(article.revision)
        found = (article, *(replace(article, entry=entry) for entry in copies))
        return sorted(found, key=lambda one: outlet(one) not in named)


def since_when(newsletter: Newsletter, slot: datetime) -> datetime:
    """From which editions on are remembered: a week, or to the one before if that is longer."""
    return min(oldest(newsletter, slot), slot - REMEMBERED)


def remembered(
    newsletter: Newsletter,
    store: Store,
    slot: datetime,
    *,
    places: Sequence[str] = (),
    pairs: Pairs = (),
) -> Memory:
    """What earlier editions told, grouped by story, all that they considered, and all ties.

    Also who else in `places` printed that, or one of the `pairs`.
    """
    since = since_when(newsletter, slot)
    rows = store.told.considered(newsletter.name, since)
    held: Held = defaultdict(list)
    for row in rows:
        held[row.edition, row.revision].append(row.entry)
    stored = [(one, _decoded(one)) for one in store.told.editions(newsletter.name, since)]
    # A correction tells nothing that was not told by the edition that it corrects.
    editions = [(one, edition) for one, edition in stored if not edition.corrects]
    wanted = {
        revision for _, edition in editions for item in _items(edition) for revision in _texts(item)
    }
    past = _past(editions, held, store.entries.texts(sorted(wanted)))
    known = [article.entry for one in past for article in one.articles]
    carried = store.carriers.of((*known, *(entry for entry, _ in pairs)), places)
    return Memory(past, frozenset(row.entry.id for row in rows), store.ties.all(), carried)


def edited(newsletter: Newsletter, places: Sequence[str], store: Store, slot: datetime) -> Pairs:
    """What publishers changed since an edition considered it, with the text of now."""
    return store.told.edited(newsletter.name, places, since_when(newsletter, slot))


def _decoded(stored: StoredEdition) -> Edition:
    return from_json(stored.json, stored.id)


def _items(edition: Edition) -> tuple[Item, ...]:
    return (*edition.items, *edition.also)


def _texts(item: Item) -> tuple[str, ...]:
    """All that the story was made of, more than what was quoted."""
    return item.summary.sources


def _past(
    editions: Iterable[tuple[StoredEdition, Edition]], held: Held, texts: Mapping[str, Revision]
) -> tuple[Past, ...]:
    """The stories of all editions, each with its texts from the first edition to the last."""
    found: dict[str, Past] = {}
    for stored, edition in editions:
        for item in _items(edition):
            before = found.get(item.story)
            articles = tuple(
                read(entry, texts[revision])
                for revision in _texts(item)
                if revision in texts
                for entry in held[edition.id, revision]
            )
            earlier = before.articles if before else ()
            found[item.story] = Past(item.story, stored.id, stored.made_at, earlier + articles)
    return tuple(one for one in found.values() if one.articles)
