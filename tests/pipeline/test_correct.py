"""A correction is an edition of its own, beside the one that it puts right."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from newsletter.deliver.options import WebhookOptions
from newsletter.edition.codec import from_json
from newsletter.edition.counted import counted_problems
from newsletter.edition.verify import verify
from newsletter.errors import DeliveryError
from newsletter.pipeline.correct import correct
from newsletter.pipeline.due import run_due
from newsletter.pipeline.run import run
from newsletter.pipeline.send import approve, draft, drop, send
from newsletter.render.archive import FEED
from newsletter.sources.outside import Outside
from tests.deliver.receiver import SECRET, Receiver, receiving
from tests.pipeline.newsroom import ITEM, STORM, feed_with

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.config.settings import Settings
    from newsletter.model import Edition
    from newsletter.pipeline.drafts import Desk
    from newsletter.store.store import Store

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
WEIR = ITEM.format(guid="weir", title="Weir at Sundal gives way", text="It gave way at noon.")
WRONG = "The passes closed on Sunday, <b>not</b> on Monday."
TOLD = "**Correction to the edition of Monday, 23 November 2026, 07:30 CET:**"


def laid(edition: Edition, settings: Settings, store: Store, minutes: int = 1) -> Desk:
    now = NOW + minutes * MINUTE
    return correct(edition.id, settings.newsletters[0], settings, store, wrong=WRONG, now=now)


def rewrite(told: Desk, before: str, after: str) -> None:
    assert told.file
    text = told.file.read_text("utf-8")
    assert before in text
    told.file.write_text(text.replace(before, after), "utf-8")


def made(settings: Settings, store: Store, outside: Outside | None = None) -> Edition:
    edition = run(settings.newsletters[0], settings, store, NOW, outside=outside).edition
    assert edition
    return edition


def test_a_correction_goes_out_beside_what_was_wrong(settings: Settings, store: Store) -> None:
    (morning,) = settings.newsletters
    first = made(settings, store)
    before = (settings.root / "out" / first.id / "edition.json").read_bytes()
    told = laid(first, settings, store)
    rewrite(told, "Storm closes the northern passes", "Storm closed the northern passes on Sunday")
    sent = send(morning, settings, store, NOW + 2 * MINUTE).edition
    assert sent
    assert (sent.id, sent.corrects) == ("morning/2026-11-23T0730-r2", first.id)
    assert sent.subject == f"Correction: {first.subject}"
    assert sent.introduction
    assert sent.introduction.text.startswith(TOLD)
    assert sent.as_of == first.as_of
    assert (settings.root / "out" / first.id / "edition.json").read_bytes() == before
    page = (settings.root / "out" / sent.id / "edition.html").read_text("utf-8")
    assert "Storm closed the northern passes on Sunday" in page
    assert "&lt;b&gt;not&lt;/b&gt;" in page
    assert {one.state for one in store.deliveries.of(sent.id)} == {"done"}
    index = (settings.root / "out/morning/index.html").read_text("utf-8")
    feed = (settings.root / f"out/morning/{FEED}").read_text("utf-8")
    for listed in (index, feed):
        assert "2026-11-23T0730-r2" in listed
        assert listed.count("2026-11-23T0730") > listed.count("2026-11-23T0730-r2")
        assert "Correction: " in listed
    texts = store.entries.texts([source.revision for source in sent.sources])
    assert verify(sent, texts, own=store.drafts.own(sent.id)) == ()
    assert list(counted_problems(sent, store.told.counted(sent.corrects))) == []


def test_corrections_are_numbered_and_keep_what_an_editor_wrote(
    settings: Settings, store: Store
) -> None:
    (morning,) = settings.newsletters
    desk = draft(morning, settings, store, NOW)
    rewrite(desk, "introduction:", "introduction: Good morning, coast.")
    assert desk.file
    desk.file.write_text(desk.file.read_text("utf-8") + "\nMy *closing* words.\n", "utf-8")
    first = send(morning, settings, store, NOW).edition
    assert first
    for number in (2, 3):
        told = laid(first, settings, store, number)
        assert told.file
        assert f"draft: morning/draft-2026-11-23T0730-r{number}\n" in told.file.read_text("utf-8")
        sent = send(morning, settings, store, NOW + number * MINUTE).edition
        assert sent
        assert sent.id == f"morning/2026-11-23T0730-r{number}"
        assert sent.corrects == "morning/2026-11-23T0730"
        assert sent.subject.count("Correction:") == 1
        assert sent.introduction
        assert sent.introduction.text.endswith("Good morning, coast.") is (number == 2)
        assert sent.closing == first.closing
        assert [one.story for one in sent.items] == [one.story for one in first.items]
        first = sent


def test_a_correction_uses_up_nothing_and_tells_nothing_as_news(
    settings: Settings, store: Store, workspace: Path
) -> None:
    (morning,) = settings.newsletters
    first = made(settings, store)
    (workspace / "wire.xml").write_text(feed_with(STORM.replace("Crews", "Many crews")), "utf-8")
    revised = run(morning, settings, store, NOW + MINUTE).edition
    assert revised
    laid(first, settings, store, 2)
    assert send(morning, settings, store, NOW + 3 * MINUTE).edition
    assert run(morning, settings, store, NOW + 4 * MINUTE).reason == "nothing new"


def test_only_what_is_published_is_corrected_and_one_at_a_time(
    settings: Settings, store: Store
) -> None:
    (morning,) = settings.newsletters
    first = made(settings, store)
    with pytest.raises(DeliveryError, match="is not published"):
        laid(replace(first, id="morning/2026-01-01T0700"), settings, store)
    with pytest.raises(DeliveryError, match="is not published"):
        laid(replace(first, id="other/2026-11-23T0730"), settings, store)
    laid(first, settings, store)
    with pytest.raises(DeliveryError, match="lies on the desk"):
        laid(first, settings, store)
    drop(morning, store, NOW + MINUTE)
    assert laid(first, settings, store).draft


def test_a_correction_is_in_no_editions_way(
    settings: Settings, store: Store, workspace: Path
) -> None:
    morning = replace(settings.newsletters[0], approve=True)
    correction = laid(made(settings, store), settings, store).draft
    (workspace / "wire.xml").write_text(feed_with(WEIR), "utf-8")
    next_day = NOW + timedelta(days=1)
    (told,) = run_due(morning, settings, store, next_day)
    assert "which waits for approval" in told.reason
    laid_out = store.drafts.open("morning")
    assert laid_out
    assert correction
    with pytest.raises(DeliveryError, match=f"say {laid_out.name} or {correction.name}"):
        approve(morning, settings, store, "Ana", next_day)
    for one in (correction, laid_out):
        approve(morning, settings, store, "Ana", next_day, key=one.key)
    # What puts an earlier edition right tells no news: the draft is not behind.
    first = send(morning, settings, store, next_day, key=correction.key).edition
    second = send(morning, settings, store, next_day).edition
    assert first
    assert second
    assert (first.corrects != "", second.id) == (True, "morning/2026-11-24T0700")


def test_a_correction_says_what_was_wrong_and_is_approved_as_any_draft(
    settings: Settings, store: Store
) -> None:
    first = made(settings, store)
    told = laid(first, settings, store)
    careful = replace(settings.newsletters[0], approve=True)
    with pytest.raises(DeliveryError, match="nobody approved"):
        send(careful, settings, store, NOW + MINUTE)
    assert told.file
    whole = told.file.read_text("utf-8")
    bare = "".join(one for one in whole.splitlines(keepends=True) if "introduction:" not in one)
    told.file.write_text(bare, "utf-8")
    approve(careful, settings, store, "Ana", NOW + MINUTE)
    with pytest.raises(DeliveryError, match="does not say what was wrong"):
        send(careful, settings, store, NOW + MINUTE)
    told.file.write_text(whole, "utf-8")
    approve(careful, settings, store, "Ana", NOW + 2 * MINUTE)
    sent = send(careful, settings, store, NOW + 2 * MINUTE).edition
    assert sent
    stored = store.editions.get(sent.id)
    assert stored
    assert from_json(stored, sent.id) == sent


def test_an_edition_stored_before_there_were_corrections_is_read(
    settings: Settings, store: Store
) -> None:
    first = made(settings, store)
    data = store.editions.get(first.id)
    assert data
    assert b'"corrects": ""' in data
    older = data.replace(b',\n  "corrects": ""', b"")
    assert older != data
    assert from_json(older, first.id) == first


def test_a_webhook_is_told_of_a_correction_besides(settings: Settings, store: Store) -> None:
    outside = Outside(environ={"HOOK": SECRET})
    with receiving(Receiver()) as receiver:
        hook = WebhookOptions(receiver.url, "HOOK", allow_networks=("127.0.0.1",))
        (morning,) = settings.newsletters
        telling = replace(morning, deliver=replace(morning.deliver, webhook=hook))
        settings = replace(settings, newsletters=(telling,))
        first = made(settings, store, outside)
        laid(first, settings, store)
        send(telling, settings, store, NOW + 2 * MINUTE, outside=outside)
        published, corrected = receiver.calls
    assert corrected.is_signed
    assert corrected.id != published.id
    assert [one.told["type"] for one in receiver.calls] == [
        "edition.published",
        "edition.corrected",
    ]
    assert [one.told["data"]["corrects"] for one in receiver.calls] == [None, first.id]
    assert corrected.told["data"]["id"] == f"{first.id}-r2"
    assert corrected.told["data"]["introduction"].startswith(TOLD)
    assert {one.state for one in store.hooks.of("morning", "queued", "sent")} == {"sent"}
