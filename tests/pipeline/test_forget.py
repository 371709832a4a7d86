"""A workspace that runs for years keeps what it told, and forgets the rest, on any database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from newsletter.edition.codec import from_json
from newsletter.edition.verify import verify
from newsletter.pipeline.forget import forget
from newsletter.pipeline.run import run
from newsletter.store.options import StoreOptions
from newsletter.store.store import Store, open_store
from tests.pipeline.newsroom import ITEM, STORM, feed_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsletter.config.settings import Settings

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
YEAR = timedelta(days=366)
LAMP_TITLE = "Lamp oil prices in the last century"
LAMPS = ITEM.format(
    guid="lamps",
    title=LAMP_TITLE,
    text="Lamp oil cost four shillings a gallon in those years. Nobody complained about it.",
)


@pytest.fixture
def store(settings: Settings, url: str) -> Iterator[Store]:
    with open_store(url, settings.root) as opened:
        yield opened


def kept(store: Store) -> dict[str, bool]:
    """By title, whether the entry's text is still there."""
    rows = store.entries.rows()
    texts = store.entries.texts([row.revision for row in rows])
    return {row.title: row.revision in texts for row in rows}


def test_what_was_told_stays_and_can_be_proved_and_nothing_comes_twice(
    settings: Settings, store: Store, workspace: Path
) -> None:
    (morning,) = settings.newsletters
    choosy = replace(morning, digest=replace(morning.digest, exclude=("lamp oil",)))
    (workspace / "wire.xml").write_text(feed_with(STORM, LAMPS), "utf-8")
    first = run(choosy, settings, store, NOW).edition
    assert first is not None
    before = kept(store)
    assert all(before.values())
    late = NOW + 3 * YEAR
    assert forget(settings, store, late) == 1
    assert [title for title, there in kept(store).items() if not there] == [LAMP_TITLE]
    edition = from_json(store.editions.get(first.id) or b"", first.id)
    texts = store.entries.texts([source.revision for source in edition.sources])
    assert verify(edition, texts) == ()
    assert run(morning, settings, store, late).reason == "nothing new"
    assert set(kept(store)) == set(before)


def test_what_an_edition_may_still_tell_is_kept_longer_than_the_setting_says(
    settings: Settings, store: Store
) -> None:
    (morning,) = settings.newsletters
    run(morning, settings, store, NOW)
    short = replace(settings, store=StoreOptions(retention=timedelta(seconds=1)))
    slow = replace(morning, name="slow", sources=replace(morning.sources, max_age=YEAR))
    before = kept(store)
    late = NOW + timedelta(days=100)
    assert forget(replace(short, newsletters=(morning, slow)), store, late) == 0
    assert kept(store) == before
