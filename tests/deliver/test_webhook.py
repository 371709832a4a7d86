"""Signatures as others make them, keys that are none, and what an answer means."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.deliver.webhook import fate, headers, key_of, message_id
from tests.deliver.receiver import KEY, SECRET, Call

AT = datetime(2026, 11, 23, 7, tzinfo=UTC)


@given(st.binary(max_size=200), st.binary(max_size=20))
def test_a_receiver_that_knows_the_key_finds_the_signature_right(body: bytes, part: bytes) -> None:
    made = dict(headers(message_id("edition", part), body, KEY, AT))
    assert Call("/", made, body).is_signed
    assert not Call("/", made, body + b" ").is_signed


def test_the_key_is_what_base64_spells_with_and_without_its_mark() -> None:
    assert key_of(SECRET) == key_of(SECRET.removeprefix("whsec_")) == KEY


@pytest.mark.parametrize(
    "secret", ["whsec_", "whsec_AAAA", "correct horse battery", "é", "A" * 999]
)
def test_what_is_no_key_is_refused_without_being_repeated(secret: str) -> None:
    with pytest.raises(ValueError, match="openssl rand -base64 32") as caught:
        key_of(secret)
    assert len(secret) < 8 or secret not in str(caught.value)


def test_an_id_is_of_its_parts_alone_and_holds_no_full_stop() -> None:
    assert message_id("edition", b"a", b"b") == message_id("edition", b"a", b"b")
    assert message_id("edition", b"a", b"b") != message_id("edition", b"ab", b"")
    assert message_id("edition", b"a") != message_id("alert", b"a")
    assert "." not in message_id("edition", b"a.b")


@pytest.mark.parametrize(
    ("status", "means"),
    [(200, "sent"), (204, "sent"), (302, "refused"), (304, "refused"), (400, "refused"),
     (408, "later"), (410, "refused"), (425, "later"), (429, "later"), (500, "later"),
     (503, "later"), (599, "later")],
)  # fmt: skip
def test_a_status_says_whether_to_come_again(status: int, means: str) -> None:
    assert fate(status) == means
