"""Webhooks: each edition told as it was stored, signed, until the receiver has it or refuses."""

from __future__ import annotations

import ssl
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import trustme

from newsletter.cli.notices import webhooks_of
from newsletter.config.load import load
from newsletter.edition.codec import from_json
from newsletter.pipeline.handover import deliver
from newsletter.pipeline.run import run
from newsletter.sources.outside import Outside
from newsletter.store.store import open_store
from tests.deliver.receiver import SECRET, Receiver, receiving, until
from tests.pipeline.newsroom import DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.store.store import Store

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
OUTSIDE = Outside(environ={"HOOK": SECRET})
SETTINGS = """
version = 1
[sources]
seeds = ["minutes.txt"]
[digest]
lenses = ["spend_plan"]
[[newsletter]]
name = "morning"
timezone = "Europe/Berlin"
[newsletter.deliver]
folder = "out"
"""
HOOK = """
url = "https://news.example/brief"
[newsletter.deliver.webhook]
url = "{url}"
secret_env = "HOOK"
allow_networks = ["127.0.0.1"]
timeout = 5
"""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving(Receiver()) as running:
        yield running


@pytest.fixture
def settings(tmp_path: Path, url: str, receiver: Receiver) -> Settings:
    """A workspace of one document: what is told of it is what matters here."""
    (tmp_path / "minutes.txt").write_text(DOCUMENTS["minutes.txt"], "utf-8")
    file = tmp_path / "newsletter.toml"
    file.write_text(f'{SETTINGS}{HOOK.format(url=receiver.url)}[store]\nurl = "{url}"\n', "utf-8")
    return load(file, {})


@pytest.fixture
def morning(settings: Settings) -> Newsletter:
    return settings.newsletters[0]


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with open_store(settings.store.url, settings.root) as opened:
        yield opened


def states(store: Store) -> list[str]:
    return [one.state for one in store.hooks.of("morning", "queued", "sending", "sent", "failed")]


def with_hook(morning: Newsletter, **values: Any) -> Newsletter:
    hook = morning.deliver.webhook
    assert hook is not None
    return replace(morning, deliver=replace(morning.deliver, webhook=replace(hook, **values)))


def test_the_stored_edition_is_told_once_signed_under_its_id(
    morning: Newsletter, settings: Settings, store: Store, receiver: Receiver
) -> None:
    outcome = run(morning, settings, store, NOW, outside=OUTSIDE)
    assert outcome.edition is not None
    (call,) = receiver.calls
    assert call.is_signed
    assert call.path == "/hook/token-of-ours"
    told = call.told
    assert told["type"] == "edition.published"
    assert told["timestamp"] == NOW.isoformat()
    data = told["data"]
    stored = store.editions.get(outcome.edition.id)
    assert stored is not None
    edition = from_json(stored, outcome.edition.id)
    assert data["subject"] == edition.subject
    assert data["url"] == f"https://news.example/brief/{edition.id}/edition.html"
    for story, item in zip(data["stories"], edition.items, strict=True):
        assert [one["text"] for one in story["sentences"]] == [
            " ".join(quote.text.split()) for quote in item.summary.sentences
        ]
        assert [one["lens"] for one in story["bullets"]] == [
            one.lens for one in item.summary.bullets
        ]
    assert b"<p" not in call.body
    assert states(store) == ["sent"]
    deliver(morning, settings, store, NOW + HOUR, OUTSIDE)
    assert len(receiver.calls) == 1


@pytest.mark.parametrize(
    "fault",
    ["500 Oh no", "429 Too Many", "408 Late", "drop", "garbage", "503 Down\r\nRetry-After: x"],
)
def test_what_could_not_be_told_is_told_later_under_the_same_id_with_a_new_time(
    morning: Newsletter, settings: Settings, store: Store, receiver: Receiver, fault: str
) -> None:
    receiver.answer = lambda number: fault if number == 0 else "200 OK"
    outcome = run(morning, settings, store, NOW, outside=OUTSIDE)
    assert [line.split(": ")[1] for line in outcome.troubles] == ["put off"]
    assert "token-of-ours" not in "".join(outcome.troubles)
    assert states(store) == ["queued"]
    deliver(morning, settings, store, NOW + MINUTE, OUTSIDE)
    assert len(receiver.calls) == 1
    later = replace(OUTSIDE, clock=lambda: NOW + HOUR)
    assert deliver(morning, settings, store, NOW + HOUR, later).webhooks == 1
    first, second = receiver.calls
    assert first.id == second.id
    assert first.body == second.body
    assert second.is_signed
    assert second.headers["webhook-timestamp"] == str(int((NOW + HOUR).timestamp()))


def test_a_server_is_left_alone_for_as_long_as_it_asks(
    morning: Newsletter, settings: Settings, store: Store, receiver: Receiver
) -> None:
    receiver.answer = lambda n: "204 OK" if n else "503 Down\r\nRetry-After: 7200"
    run(morning, settings, store, NOW, outside=OUTSIDE)
    deliver(morning, settings, store, NOW + HOUR, OUTSIDE)
    assert len(receiver.calls) == 1
    assert deliver(morning, settings, store, NOW + 2 * HOUR + MINUTE, OUTSIDE).webhooks == 1


