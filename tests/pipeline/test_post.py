"""Mails: one for each reader, each once, whatever the server does and when; and who knows of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from newsletter.config.load import load
from newsletter.errors import ConfigError
from newsletter.pipeline.handover import deliver
from newsletter.pipeline.run import run
from newsletter.store.store import open_store
from newsletter.store.subscribers import Joining
from tests.deliver.sink import Sink, sinking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.store.store import Store

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
DELIVER = """
from = "The Morning <brief@news.example>"
to = ["Ada Holm <ada@mill.example>", "readers.txt"]
unsubscribe = "https://news.example/unsubscribe"
list_id = "morning.news.example"
"""


@pytest.fixture
def sink() -> Iterator[Sink]:
    with sinking(Sink()) as running:
        yield running


@pytest.fixture
def settings(workspace: Path, url: str, sink: Sink) -> Settings:
    """The newsroom, which mails to one address of its settings and two of a file."""
    file = workspace / "newsletter.toml"
    smtp = f'[newsletter.deliver.smtp]\nhost = "127.0.0.1"\nport = {sink.port}\nsecurity = "none"\n'
    file.write_text(f'{file.read_text("utf-8")}{DELIVER}{smtp}[store]\nurl = "{url}"\n', "utf-8")
    (workspace / "readers.txt").write_text("bo@mill.example\ncy@mill.example\n", "utf-8")
    return load(file, {})


@pytest.fixture
def morning(settings: Settings) -> Newsletter:
    return settings.newsletters[0]


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with open_store(settings.store.url, settings.root) as opened:
        yield opened


def states(store: Store) -> dict[str, str]:
    found = store.outbox.of("morning", "queued", "sending", "sent", "failed", "uncertain", "left")
    return {one.recipient: one.state for one in found}


def read(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=default)


def test_each_reader_gets_one_mail_with_a_way_to_leave_of_their_own(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink
) -> None:
    joining = [Joining("dora@mill.example"), Joining("ADA@mill.example")]
    store.subscribers.add("morning", joining, NOW)
    outcome = run(morning, settings, store, NOW)
    assert outcome.mails == 4
    assert not outcome.troubles
    names = ("ada", "bo", "cy", "dora")
    assert sorted(sink.recipients) == [f"{name}@mill.example" for name in names]
    mails = {recipient: read(data) for recipient, data in sink.taken}
    assert mails["ada@mill.example"]["To"] == "Ada Holm <ada@mill.example>"
    letters = store.outbox.of("morning", "sent")
    assert len({letter.token for letter in letters}) == len(letters) == 4
    for letter in letters:
        mail = mails[letter.recipient]
        assert mail["Message-ID"] == letter.message_id
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        link = f"https://news.example/unsubscribe?list=morning&reader={letter.token}"
        assert mail["List-Unsubscribe"] == f"<{link}>"
        assert mail["List-Id"] == "<morning.news.example>"
        assert mail["Auto-Submitted"] == "auto-generated"
        plain, html = (part.get_content() for part in mail.iter_parts())
        assert link in plain
        assert link.replace("&", "&amp;") in html
    assert run(morning, settings, store, NOW + MINUTE).mails == 0
    assert len(sink.taken) == 4


def test_without_a_page_to_leave_at_a_mail_to_the_desk_does(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink
) -> None:
    options = replace(morning.deliver, unsubscribe="", reply_to="Desk <desk@news.example>")
    run(replace(morning, deliver=options), settings, store, NOW)
    mail = read(sink.taken[0][1])
    assert mail["List-Unsubscribe"] == "<mailto:desk@news.example?subject=unsubscribe%20morning>"
    assert mail["List-Unsubscribe-Post"] is None


def test_who_leaves_by_the_link_gets_nothing_more_though_the_settings_name_them(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink
) -> None:
    sink.fault = lambda who, _number: "greylisted" if who.startswith("cy") else ""
    run(morning, settings, store, NOW)
    tokens = {one.recipient: one.token for one in store.outbox.of("morning", "sent", "queued")}
    assert store.subscribers.leave("morning", tokens["cy@mill.example"], NOW)
    assert not store.subscribers.leave("morning", tokens["cy@mill.example"], NOW)
    assert store.subscribers.leave("morning", tokens["bo@mill.example"], NOW)
    deliver(morning, settings, store, NOW + DAY)
    assert states(store)["cy@mill.example"] == "left"
    (settings.root / "documents" / "late.txt").write_text("The pier reopened. Boats came.", "utf-8")
    assert run(morning, settings, store, NOW + 2 * DAY).mails == 1
    assert sink.recipients == ["ada@mill.example", "bo@mill.example", "ada@mill.example"]


def test_what_is_put_off_is_tried_again_later_and_later_and_given_up_in_the_end(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink
) -> None:
    sink.fault = lambda who, _number: {"bo": "greylisted", "cy": "unknown"}.get(who[:2], "")
    outcome = run(morning, settings, store, NOW)
    assert outcome.mails == 1
    told = "\n".join(outcome.troubles)
    assert "bo@mill.example: put off: the server said 451 4.7.1 come again later" in told
    assert "cy@mill.example: failed: the server said 550 5.1.1 no such mailbox" in told
    at, tries = NOW, []
    while (letter := next(iter(store.outbox.of("morning", "queued")), None)) is not None:
        tries.append(round((letter.due - at) / MINUTE))
        at = letter.due
        assert not deliver(morning, settings, store, at - MINUTE)
        last = deliver(morning, settings, store, at)
    assert tries[:6] == [5, 10, 20, 40, 80, 120]
    assert max(tries) == 120
    assert timedelta(hours=24) <= at - NOW < timedelta(hours=27)
    assert "for too long" in last.troubles[0]
    assert states(store) == {
        "ada@mill.example": "sent",
        "bo@mill.example": "failed",
        "cy@mill.example": "failed",
    }


def test_greylisted_readers_get_it_when_the_server_is_asked_again(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink
) -> None:
    sink.fault = lambda _who, number: "greylisted" if number == 1 else ""
    assert run(morning, settings, store, NOW).mails == 0
    assert deliver(morning, settings, store, NOW + 6 * MINUTE).mails == 3
    assert set(states(store).values()) == {"sent"}


def test_without_a_server_all_wait_and_nothing_is_lost(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink
) -> None:
    smtp = replace(morning.deliver.smtp, port=1)  # type: ignore[type-var] # it is there
    nowhere = replace(morning, deliver=replace(morning.deliver, smtp=smtp))
    outcome = run(nowhere, settings, store, NOW)
    assert outcome.edition
    assert outcome.folders
    assert [re.sub(r".*: (\d mails wait): .*", r"\1", one) for one in outcome.troubles] == [
        "3 mails wait"
    ]
    assert not deliver(morning, settings, store, NOW + MINUTE)
    assert deliver(morning, settings, store, NOW + 6 * MINUTE).mails == 3
    assert sorted(sink.recipients) == sorted(set(sink.recipients))


def test_a_lost_answer_is_uncertain_and_waits_for_a_person(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink
) -> None:
    sink.fault = lambda who, number: "drop_before_answer" if who[:2] == "bo" and number < 2 else ""
    outcome = run(morning, settings, store, NOW)
    assert outcome.mails == 2
    assert ["bo@mill.example: uncertain" in one for one in outcome.troubles] == [True]
    assert not deliver(morning, settings, store, NOW + DAY)
    assert store.outbox.again("morning", NOW + DAY) == 1
    assert deliver(morning, settings, store, NOW + DAY).mails == 1


def test_a_wrong_list_of_readers_is_told_before_anything_is_begun(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink
) -> None:
    (settings.root / "readers.txt").write_text("bo@mill.example\nnobody\n", "utf-8")
    with pytest.raises(ConfigError, match=r"readers.txt, line 2: has no @"):
        run(morning, settings, store, NOW)
    (settings.root / "readers.txt").unlink()
    with pytest.raises(ConfigError, match=r"readers.txt: there is no such file"):
        run(morning, settings, store, NOW)
    assert store.ledger.last() == ()
    assert not sink.taken


def test_a_password_that_is_missing_keeps_mails_waiting_and_is_named(
    morning: Newsletter, settings: Settings, store: Store
) -> None:
    smtp = replace(morning.deliver.smtp, user="desk", password_env="NO_SUCH_VARIABLE")  # type: ignore[type-var] # it is there # noqa: S106 - a name
    outcome = run(
        replace(morning, deliver=replace(morning.deliver, smtp=smtp)), settings, store, NOW
    )
    assert outcome.edition
    assert "wants the environment variable NO_SUCH_VARIABLE" in outcome.troubles[0]
    assert set(states(store).values()) == {"queued"}


def test_mails_are_signed_where_there_is_a_key_and_wait_where_it_is_none(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink
) -> None:
    assert morning.deliver.smtp
    smtp = replace(morning.deliver.smtp, dkim_key="dkim.pem", dkim_selector="one")
    signing = replace(morning, deliver=replace(morning.deliver, smtp=smtp))
    outcome = run(signing, settings, store, NOW)
    assert "dkim.pem: there is no such file" in outcome.troubles[0]
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    (settings.root / "dkim.pem").write_bytes(pem)
    assert deliver(signing, settings, store, NOW + 6 * MINUTE).mails == 3
    for _, mail in sink.taken:
        assert re.search(r"d=news\.example;.* s=one;", read(mail)["DKIM-Signature"])


def test_who_is_erased_is_in_no_line_any_more_and_gets_nothing_that_waits(
    morning: Newsletter, settings: Settings, store: Store, sink: Sink
) -> None:
    sink.fault = lambda who, _number: "greylisted" if who.startswith("cy") else ""
    run(morning, settings, store, NOW)
    assert store.counts().mails == (("morning", "queued", 1), ("morning", "sent", 2))
    token = next(one.token for one in store.outbox.of("morning", "sent"))
    everybody = ("ada@mill.example", "BO@mill.example", "cy@mill.example")
    assert store.subscribers.erase("morning", everybody) == everybody
    assert store.subscribers.erase("morning", everybody) == ()
    assert "mill.example" not in repr(store.outbox.of("morning", "queued", "sent", "left"))
    assert store.counts().mails == (("morning", "left", 1), ("morning", "sent", 2))
    assert not store.subscribers.leave("morning", token, NOW)
    sink.fault = lambda _who, _number: ""
    assert deliver(morning, settings, store, NOW + DAY).mails == 0
    assert len(sink.taken) == 2
