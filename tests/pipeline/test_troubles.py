"""Each trouble that there may be is told, and told again only when it was over."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from newsletter.deliver.options import WebhookOptions
from newsletter.pipeline.alert import look_out
from newsletter.pipeline.due import run_due
from newsletter.pipeline.handover import deliver
from newsletter.pipeline.run import run
from tests.deliver.receiver import Receiver, receiving
from tests.pipeline.test_alert import HOUR, NOW, OUTSIDE, morning, settings, sink, store, told

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.store.store import Store
    from tests.deliver.sink import Sink

__all__ = ["morning", "settings", "sink", "store"]


def test_feeds_that_are_silent_again_after_they_answered_are_told_again(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink
) -> None:
    for name in ("wire.xml", "quay.atom", "post.json"):
        (settings.root / name).rename(settings.root / f"{name}.away")
    run(morning, settings, store, NOW, outside=OUTSIDE)
    look_out(morning, settings, store, NOW, OUTSIDE)
    look_out(morning, settings, store, NOW + HOUR, OUTSIDE)
    assert len(told(sink)) == 1
    assert "feeds do not answer" in told(sink)[0]
    (settings.root / "wire.xml.away").rename(settings.root / "wire.xml")
    run(morning, settings, store, NOW + HOUR, outside=OUTSIDE)
    look_out(morning, settings, store, NOW + HOUR, OUTSIDE)
    assert not store.alerts.of("morning")
    (settings.root / "wire.xml").unlink()
    run(morning, settings, store, NOW + 2 * HOUR, outside=OUTSIDE)
    look_out(morning, settings, store, NOW + 2 * HOUR, OUTSIDE)
    assert len(told(sink)) == 2


def test_mails_that_are_uncertain_or_failed_are_told_without_an_address(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink
) -> None:
    sink.fault = lambda who, _n: "drop_before_answer" if who.startswith("ada") else ""
    run(morning, settings, store, NOW, outside=OUTSIDE)
    look_out(morning, settings, store, NOW, OUTSIDE)
    (text,) = told(sink)
    assert "1 mail of morning/2026-11-23T0730 may or may not have arrived" in text
    assert "newsletter send morning --retry-uncertain" in text
    assert "ada@mill.example" not in text


def test_a_draft_that_waits_is_told(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink
) -> None:
    wanted = replace(morning, approve=True)
    list(run_due(wanted, settings, store, NOW, outside=OUTSIDE))
    look_out(wanted, settings, store, NOW, OUTSIDE)
    assert "waits for approval" in told(sink)[0]
    assert "newsletter approve morning" in told(sink)[0]


def test_a_draft_that_lapsed_is_told(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink
) -> None:
    wanted = replace(morning, approve=True, approve_within=HOUR)
    for hours in (0, 2):
        list(run_due(wanted, settings, store, NOW + hours * HOUR, outside=OUTSIDE))
    for _ in range(2):
        look_out(wanted, settings, store, NOW + 2 * HOUR, OUTSIDE)
    (text,) = told(sink)
    assert "lapsed: nobody approved it until 2026-11-23 08:00 CET" in text
    assert "What to do: newsletter run morning" in text


def test_an_edition_whose_folder_cannot_be_written_is_told_until_it_is_there(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink
) -> None:
    (settings.root / "out").write_text("in the way", "utf-8")
    outcome = run(morning, settings, store, NOW, outside=OUTSIDE)
    assert outcome.edition
    assert outcome.failures
    look_out(morning, settings, store, NOW, OUTSIDE)
    assert f"{outcome.edition.id} could not be written" in told(sink)[0]
    (settings.root / "out").unlink()
    deliver(morning, settings, store, NOW + HOUR, OUTSIDE)
    look_out(morning, settings, store, NOW + HOUR, OUTSIDE)
    assert store.alerts.of("morning") == ()
    assert len(told(sink)) == 1


def having(megabytes: int, _folder: Path) -> int:
    return megabytes * 1_000_000


def test_a_disk_that_is_nearly_full_is_told_once_until_there_is_room_again(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink
) -> None:
    """Not each time that it goes up and down by a little."""
    megabytes = [900, 150, 250, 150, 900, 150]
    for hours, free in enumerate(megabytes):
        outside = replace(OUTSIDE, free=partial(having, free))
        look_out(morning, settings, store, NOW + hours * HOUR, outside)
    assert len(told(sink)) == 2
    assert f"the disk of {settings.root} is nearly full" in "".join(told(sink)[0].splitlines())


def test_a_webhook_that_refused_an_edition_is_told(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink
) -> None:
    with receiving(Receiver(answer=lambda _number: "410 Gone")) as receiver:
        hook = WebhookOptions(receiver.url, "HOOK", allow_networks=("127.0.0.1",))
        telling = replace(morning, deliver=replace(morning.deliver, webhook=hook))
        run(telling, settings, store, NOW, outside=OUTSIDE)
        look_out(telling, settings, store, NOW, OUTSIDE)
    (text,) = told(sink)
    assert "the webhook was not told of morning/2026-11-23T0730" in text
    assert "410" in text
    assert "token-of-ours" not in text