@pytest.mark.parametrize("status", ["410 Gone", "401 No"])
def test_what_is_refused_is_told_and_not_tried_again(
    morning: Newsletter, settings: Settings, store: Store, receiver: Receiver, status: str
) -> None:
    receiver.answer = lambda _number: status
    outcome = run(morning, settings, store, NOW, outside=OUTSIDE)
    assert status[:3] in outcome.troubles[0]
    assert states(store) == ["failed"]
    (told,) = webhooks_of(morning, store)
    assert told["state"] == "failed"
    deliver(morning, settings, store, NOW + HOUR, OUTSIDE)
    assert len(receiver.calls) == 1


def test_no_redirect_is_followed(
    morning: Newsletter, settings: Settings, store: Store, receiver: Receiver
) -> None:
    with receiving(Receiver(), "127.0.0.2") as other:
        there = f"http://127.0.0.2:{other.port}/"
        receiver.answer = lambda _number: f"307 There\r\nLocation: {there}"
        outcome = run(morning, settings, store, NOW, outside=OUTSIDE)
        assert "307" in outcome.troubles[0]
        assert not other.calls
    assert states(store) == ["failed"]


def test_a_private_address_is_told_only_where_the_settings_open_it(
    morning: Newsletter, settings: Settings, store: Store, receiver: Receiver
) -> None:
    closed = with_hook(morning, allow_networks=())
    outcome = run(closed, settings, store, NOW, outside=OUTSIDE)
    assert "127.0.0.1 is not public" in outcome.troubles[0]
    assert not receiver.calls


def test_an_answer_without_an_end_costs_nothing(
    morning: Newsletter, settings: Settings, store: Store, receiver: Receiver
) -> None:
    receiver.answer = lambda _number: "endless"
    outcome = run(morning, settings, store, NOW, outside=OUTSIDE)
    assert not outcome.troubles
    assert states(store) == ["sent"]
    assert receiver.sent < 20_000_000


def test_a_server_that_never_answers_holds_nobody_up_for_long(
    morning: Newsletter, settings: Settings, store: Store, receiver: Receiver
) -> None:
    receiver.answer = lambda _number: "hang"
    outcome = run(with_hook(morning, timeout=0.3), settings, store, NOW, outside=OUTSIDE)
    assert "took longer than 0.3 s" in outcome.troubles[0]
    assert states(store) == ["queued"]


def test_one_who_stops_is_not_held_up_and_the_edition_is_told_by_the_next(
    morning: Newsletter, settings: Settings, store: Store, receiver: Receiver
) -> None:
    receiver.answer = lambda number: "200 OK" if number else "hang"
    stop = threading.Event()
    outside = replace(OUTSIDE, stop=stop)

    def stop_it() -> None:
        until(lambda: bool(receiver.calls))
        stop.set()

    threading.Thread(target=stop_it).start()
    start = time.monotonic()
    run(morning, settings, store, NOW, outside=outside)
    assert time.monotonic() - start < 4
    assert states(store) == ["queued"]
    assert deliver(morning, settings, store, NOW + MINUTE, OUTSIDE).webhooks == 1


@pytest.mark.parametrize("environ", [{}, {"HOOK": "hunter2-but-longer"}, {"HOOK": "whsec_AAAA"}])
def test_without_a_key_nothing_is_sent_and_nothing_lost(
    morning: Newsletter,
    settings: Settings,
    store: Store,
    receiver: Receiver,
    environ: dict[str, str],
) -> None:
    outcome = run(morning, settings, store, NOW, outside=Outside(environ=environ))
    assert outcome.edition
    assert "[newsletter.deliver.webhook] secret" in outcome.troubles[0]
    assert not any(value in outcome.troubles[0] for value in environ.values())
    assert not receiver.calls
    assert deliver(morning, settings, store, NOW + HOUR, OUTSIDE).webhooks == 1


def test_a_host_that_is_not_there_and_a_certificate_that_is_not_valid_are_put_off(
    morning: Newsletter, settings: Settings, store: Store
) -> None:
    nowhere = with_hook(morning, url="https://nowhere.invalid/x")
    assert (
        "its host name was not found"
        in run(nowhere, settings, store, NOW, outside=OUTSIDE).troubles[0]
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with receiving(Receiver(tls=context)) as secure:
        strange = with_hook(morning, url=secure.url)
        over = deliver(strange, settings, store, NOW + HOUR, OUTSIDE)
        assert "its TLS certificate is not valid" in over.troubles[0]
        assert not secure.calls
    assert states(store) == ["queued"]


def test_after_a_day_it_has_failed(
    morning: Newsletter, settings: Settings, store: Store, receiver: Receiver
) -> None:
    receiver.answer = lambda _number: "502 Bad"
    run(morning, settings, store, NOW, outside=OUTSIDE)
    for hours in range(1, 30):
        over = deliver(morning, settings, store, NOW + hours * HOUR, OUTSIDE)
        if states(store) == ["failed"]:
            assert "failed" in over.troubles[0]
            break
    assert 24 <= hours <= 26
    assert 10 <= len(receiver.calls) <= 20
