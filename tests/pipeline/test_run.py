from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from newsletter.edition.codec import from_json
from newsletter.edition.verify import verify
from newsletter.errors import ConfigError
from newsletter.model import Entry
from newsletter.pipeline.collect import files_only, fresh, keep, locations, look, oldest
from newsletter.pipeline.due import run_due
from newsletter.pipeline.run import preview, run
from newsletter.text.reading import revision
from tests.pipeline.newsroom import ITEM, STORM, feed_with

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.config.settings import Settings
    from newsletter.store.store import Store

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
FILES = {
    "edition.md",
    "edition.html",
    "edition.email.html",
    "edition.txt",
    "edition.eml",
    "edition.json",
}
LATER = ITEM.format(
    guid="later",
    title="Mayor opens the tunnel",
    text="The mayor opened the tunnel on Monday. It cost 20 million euros.",
)


def headlines(folder: Path) -> set[str]:
    edition = from_json((folder / "edition.json").read_bytes(), "edition.json")
    return {
        item.summary.headline.text
        for item in (*edition.items, *edition.also)
        if item.summary.headline
    }


def test_the_first_run_tells_everything_and_the_second_nothing(
    settings: Settings, store: Store
) -> None:
    (morning,) = settings.newsletters
    first = run(morning, settings, store, NOW)
    assert first.edition
    assert (first.coverage.feeds, first.coverage.answered, first.coverage.files) == (3, 3, 5)
    (folder,) = first.folders
    assert folder == settings.root / "out/morning/2026-11-23T0730"
    assert {path.name for path in folder.iterdir()} == FILES
    told = headlines(folder)
    assert {"Storm closes the northern passes", "A note on tides", "Mill hires forty"} <= told
    assert len(told) == 8

    second = run(morning, settings, store, NOW + timedelta(minutes=1))
    assert second.edition is None
    assert second.reason == "nothing new"
    assert not second.folders


def test_an_edition_tells_only_what_no_earlier_one_told(
    settings: Settings, store: Store, workspace: Path
) -> None:
    (morning,) = settings.newsletters
    run(morning, settings, store, NOW)
    (workspace / "wire.xml").write_text(feed_with(LATER, STORM), "utf-8")
    again = run(morning, settings, store, NOW + timedelta(minutes=5))
    assert headlines(again.folders[0]) == {"Mayor opens the tunnel"}


def test_two_editions_of_one_minute_have_different_ids(
    settings: Settings, store: Store, workspace: Path
) -> None:
    (morning,) = settings.newsletters
    first = run(morning, settings, store, NOW)
    (workspace / "wire.xml").write_text(feed_with(LATER), "utf-8")
    second = run(morning, settings, store, NOW)
    assert first.edition
    assert second.edition
    assert second.edition.id == f"{first.edition.id}-2"


def test_old_news_from_the_network_does_not_enter_an_edition(
    settings: Settings, store: Store, workspace: Path
) -> None:
    """A feed added later does not flood; what lies in files counts from when it was first seen."""
    url = "https://wire.example/feed.xml"
    (morning,) = settings.newsletters
    online = replace(morning, sources=replace(morning.sources, feeds=(url, "quay.atom")))
    late = NOW + timedelta(days=30)
    young, old = (
        Entry(name, "Wire", url, name, title=name, published=at)
        for name, at in (("young", late - timedelta(hours=35)), ("old", late - timedelta(hours=37)))
    )
    texts = [(one, revision(one.title, f"The {one.title} ferry sails.")) for one in (young, old)]
    store.entries.add(texts, late)
    keep(look(files_only(online, workspace), workspace, store, late), store, late)
    told = {entry.title for entry, _ in fresh(online, locations(online, workspace), store, late)}
    assert "young" in told
    assert "old" not in told
    assert {"Ferry line orders two ships", "Mill hires forty"} <= told


