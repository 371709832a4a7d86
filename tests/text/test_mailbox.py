"""An address is what a mail server takes, or there is a reason why it is none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.text.mailbox import ADDRESS_LENGTH, mailbox


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ada@example.org", "ada@example.org"),
        ("  Ada.Holm+news@Example.ORG.\n", "Ada.Holm+news@example.org"),
        ("Ada Holm <ada@example.org>", "ada@example.org"),
        ('"Holm, Ada" <ada@example.org>', "ada@example.org"),
        ("mailto:ada@example.org", "ada@example.org"),
        ("ada@BÜCHER.example", "ada@xn--bcher-kva.example"),
        ("ada@例え.jp", "ada@xn--r8jz45g.jp"),
        ("ada@مثال.example", "ada@xn--mgbh0fb.example"),
        ("ada@localhost", "ada@localhost"),
    ],
)
def test_an_address_as_people_write_it(written: str, meant: str) -> None:
    assert mailbox(written) == meant
    assert mailbox(meant) == meant


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "no @"),
        ("example.org", "no @"),
        ("@example.org", "nothing before"),
        ("ada@", "nothing after"),
        ("ada@example", "without a dot"),
        ("ada@-example.org", "no host name"),
        ("ada@exa_mple.org", "no host name"),
        ("ada@192.0.2.1", "no host name"),
        ("ada@[192.0.2.1]", "no host name"),
        ("ada@a..b.org", "no host name"),
        ("ada@\u202egro.elpmaxe", "no host name"),
        ("a da@example.org", "before the @"),
        ("ada@b@example.org", "before the @"),
        ("ada..holm@example.org", "before the @"),
        ("ada@example.org, bo@example.org", "before the @"),
        ("ada\r\nBcc: bo@example.org", "before the @"),
        ("ådå@example.org", "few mail servers"),
        ("=1+2@example.org", "begins with ="),
        ("-a@example.org", "begins with -"),
        ("a" * 65 + "@example.org", "more than 64"),
        ("a@" + "b." * 150 + "org", "longer than 254"),
        ("a" * 100_000 + "@example.org", "longer than 254"),
    ],
)
def test_what_is_no_address_is_told_why(written: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)) as raised:
        mailbox(written)
    assert len(str(raised.value)) < 100


@given(st.text(max_size=40) | st.emails())
def test_what_is_taken_is_plain_whatever_was_written(written: str) -> None:
    try:
        found = mailbox(written)
    except ValueError:
        return
    assert re.fullmatch(r"[!-~]+@[a-z0-9.-]+", found)
    assert len(found) <= ADDRESS_LENGTH
    assert not set(found) & set(' ,;<>"()\\')
    assert mailbox(found) == found
