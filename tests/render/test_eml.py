from __future__ import annotations

import email
import email.policy
import hashlib
import os
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.model import Masthead
from newsletter.render.email import email_html
from newsletter.render.eml import assembled, message, quoted_printable
from newsletter.render.plain import plain_text

if TYPE_CHECKING:
    from pathlib import Path

    from tests.render.conftest import Make


def parsed(raw: bytes) -> EmailMessage:
    read = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    assert not [part.defects for part in read.walk() if part.defects]
    return read


def test_a_newsletters_mail_has_its_headers(make_edition: Make, full_masthead: Masthead) -> None:
    read = parsed(message(make_edition()))
    assert read["From"] == "The Morning Brief <brief@news.example.org>"
    assert read["To"] == "The Morning Brief:;"
    assert read["Reply-To"] == "editor@news.example.org"
    assert read["Date"] == "Mon, 23 Nov 2026 07:00:00 +0100"
    assert read["List-Id"] == "<brief.news.example.org>"
    assert read["List-Unsubscribe"] == f"<{full_masthead.unsubscribe}>"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert read["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<[0-9a-f]{40}@news\.example\.org>", read["Message-ID"])
    assert read["X-Unsent"] is None


@pytest.mark.parametrize("kind", ["english", "rtl", "cjk", "hostile"])
def test_the_parts_are_the_text_edition_and_the_html(make_edition: Make, kind: str) -> None:
    edition = make_edition(6, kind)
    read = parsed(message(edition))
    assert read.get_content_type() == "multipart/alternative"
    text, html = read.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().replace("\r\n", "\n").rstrip("\n") + "\n" == plain_text(edition)
    assert html.get_content().replace("\r\n", "\n").rstrip("\n") + "\n" == email_html(edition)


@pytest.mark.parametrize("kind", ["english", "rtl", "cjk", "hostile"])
def test_the_bytes_are_fit_for_any_relay(make_edition: Make, kind: str) -> None:
    raw = message(make_edition(6, kind))
    assert raw.isascii()
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", raw)
    head, _, body = raw.partition(b"\r\n\r\n")
    assert max(map(len, body.split(b"\r\n"))) <= 76
    assert all(len(word) <= 75 for word in re.findall(rb"=\?\S+\?=", head))
    assert all(len(line) <= 998 for line in head.split(b"\r\n"))


@pytest.mark.parametrize("missing", ["sender", "all"])
def test_a_mail_that_nobody_sends_yet_is_a_draft(
    make_edition: Make, full_masthead: Masthead, missing: str
) -> None:
    masthead = replace(full_masthead, sender="") if missing == "sender" else Masthead()
    read = parsed(message(make_edition(2, masthead=masthead)))
    assert read["X-Unsent"] == "1"
    assert not [name for name in read if name.startswith("List-")]
    assert read["From"] is None
    assert read["To"] is None
    assert read["Message-ID"].endswith("@newsletter.invalid>")


@pytest.mark.parametrize("title", ["A, B; C <d@e.example>:", "\u6771\u4eac", " ", "x" * 200])
def test_a_published_mail_is_to_nobody_by_name(make_edition: Make, title: str) -> None:
    read = parsed(message(replace(make_edition(1), title=title)))
    assert len(read["To"].groups) == 1
    assert read["To"].addresses == ()


@pytest.mark.parametrize(
    "sender", ["nobody", "a@b@c.example", "<>", "x@localhost", "a b@c.d, e@f.g"]
)
def test_an_address_that_is_none_is_left_out(
    make_edition: Make, full_masthead: Masthead, sender: str
) -> None:
    read = parsed(message(make_edition(1, masthead=replace(full_masthead, sender=sender))))
    assert read["From"] is None
    assert read["X-Unsent"] == "1"


def test_a_sender_without_a_name_gets_the_newsletters(
    make_edition: Make, full_masthead: Masthead
) -> None:
    masthead = replace(full_masthead, sender="brief@news.example.org")
    read = parsed(message(make_edition(1, masthead=masthead)))
    assert read["From"] == "The Morning Brief <brief@news.example.org>"


def test_only_https_is_offered_for_one_click(make_edition: Make, full_masthead: Masthead) -> None:
    by_mail = replace(full_masthead, unsubscribe="mailto:leave@news.example.org?subject=leave")
    read = parsed(message(make_edition(1, masthead=by_mail)))
    assert read["List-Unsubscribe"] == "<mailto:leave@news.example.org?subject=leave>"
    assert read["List-Unsubscribe-Post"] is None


def test_each_recipient_and_edition_has_a_message_id_of_its_own(make_edition: Make) -> None:
    edition = make_edition(1)
    made = [message(edition), message(replace(edition, id="morning/x"))]
    made += [assembled(edition, "", "", to) for to in ("a@else.example", "B <b@else.example>")]
    assert len({parsed(one)["Message-ID"] for one in made}) == 4


HOSTILE = "A\r\nBcc: x@evil.example\r\n\r\n=?utf-8?q?body?="


def test_no_text_of_an_edition_adds_a_header(make_edition: Make, full_masthead: Masthead) -> None:
    masthead = replace(full_masthead, sender=f"{HOSTILE} <brief@news.example.org>")
    edition = replace(make_edition(1), subject=HOSTILE, title=HOSTILE, id=HOSTILE)
    assert len(parsed(message(edition)).keys()) == 12
    assert parsed(message(replace(edition, masthead=masthead)))["Bcc"] is None


def test_a_subject_of_nothing_is_the_title(make_edition: Make) -> None:
    read = parsed(message(replace(make_edition(1), subject=" \n\u202e")))
    assert read["Subject"] == "The Morning Brief"


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_quoted_printable_is_undone_by_every_reader(text: str) -> None:
    import quopri

    encoded = quoted_printable(text.replace("\r", "\n"))
    assert all(len(line) <= 76 for line in encoded.split("\r\n"))
    undone = quopri.decodestring(encoded.encode()).decode().replace("\r\n", "\n")
    assert undone.rstrip("\n") == text.replace("\r", "\n").rstrip("\n")


PROGRAM = """
import hashlib, pickle, sys
from newsletter.render.formats import FILES, render
edition = pickle.load(open(sys.argv[1], "rb"))
print(*(hashlib.sha256(render(edition, kind)).hexdigest() for kind in FILES))
"""


def test_every_format_is_the_same_bytes_in_any_process(make_edition: Make, tmp_path: Path) -> None:
    from newsletter.render.formats import FILES, render

    edition = make_edition(6)
    here = [hashlib.sha256(render(edition, kind)).hexdigest() for kind in FILES]
    stored = tmp_path / "edition.pickle"
    stored.write_bytes(pickle.dumps(edition))
    odd = {"PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu", "LANG": "de_DE.UTF-8", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, stored],
        env=os.environ | odd,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == here
