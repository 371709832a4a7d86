"""What is said of a mail is what is known of it, whatever the server does."""

from __future__ import annotations

import re
import socket
import ssl
import threading
import time
from base64 import b64encode
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import trustme

from newsletter.deliver.options import SmtpOptions
from newsletter.deliver.smtp import Mailer
from tests.deliver.sink import Sink, sinking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FROM, TO = "brief@news.example", "ada@mill.example"
MAIL = b"Subject: The mill\r\n\r\nFirst\r\n.hidden dot\r\n..two\r\nlast\r\n"
PLAIN = SmtpOptions(host="127.0.0.1", security="none", timeout=2)


@pytest.fixture
def sink() -> Iterator[Sink]:
    with sinking(Sink()) as running:
        yield running


def options(sink: Sink, **changed: object) -> SmtpOptions:
    return replace(PLAIN, port=sink.port, **changed)  # type: ignore[arg-type] # any of its fields


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """A certificate authority's file, and a server's context that it vouches for."""
    made = trustme.CA()
    file = tmp_path_factory.mktemp("ca") / "ca.pem"
    made.cert_pem.write_to_path(str(file))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.issue_cert("127.0.0.1").configure_cert(context)
    return file, context


def test_a_mail_arrives_as_it_is_and_many_go_over_one_connection(sink: Sink) -> None:
    with Mailer(options(sink)) as mailer:
        for recipient in (TO, "bo@mill.example"):
            assert mailer.send(FROM, recipient, MAIL).fate == "sent"
    assert sink.taken == [(TO, MAIL), ("bo@mill.example", MAIL)]
    assert sink.connections == 1
    assert "QUIT" in {line.upper() for line in sink.seen}


@pytest.mark.parametrize(
    ("fault", "fate", "reason"),
    [
        ("greylisted", "later", "451 4.7.1 come again later"),
        ("busy", "later", "421 4.3.2 too many"),
        ("full", "later", "452 4.2.2 mailbox is full"),
        ("unknown", "refused", "550 5.1.1 no such mailbox"),
        ("spam", "refused", "554 5.7.1 not wanted"),
        ("drop_at_mail", "later", "the connection was lost"),
        ("drop_in_data", "later", "the connection was lost|broken"),
        ("drop_before_answer", "uncertain", "no answer came after the whole message"),
    ],
)
def test_each_fault_is_told_and_the_next_mail_goes_its_way(
    sink: Sink, fault: str, fate: str, reason: str
) -> None:
    sink.fault = lambda _recipient, _number: fault
    large = MAIL + b"A line of a mail that is long enough to fill what sockets hold.\r\n" * 60_000
    with Mailer(options(sink)) as mailer:
        answer = mailer.send(FROM, TO, large if fault == "drop_in_data" else MAIL)
        assert answer.fate == fate
        assert re.search(reason, answer.reason)
        sink.fault = lambda _recipient, _number: ""
        assert mailer.send(FROM, "bo@mill.example", MAIL).fate == "sent"


def test_a_server_that_takes_too_long_with_its_last_answer_leaves_it_uncertain(sink: Sink) -> None:
    sink.slow = 0.9
    with Mailer(options(sink, timeout=0.1)) as mailer:
        assert mailer.send(FROM, TO, MAIL).fate == "later"
    sink.slow = 0

    def wait(step: str) -> None:
        sink.slow = 0.9 if step == "END" else 0

    sink.at = wait
    with Mailer(options(sink, timeout=0.1)) as mailer:
        assert mailer.send(FROM, TO, MAIL).fate == "uncertain"


def test_a_connection_that_was_closed_in_the_meantime_is_made_anew(sink: Sink) -> None:
    with Mailer(options(sink)) as mailer:
        assert mailer.send(FROM, TO, MAIL).fate == "sent"
        faults = iter(["drop_at_mail"])
        sink.fault = lambda _recipient, _number: next(faults, "")
        assert mailer.send(FROM, "bo@mill.example", MAIL).fate == "sent"
    assert sink.connections == 2
    assert sink.recipients == [TO, "bo@mill.example"]


def test_a_mail_whose_connection_was_lost_before_its_end_was_sent_is_in_no_doubt(
    sink: Sink,
) -> None:
    sink.fault = lambda _recipient, _number: "drop_in_data"
    with Mailer(options(sink)) as mailer:
        assert mailer.begin(FROM, TO, MAIL) is None
        while sink.talking:
            time.sleep(0.01)
        assert mailer.end().fate == "later"
        sink.fault = lambda _recipient, _number: ""
        assert mailer.send(FROM, TO, MAIL).fate == "sent"
    assert sink.recipients == [TO]


