"""What a newsletter remembers, in a workspace as people have it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newsletter.edition.verify import verify
from newsletter.pipeline.collect import Look, collect
from newsletter.pipeline.earlier import remembered, since_when
from newsletter.pipeline.forget import forget
from newsletter.pipeline.run import preview, run
from tests.pipeline.newsroom import ITEM, STORM, feed_with

if TYPE_CHECKING:
    from newsletter.config.settings import Settings
    from newsletter.model import Edition
    from newsletter.store.store import Store

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
GOES_ON = ITEM.format(
    guid="more",
    title="Northern passes stay closed",
    text="The storm that closed the northern passes on Sunday has buried 14 cars near Aldersund."
    " Crews expect to clear the passes by Tuesday.",
)
AGAIN = ITEM.format(
    guid="again",
    title="Passes in the north closed by storm",
    text="By Tuesday crews expect to clear the northern passes. A storm closed them on Sunday.",
)


def proved(edition: Edition, store: Store) -> bool:
    texts = store.entries.texts([source.revision for source in edition.sources])
    return verify(edition, texts) == ()


def test_what_goes_on_is_an_update_with_its_new_sentence(settings: Settings, store: Store) -> None:
    (morning,) = settings.newsletters
    first = run(morning, settings, store, NOW).edition
    assert first
    (settings.root / "wire.xml").write_text(feed_with(STORM, GOES_ON), "utf-8")
    seen = preview(morning, settings, store, NOW + HOUR).edition
    edition = run(morning, settings, store, NOW + HOUR).edition
    assert edition
    (item,) = edition.items
    assert (item.mark, item.since) == ("update", first.id)
    quotes = [*item.summary.sentences, *(one.quote for one in item.summary.bullets)]
    assert quotes
    assert all("Aldersund" in quote.text for quote in quotes)
    assert proved(edition, store)
    assert seen
    assert seen.items == edition.items


def test_what_says_it_again_is_held_back_and_counted(settings: Settings, store: Store) -> None:
    (morning,) = settings.newsletters
    run(morning, settings, store, NOW)
    (settings.root / "wire.xml").write_text(feed_with(STORM, AGAIN), "utf-8")
    again = run(morning, settings, store, NOW + HOUR)
    assert (again.edition, again.reason) == (None, "nothing new")
    (settings.root / "wire.xml").write_text(feed_with(STORM, AGAIN, GOES_ON), "utf-8")
    edition = run(morning, settings, store, NOW + 2 * HOUR).edition
    assert edition
    assert [item.mark for item in edition.items] == ["update"]
    assert run(morning, settings, store, NOW + 3 * HOUR).reason == "nothing new"


def test_after_a_week_without_a_word_a_story_is_told_anew(settings: Settings, store: Store) -> None:
    (morning,) = settings.newsletters
    run(morning, settings, store, NOW)
    assert remembered(morning, store, NOW + timedelta(days=6)).past
    assert remembered(morning, store, NOW + timedelta(days=8)).past == ()
    assert since_when(morning, NOW) == NOW - timedelta(days=7)


def test_what_a_correction_quotes_of_before_is_never_forgotten(
    settings: Settings, store: Store
) -> None:
    (morning,) = settings.newsletters
    run(morning, settings, store, NOW)
    edited = STORM.replace("Tuesday", "Friday")
    (settings.root / "wire.xml").write_text(feed_with(edited), "utf-8")
    edition = run(morning, settings, store, NOW + HOUR).edition
    assert edition
    assert [item.mark for item in edition.items] == ["revised"]
    forget(settings, store, NOW + timedelta(days=4000))
    assert proved(edition, store)


def test_an_edit_that_is_taken_back_is_a_revision_of_what_readers_saw(
    settings: Settings, store: Store
) -> None:
    (morning,) = settings.newsletters
    feed = settings.root / "wire.xml"
    said = []
    for hour, day in enumerate(("Tuesday", "Friday", "Tuesday", "Friday", "Friday")):
        feed.write_text(feed_with(STORM.replace("Tuesday", day)), "utf-8")
        edition = run(morning, settings, store, NOW + hour * HOUR).edition
        if edition and edition.items[0].corrections:
            assert proved(edition, store)
            (item,) = edition.items
            (edit,) = item.corrections
            assert edit.before
            assert edit.after
            said.append((item.mark, edit.before.text.split()[-1], edit.after.text.split()[-1]))
    back = ("revised", "Friday.", "Tuesday.")
    there = ("revised", "Tuesday.", "Friday.")
    assert said == [there, back, there]


def test_an_edit_that_no_edition_saw_is_nothing(settings: Settings, store: Store) -> None:
    (morning,) = settings.newsletters
    feed = settings.root / "wire.xml"
    run(morning, settings, store, NOW)
    feed.write_text(feed_with(STORM.replace("Tuesday", "Friday")), "utf-8")
    collect(morning, settings.root, store, NOW + HOUR, Look(by_hand=True))
    feed.write_text(feed_with(STORM), "utf-8")
    assert run(morning, settings, store, NOW + 2 * HOUR).reason == "nothing new"
