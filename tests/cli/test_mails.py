"""Mails from the command line: sent with a run, tried out, put off, uncertain and sent again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.deliver.sink import Sink, sinking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Program

AT = "2026-11-23T07:00"


@pytest.fixture
def sink(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    """A mail server, and a new workspace that mails to two readers by it."""
    with sinking(Sink()) as running:
        assert program("init", tmp_path).code == 0
        monkeypatch.chdir(tmp_path)
        settings = tmp_path / "newsletter.toml"
        deliver = (
            '[newsletter.deliver]\nfrom = "brief@news.example"\n'
            'to = ["ada@mill.example", "bo@mill.example"]\n[newsletter.deliver.smtp]\n'
            f'host = "127.0.0.1"\nport = {running.port}\nsecurity = "none"\n'
        )
        text = settings.read_text("utf-8")
        start, table, rest = text.partition("[newsletter.deliver]\n")
        kept = "\n".join(line for line in rest.splitlines() if not line.startswith("to ="))
        head, tail = deliver.split("[newsletter.deliver.smtp]")
        made = f"{start}{head if table else deliver}{kept}\n"
        settings.write_text(f"{made}[newsletter.deliver.smtp]{tail}" if table else made, "utf-8")
        yield running


def test_a_mail_that_is_tried_out_changes_nothing(program: Program, sink: Sink) -> None:
    early = program("send", "--to", "me@mill.example")
    assert (early.code, "there is nothing to send yet" in early.err) == (1, True)
    assert program("draft", "--at", AT).code == 0
    before = program("status", "--json").out
    tried = program("send", "--to", "Me <me@mill.example>")
    assert tried.code == 0, tried.err
    assert tried.out.startswith("morning/draft-2026-11-23T0700: sent to Me <me@mill.example>")
    assert sink.recipients == ["me@mill.example"]
    assert b"\r\nTo: Me <me@mill.example>\r\n" in sink.taken[0][1]
    assert program("status", "--json").out == before
    assert program("send", "--to", "nobody").code == 2
    sink.fault = lambda _who, _number: "unknown"
    refused = program("send", "--to", "me@mill.example")
    assert refused.code == 1
    assert "550 5.1.1 no such mailbox" in refused.err


def test_what_is_uncertain_is_told_and_sent_again_when_asked(program: Program, sink: Sink) -> None:
    sink.fault = lambda who, _number: "drop_before_answer" if who[:2] == "bo" else ""
    ran = program("run", "--at", AT)
    assert ran.code == 3
    assert "1 mail sent" in ran.out
    assert "bo@mill.example: uncertain: no answer came" in ran.err
    told = program("status").out
    assert "mails: morning/2026-11-23T0700: 1 sent, 1 uncertain" in told
    assert "  uncertain: bo@mill.example: no answer came" in told
    (mails,) = json.loads(program("status", "--json").out)["mails"]
    assert mails["states"] == {"sent": 1, "uncertain": 1}
    assert mails["uncertain"][0]["message_id"].endswith("@news.example>")
    sink.fault = lambda _who, _number: ""
    assert program("run", "--due").code == 0
    assert len(sink.taken) == 2
    again = program("send", "--retry-uncertain")
    assert (again.code, again.out) == (0, "morning: handed over what was left: 1 mail\n")
    assert sink.recipients[-1] == "bo@mill.example"
    assert program("send", "--retry-uncertain").out == "morning: no mail is uncertain\n"


def test_who_sends_by_hand_has_troubles_told_as_a_run_has(
    program: Program, sink: Sink, tmp_path: Path
) -> None:
    file = tmp_path / "newsletter.toml"
    alert = '[newsletter.alert]\nto = ["ops@news.example"]\n'
    file.write_text(f"{file.read_text('utf-8')}{alert}", "utf-8")
    assert program("draft", "--at", AT).code == 0
    sink.fault = lambda who, _number: {"bo": "drop_before_answer", "ad": "unknown"}.get(who[:2], "")
    assert program("send", "--at", AT).code == 3
    assert sink.recipients == ["bo@mill.example", "ops@news.example"]
    told = sink.taken[-1][1]
    assert b"may or may not have arrived" in told
    assert b"could not be sent" in told
    sink.fault = lambda who, _number: "unknown" if who[:2] == "bo" else ""
    assert program("send", "--retry-uncertain", "--at", AT).code == 3
    assert sink.recipients[2:] == ["ops@news.example"] * (len(sink.recipients) - 2)
    assert b"2 mails of morning/2026-11-23T0700 could not be sent" not in sink.taken[1][1]


def test_without_a_mail_server_there_is_nothing_to_try_out_by(
    program: Program, tmp_path: Path
) -> None:
    assert program("init", tmp_path).code == 0
    assert program("run", "--config", tmp_path, "--at", AT).code == 0
    refused = program("send", "--to", "me@mill.example", "--config", tmp_path)
    assert refused.code == 2
    assert "has no mail server: add [newsletter.deliver.smtp]" in refused.err
    both = program("send", "--to", "a@b.org", "--retry-uncertain", "--config", tmp_path)
    assert both.code == 2