def test_what_was_held_back_is_counted_and_not_offered_again(
    settings: Settings, store: Store
) -> None:
    (morning,) = settings.newsletters
    picky = replace(morning, digest=replace(morning.digest, include=("library",)))
    first = run(picky, settings, store, NOW)
    assert first.edition
    assert headlines(first.folders[0]) == {"Library opens its new reading room"}
    assert first.edition.coverage.held == 7
    assert run(picky, settings, store, NOW + timedelta(minutes=1)).reason == "nothing new"


def test_every_line_of_an_edition_is_proved_by_the_store(settings: Settings, store: Store) -> None:
    (morning,) = settings.newsletters
    edition = run(morning, settings, store, NOW).edition
    assert edition
    texts = store.entries.texts([source.revision for source in edition.sources])
    assert verify(edition, texts) == ()


def test_a_source_in_trouble_is_named_and_the_rest_goes_on(
    settings: Settings, store: Store, workspace: Path
) -> None:
    (workspace / "wire.xml").write_text("no feed at all")
    (workspace / "documents" / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (workspace / "documents" / "empty.md").write_text("")
    (morning,) = settings.newsletters
    outcome = run(morning, settings, store, NOW)
    assert outcome.edition
    troubled = {trouble.source: trouble.reason for trouble in outcome.coverage.troubles}
    assert set(troubled) == {"wire.xml", "documents/photo.txt", "documents/empty.md"}
    assert outcome.coverage.answered == 2
    assert "Mill hires forty" in headlines(outcome.folders[0])


def test_a_feed_that_fails_is_told_with_the_day_it_last_answered(
    settings: Settings, store: Store, workspace: Path
) -> None:
    (morning,) = settings.newsletters
    run(morning, settings, store, NOW)
    (workspace / "wire.xml").write_text("no feed at all")
    outcome = run(morning, settings, store, NOW + timedelta(days=2))
    (trouble,) = outcome.coverage.troubles
    assert (trouble.source, trouble.since) == ("wire.xml", NOW)


def test_an_edition_that_could_not_be_written_is_written_by_the_next_run(
    settings: Settings, store: Store, workspace: Path
) -> None:
    (workspace / "out").write_text("in the way")
    (morning,) = settings.newsletters
    first = run(morning, settings, store, NOW)
    assert first.edition
    assert not first.folders
    assert len(first.failures) == 1
    (workspace / "out").unlink()
    second = run(morning, settings, store, NOW + timedelta(minutes=10))
    assert second.edition is None
    assert [folder.name for folder in second.folders] == ["2026-11-23T0730"]


def test_a_preview_shows_the_edition_and_stores_nothing(settings: Settings, store: Store) -> None:
    (morning,) = settings.newsletters
    shown = preview(morning, settings, store, NOW).edition
    assert shown
    assert store.entries.rows() == ()
    assert store.feeds.all() == {}
    made = run(morning, settings, store, NOW).edition
    assert made == shown
    assert preview(morning, settings, store, NOW + timedelta(minutes=1)).edition is None


def test_a_planned_edition_is_made_once_at_its_slot(settings: Settings, store: Store) -> None:
    (morning,) = settings.newsletters
    before = datetime(2026, 11, 23, 5, 59, tzinfo=UTC)
    early = replace(morning, catch_up=timedelta(minutes=30))
    assert list(run_due(early, settings, store, before)) == []
    (made,) = run_due(morning, settings, store, before + timedelta(minutes=2))
    assert made.edition
    assert made.edition.id == "morning/2026-11-23T0700"
    assert made.edition.slot == datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    assert list(run_due(morning, settings, store, before + timedelta(minutes=3))) == []


def test_after_downtime_the_newest_slot_is_made_and_older_ones_are_recorded(
    settings: Settings, store: Store
) -> None:
    (morning,) = settings.newsletters
    often = replace(morning, schedule="06:00, 06:30, 07:00")
    (made,) = run_due(often, settings, store, NOW)
    assert made.edition
    assert made.edition.id == "morning/2026-11-23T0700"
    skipped = {row.key: row.reason for row in store.ledger.last() if row.state == "skipped"}
    assert set(skipped) == {"2026-11-23T0600", "2026-11-23T0630"}
    assert all("later edition" in reason for reason in skipped.values())


def test_a_slot_without_news_is_recorded_and_makes_no_edition(
    settings: Settings, store: Store, workspace: Path
) -> None:
    shutil.rmtree(workspace / "documents")
    (workspace / "documents").mkdir()
    for name in ("wire.xml", "quay.atom"):
        (workspace / name).unlink()
    (workspace / "post.json").write_text(
        '{"version": "https://jsonfeed.org/version/1", "items": []}'
    )
    (morning,) = settings.newsletters
    (outcome,) = run_due(morning, settings, store, NOW)
    assert outcome.edition is None
    (row,) = store.ledger.last()
    assert (row.state, row.reason) == ("skipped", "nothing new")
    assert list(run_due(morning, settings, store, NOW + timedelta(minutes=5))) == []


def test_an_edit_by_the_publisher_does_not_tell_the_story_twice(
    settings: Settings, store: Store, workspace: Path
) -> None:
    (morning,) = settings.newsletters
    run(morning, settings, store, NOW)
    (workspace / "wire.xml").write_text(feed_with(STORM.replace("Crews", "Many crews")), "utf-8")
    second = run(morning, settings, store, NOW + timedelta(minutes=5)).edition
    assert second
    (item,) = second.items
    assert (item.mark, item.summary.sentences, item.summary.bullets) == ("revised", (), ())
    (edit,) = item.corrections
    assert edit.before
    assert edit.after
    assert edit.after.text == edit.before.text.replace("Crews", "Many crews")
    (workspace / "wire.xml").write_text(feed_with(STORM.replace("Crews", "Many, crews")), "utf-8")
    third = run(morning, settings, store, NOW + timedelta(minutes=9))
    assert third.reason == "nothing new"


def test_an_entry_without_words_is_no_story(settings: Settings, store: Store) -> None:
    (morning,) = settings.newsletters
    empty = "<item><guid>empty</guid><link>https://wire.example/empty</link></item>"
    (settings.root / "wire.xml").write_text(feed_with(STORM, empty), "utf-8")
    first = run(morning, settings, store, NOW)
    assert first.edition
    assert all(item.summary.headline for item in first.edition.items)
    assert len(headlines(first.folders[0])) == 8
    (settings.root / "wire.xml").write_text(feed_with(empty.replace("empty", "other")), "utf-8")
    second = run(morning, settings, store, NOW + timedelta(minutes=1))
    assert (second.edition, second.reason) == (None, "nothing new")


@pytest.mark.parametrize(
    ("schedule", "days"),
    [("07:00", 1.5), ("mon 07:00", 7), ("0 7 1 * *", 31), ("0 7 1 2,5,8,11 *", 92)],
)
def test_an_edition_reaches_back_to_the_slot_before_it(
    settings: Settings, schedule: str, days: float
) -> None:
    slot = datetime(2027, 2, 1, 7, tzinfo=UTC)  # a Monday, and the first of its month
    newsletter = replace(settings.newsletters[0], schedule=schedule, timezone="UTC")
    assert slot - oldest(newsletter, slot) == timedelta(days=days)


def test_a_lens_that_is_not_there_is_told_before_anything_is_asked(
    settings: Settings, store: Store
) -> None:
    (morning,) = settings.newsletters
    wrong = replace(morning, digest=replace(morning.digest, lenses=("risk",)))
    for make in (run, preview):
        with pytest.raises(ConfigError, match="did you mean `risks`"):
            make(wrong, settings, store, NOW)
    assert store.entries.rows() == ()
    assert store.ledger.last() == ()
