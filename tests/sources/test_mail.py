from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.errors import ParseError
from newsletter.sources.mail import Mail, read_mail

PROSE = "The council of Lindhaven voted on Friday to widen the harbour. It will cost $5 million."

MAIL = """From: =?utf-8?q?K=C3=A4the?= Holm <press@example.org>
To: desk@example.org
Subject: The =?utf-8?b?SMOkZmVu?= plan
Date: Sun, 22 Nov 2026 08:15:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b1

--b1
Content-Type: multipart/alternative; boundary=b2

--b2
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

{text}
--b2
Content-Type: text/html; charset=utf-8

<p>{html}</p>
--b2--
--b1
Content-Type: text/plain
Content-Disposition: attachment; filename=notes.txt

Not for print.
--b1
Content-Type: message/rfc822

Subject: another mail

Not this either.
--b1--
"""


def read(mail: str) -> Mail:
    return read_mail(mail.encode(), "a.eml")


def test_a_mail_is_its_subject_sender_date_and_plain_text() -> None:
    text = f"Gr=FC=DFe. {PROSE * 3}"
    mail = read(MAIL.format(text=text, html="Short."))
    assert (mail.subject, mail.sender) == ("The Häfen plan", "Käthe Holm")
    assert mail.date == datetime(2026, 11, 22, 7, 15, tzinfo=UTC)
    assert mail.content.strip() == f"Grüße. {PROSE * 3}"


def test_a_mail_whose_plain_part_says_nothing_is_read_from_its_html() -> None:
    mail = read(MAIL.format(text="Open this in your browser.", html=PROSE))
    assert (mail.content.strip(), mail.content_type) == (f"<p>{PROSE}</p>", "html")


def test_a_mail_header_in_plain_utf8_is_read() -> None:
    mail = read(f"From: Käthe <a@example.org>\nSubject: Häfen\n\n{PROSE}")
    assert (mail.subject, mail.sender) == ("Häfen", "Käthe")


@pytest.mark.parametrize(
    ("header", "sender"),
    [
        ("press@example.org", "press@example.org"),
        ('"Press, the office" <press@example.org>', "Press, the office"),
        ("=?nonsense?q?x?=  <a@example.org>", "x"),
        ("=?utf-8?b?!!!?= <a@example.org>", "a@example.org"),
        ("(" * 2000, "(" * 990),
        ("a@example.org, b@example.org", "a@example.org"),
    ],
)
def test_a_sender_is_a_name_else_an_address_however_broken(header: str, sender: str) -> None:
    assert read(f"From: {header}\n\n{PROSE}").sender.startswith(sender)


def test_a_date_that_is_none_leaves_the_mail_undated() -> None:
    assert read(f"Subject: x\nDate: the other day\n\n{PROSE}").date is None


def test_what_is_no_mail_is_refused() -> None:
    with pytest.raises(ParseError, match="is no mail"):
        read(PROSE)


@settings(max_examples=60)
@given(st.binary(), st.text())
def test_any_mail_is_read_or_refused(body: bytes, subject: str) -> None:
    try:
        mail = read_mail(f"Subject: {subject}\n\n".encode("utf-8", "replace") + body, "a.eml")
    except ParseError:
        return
    assert "\n" not in mail.subject + mail.sender