def test_where_nobody_listens_all_wait() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with Mailer(replace(PLAIN, port=port)) as mailer:
            answer = mailer.send(FROM, TO, MAIL)
    assert answer.fate == "down"
    assert answer.reason == f"127.0.0.1:{port}: Connection refused"


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_connection_is_encrypted_with_a_certificate_that_somebody_vouches_for(
    security: str, authority: tuple[Path, ssl.SSLContext]
) -> None:
    file, context = authority
    with sinking(Sink(tls=context, secure=security == "tls")) as sink:
        with Mailer(options(sink, security=security, ca_file=str(file))) as mailer:
            assert mailer.send(FROM, TO, MAIL).fate == "sent"
        with Mailer(options(sink, security=security)) as mailer:
            answer = mailer.send(FROM, TO, MAIL)
    assert answer.fate == "down"
    assert "its TLS certificate is not valid" in answer.reason
    assert sink.recipients == [TO]


def test_a_server_without_starttls_gets_neither_mail_nor_password(sink: Sink) -> None:
    with Mailer(options(sink, security="starttls", user="desk"), "s3cret") as mailer:
        answer = mailer.send(FROM, TO, MAIL)
    assert answer.fate == "down"
    assert "STARTTLS" in answer.reason
    assert all(line.startswith("ehlo") for line in sink.seen)


def test_a_password_stands_in_no_answer(authority: tuple[Path, ssl.SSLContext]) -> None:
    file, context = authority
    right = b64encode(b"\0desk\0s3cret").decode()
    with sinking(Sink(tls=context, password=right)) as sink:
        wanted = options(sink, security="starttls", ca_file=str(file), user="desk")
        with Mailer(wanted, "s3cret") as mailer:
            assert mailer.send(FROM, TO, MAIL).fate == "sent"
        with Mailer(wanted, "0ther") as mailer:
            answer = mailer.send(FROM, TO, MAIL)
    wrong = b64encode(b"\0desk\x000ther").decode()
    assert answer.reason.endswith("the server does not take the user and the password")
    assert wrong not in repr(answer)
    assert "0ther" not in repr(mailer.__dict__["_options"])


@pytest.mark.parametrize(
    ("step", "fate"),
    [
        *(("HELLO", "stopped"), ("MAIL", "stopped"), ("RCPT", "stopped"), ("DATA", "stopped")),
        *(("BODY", "uncertain"), ("END", "uncertain")),
    ],
)
def test_who_wants_to_stop_does_not_wait_for_a_server_that_hangs(step: str, fate: str) -> None:
    """Only a mail whose end was sent is in doubt; the others have not left."""
    stop, over = threading.Event(), threading.Event()

    def hang(at: str) -> None:
        if at == step:
            stop.set()
            over.wait(20)

    with sinking(Sink(at=hang)) as sink:
        begun = time.monotonic()
        with Mailer(options(sink, timeout=60), stop=stop, grace=0.1) as mailer:
            large = MAIL + b"More than sockets hold, so that it waits in it.\r\n" * 200_000
            answer = mailer.send(FROM, TO, large if step == "DATA" else MAIL)
            assert mailer.in_doubt is False
        took = time.monotonic() - begun
        over.set()
    assert (answer.fate, took < 2) == (fate, True)


@pytest.mark.parametrize(("step", "fate"), [("RCPT", "stopped"), ("END", "uncertain")])
def test_one_that_hangs_behind_tls_is_left_as_soon(
    step: str, fate: str, authority: tuple[Path, ssl.SSLContext]
) -> None:
    file, context = authority
    stop, over = threading.Event(), threading.Event()

    def hang(at: str) -> None:
        if at == step:
            stop.set()
            over.wait(20)

    with sinking(Sink(tls=context, secure=True, at=hang)) as sink:
        wanted = options(sink, security="tls", ca_file=str(file), timeout=60)
        begun = time.monotonic()
        with Mailer(wanted, stop=stop, grace=0.1) as mailer:
            assert mailer.send(FROM, TO, MAIL).fate == fate
        took = time.monotonic() - begun
        over.set()
    assert took < 2


def test_who_wants_to_stop_lets_a_server_finish_that_answers(sink: Sink) -> None:
    stop = threading.Event()
    sink.at = lambda step: stop.set() if step == "MAIL" else None
    sink.slow = 0.1
    with Mailer(options(sink, timeout=60), stop=stop) as mailer:
        assert mailer.send(FROM, TO, MAIL).fate == "sent"


def test_a_server_that_does_not_say_goodbye_is_not_waited_for(sink: Sink) -> None:
    over = threading.Event()

    def hang(step: str) -> None:
        if step == "QUIT":
            over.wait(20)

    with Mailer(options(sink, timeout=60)) as mailer:
        assert mailer.send(FROM, TO, MAIL).fate == "sent"
        sink.at = hang
        begun = time.monotonic()
    over.set()
    assert time.monotonic() - begun < 5
