"""Somebody is told: once a trouble, over processes and restarts, and nothing breaks by it."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING

import pytest

from newsletter.cli.notices import alerts_of
from newsletter.config.load import load
from newsletter.deliver.options import AlertOptions
from newsletter.errors import ConfigError
from newsletter.pipeline.alert import look_out
from newsletter.pipeline.run import run
from newsletter.sources.outside import Outside
from newsletter.store.store import open_store
from tests.deliver.receiver import SECRET, Receiver, receiving
from tests.deliver.sink import Sink, sinking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.store.store import Store

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
DELIVER = """
from = "The Morning <brief@news.example>"
to = ["ada@mill.example"]
[newsletter.alert]
to = ["Ops <ops@news.example>"]
[newsletter.deliver.smtp]
host = "127.0.0.1"
port = {port}
security = "none"
"""
OUTSIDE = Outside(environ={"HOOK": SECRET}, clock=lambda: NOW)


@pytest.fixture
def sink() -> Iterator[Sink]:
    with sinking(Sink()) as running:
        yield running


@pytest.fixture
def settings(workspace: Path, url: str, sink: Sink) -> Settings:
    file = workspace / "newsletter.toml"
    deliver = DELIVER.format(port=sink.port)
    file.write_text(f'{file.read_text("utf-8")}{deliver}[store]\nurl = "{url}"\n', "utf-8")
    return load(file, {})


@pytest.fixture
def morning(settings: Settings) -> Newsletter:
    return settings.newsletters[0]


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with open_store(settings.store.url, settings.root) as opened:
        yield opened


def told(sink: Sink) -> list[str]:
    """The texts of the alerts that were sent."""
    mails = [data for recipient, data in sink.taken if recipient == "ops@news.example"]
    return [str(message_from_bytes(data, policy=default).get_content()) for data in mails]


def fail(store: Store, key: str, at: datetime) -> None:
    claim = store.ledger.claim("morning", at, key, who="me", now=at, lease=HOUR)
    assert claim is not None
    store.ledger.fail(claim, "the disk is full", at, retry_at=at)


def test_a_slot_that_failed_is_told_once_with_what_to_do_though_many_look(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink
) -> None:
    fail(store, "2026-11-23T0700", NOW)
    look = (morning, settings, store, NOW, OUTSIDE)
    threads = [threading.Thread(target=look_out, args=look) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with open_store(settings.store.url, settings.root) as later:
        assert look_out(morning, settings, later, NOW + HOUR, OUTSIDE) == ()
    (text,) = told(sink)
    assert "The newsletter morning" in text
    assert "2026-11-23T0700 could not be made: the disk is full" in text
    assert "What to do: newsletter run morning" in text
    fail(store, "2026-11-24T0700", NOW + 24 * HOUR)
    look_out(morning, settings, store, NOW + 24 * HOUR, OUTSIDE)
    assert len(told(sink)) == 2


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
    from newsletter.pipeline.due import run_due

    wanted = replace(morning, approve=True)
    list(run_due(wanted, settings, store, NOW, outside=OUTSIDE))
    look_out(wanted, settings, store, NOW, OUTSIDE)
    assert "waits for approval" in told(sink)[0]
    assert "newsletter approve morning" in told(sink)[0]


def test_what_cannot_be_told_breaks_nothing_is_shown_and_told_later(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink
) -> None:
    fail(store, "2026-11-23T0700", NOW)
    sink.fault = lambda _who, _n: "greylisted"
    (line,) = look_out(morning, settings, store, NOW, OUTSIDE)
    assert "nobody could be told" in line
    (shown,) = alerts_of(morning, store)
    assert "451" in shown["reason"]
    assert look_out(morning, settings, store, NOW, OUTSIDE) == ()
    sink.fault = lambda _who, _n: ""
    assert look_out(morning, settings, store, NOW + HOUR, OUTSIDE) == ()
    assert len(told(sink)) == 1


def test_a_webhook_is_told_signed(settings: Settings, store: Store) -> None:
    fail(store, "2026-11-23T0700", NOW)
    with receiving(Receiver()) as receiver:
        text = (
            f'[newsletter.deliver]\n[newsletter.alert.webhook]\nurl = "{receiver.url}"\n'
            'secret_env = "HOOK"\nallow_networks = ["127.0.0.1"]\n'
        )
        file = settings.root / "other.toml"
        head = 'version = 1\n[sources]\nfeeds = ["wire.xml"]\n[[newsletter]]\nname = "morning"\n'
        file.write_text(head + text, "utf-8")
        other = load(file, {}).newsletters[0]
        for hours in range(3):
            look_out(other, settings, store, NOW + hours * HOUR, OUTSIDE)
        (call,) = receiver.calls
    assert call.is_signed
    assert call.told["type"] == "newsletter.trouble"
    assert call.told["data"]["troubles"][0]["kind"] == "slot"


def test_without_anybody_to_tell_nothing_is_looked_at(
    morning: Newsletter, settings: Settings, store: Store
) -> None:
    fail(store, "2026-11-23T0700", NOW)
    assert look_out(replace(morning, alert=None), settings, store, NOW, OUTSIDE) == ()
    assert not store.alerts.of("morning")


def test_settings_that_tell_nobody_are_refused(settings: Settings) -> None:
    file = settings.root / "newsletter.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace('to = ["Ops <ops@news.example>"]', ""), "utf-8")
    with pytest.raises(ConfigError, match="tells nobody"):
        load(file, {})
    assert AlertOptions().to == ()
