from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsletter.render.headers import Mailbox, address_header, fold, mailbox, text_header
from newsletter.text.safe import plain

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=120)


def read_back(*headers: str) -> EmailMessage:
    raw = "".join(headers).encode("ascii")
    assert all(len(word) <= 75 for word in re.findall(rb"=\?\S+\?=", raw))
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)|\n\r\n", raw)
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert len(message.keys()) == len(headers)
    return message


def shown(text: str) -> str:
    return " ".join(plain(text).replace("\ufffd", "").split())


@given(ANY_TEXT)
@example("=?utf-8?q?forged?=")
@example("A\r\nBcc: x@evil.example\r\n\r\nbody")
@example("Ä" * 120)
@example("a " * 200)
def test_any_subject_is_read_as_it_was_written(text: str) -> None:
    subject = read_back(text_header("Subject", text))["Subject"]
    assert " ".join(subject.split()) == shown(text)


@given(ANY_TEXT)
@example('A "quoted" \\ name, (and) <more>@x.example')
@example("=?utf-8?b?eA==?=")
def test_any_name_is_read_as_it_was_written(text: str) -> None:
    box = Mailbox(shown(text), "brief", "news.example.org")
    (read,) = read_back(address_header("From", box))["From"].addresses
    assert read.addr_spec == "brief@news.example.org"
    # Python 3.11 keeps the space between two encoded words of a name, which RFC 2047 drops.
    assert "".join(read.display_name.split()) == "".join(shown(text).split())


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("a@b.example", Mailbox("", "a", "b.example")),
        ("A B <a.b+c@d.example>", Mailbox("A B", "a.b+c", "d.example")),
        ('"B, A" <a@b.example>', Mailbox("B, A", "a", "b.example")),
        ("Ä <a@bücher.example>", Mailbox("Ä", "a", "xn--bcher-kva.example")),
        ("A\r\nBcc: x@y.example <a@b.example>", None),
        ("ä@b.example", None),
        ("a@b", None),
        ("a@b.example, c@d.example", None),
        ("a@b..example", None),
        ("", None),
    ],
)
def test_a_mailbox_is_exactly_one_address(text: str, box: Mailbox | None) -> None:
    assert mailbox(text) == box


@given(ANY_TEXT)
def test_no_text_is_too_strange_to_be_refused(text: str) -> None:
    box = mailbox(text)
    assert box is None or box.address.isascii()


def test_a_long_url_stays_in_one_piece() -> None:
    url = f"<https://news.example.org/{'a' * 300}>"
    assert fold("List-Unsubscribe", url) == f"List-Unsubscribe: {url}\r\n"


def test_lines_are_folded_before_column_76() -> None:
    folded = fold("Subject", "word " * 40 + "end")
    assert all(len(line) <= 76 for line in folded.split("\r\n"))
    assert folded.replace("\r\n ", " ") == f"Subject: {'word ' * 40}end\r\n"
