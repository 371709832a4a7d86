from __future__ import annotations

import time
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.sources.pace import Pace, read_pace

ITEM = "<item><title>x</title><ttl>5</ttl></item>"
EVERY_HOUR = "".join(f"<hour>{hour}</hour>" for hour in range(24))
EVERY_DAY = "".join(
    f"<day>{name}</day>"
    for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
)
HOUR = timedelta(hours=1)


def channel(wish: str, behind: str = "") -> bytes:
    return f"<rss><channel><title>t</title>{wish}{ITEM * 2}{behind}</channel></rss>".encode()


@pytest.mark.parametrize(
    ("wish", "pace"),
    [
        ("", Pace()),
        ("<ttl>60</ttl>", Pace(HOUR)),
        ("<TTL>\n60 </TTL>", Pace(HOUR)),
        ("<ttl>often</ttl>", Pace()),
        ("<ttl>-5</ttl>", Pace()),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", Pace(HOUR)),
        (
            "<sy:updatePeriod> daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            Pace(6 * HOUR),
        ),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
            Pace(24 * HOUR),
        ),
        ("<sy:updatePeriod>fortnightly</sy:updatePeriod>", Pace()),
        ("<ttl>600</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", Pace(10 * HOUR)),
        (
            "<skipHours><hour>1</hour><hour> 02 </hour><hour>24</hour><hour>99</hour></skipHours>",
            Pace(skip_hours=frozenset({0, 1, 2, 3})),
        ),
        ("<hour>1</hour><day>Monday</day>", Pace()),
        (
            "<skipDays><day>Saturday</day>\n<day>sunday</day><day>Someday</day></skipDays>",
            Pace(skip_days=frozenset({5, 6})),
        ),
        (f"<skipHours>{EVERY_HOUR}</skipHours>", Pace()),
        (f"<skipDays>{EVERY_DAY}</skipDays>", Pace()),
    ],
)
def test_a_feed_says_how_often_to_look(wish: str, pace: Pace) -> None:
    assert read_pace(channel(wish)) == pace


def test_a_channel_may_speak_of_itself_behind_its_items() -> None:
    assert read_pace(channel("", "<ttl>60</ttl>")) == Pace(HOUR)


def test_an_item_does_not_speak_for_its_channel() -> None:
    assert read_pace(channel("")) == Pace()


@given(st.binary(max_size=400))
def test_any_bytes_have_a_pace(body: bytes) -> None:
    assert isinstance(read_pace(body), Pace)


def test_hostile_bytes_take_no_time() -> None:
    start = time.process_time()
    for piece in (b"<ttl>", b"<skipHours>", b"<hour>1", b"<item ", b"<ttl> ", b"</item>"):
        read_pace(piece * (10_000_000 // len(piece)))
    assert time.process_time() - start < 2
