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


def told(sink: Sink, who: str = "ops@news.example") -> list[str]:
    """The texts of the alerts that were sent to somebody."""
    mails = [data for recipient, data in sink.taken if recipient == who]
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


@pytest.mark.parametrize("fault", ["greylisted", "full"])
def test_of_several_each_is_told_once_though_one_of_them_is_not_yet(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink, fault: str
) -> None:
    names = tuple(f"{name}@news.example" for name in ("ana", "bo", "cy"))
    several = replace(morning, alert=AlertOptions(to=names))
    fail(store, "2026-11-23T0700", NOW)
    sink.fault = lambda who, _number: fault if who.startswith("bo") else ""
    (line,) = look_out(several, settings, store, NOW, OUTSIDE)
    assert line.startswith("morning: bo@news.example could not be told of its troubles: ")
    assert sorted(sink.recipients) == [names[0], names[2]]
    (shown,) = alerts_of(several, store)
    assert (bool(shown["told"]), shown["waits"], bool(shown["reason"])) == (True, True, True)
    assert look_out(several, settings, store, NOW, OUTSIDE) == ()
    fail(store, "2026-11-24T0700", NOW + HOUR)
    sink.fault = lambda _who, _number: ""
    assert look_out(several, settings, store, NOW + HOUR, OUTSIDE) == ()
    assert look_out(several, settings, store, NOW + 9 * HOUR, OUTSIDE) == ()
    heard = {who: "".join(told(sink, who)) for who in names}
    for key in ("2026-11-23T0700", "2026-11-24T0700"):
        line = f"the edition of {key} could not be made"
        assert [text.count(line) for text in heard.values()] == [1, 1, 1]
    assert not any(one["waits"] or one["reason"] for one in alerts_of(several, store))


def test_an_address_that_is_refused_is_told_of_once_and_not_tried_again(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink
) -> None:
    several = replace(morning, alert=AlertOptions(to=("ana@news.example", "bo@news.example")))
    fail(store, "2026-11-23T0700", NOW)
    sink.fault = lambda who, _number: "unknown" if who.startswith("bo") else ""
    (line,) = look_out(several, settings, store, NOW, OUTSIDE)
    assert "bo@news.example could not be told" in line
    assert look_out(several, settings, store, NOW + 9 * HOUR, OUTSIDE) == ()
    assert sink.recipients == ["ana@news.example"]
    (shown,) = alerts_of(several, store)
    assert "550" in shown["reason"]


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
