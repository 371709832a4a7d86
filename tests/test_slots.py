from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.slots import (
    Slot,
    due_slots,
    next_slot,
    parse_schedule,
    slots_between,
    start_of_day,
)

ZONES = sorted(available_timezones())
BERLIN = ZoneInfo("Europe/Berlin")
UTC_ZONE = ZoneInfo("UTC")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def planned(schedule: str, zone: str, first: date, last: date) -> list[Slot]:
    """The slots of the local days from `first` to `last`, both included."""
    where = ZoneInfo(zone)
    start, end = start_of_day(first, where), start_of_day(last + timedelta(days=1), where)
    return list(slots_between(parse_schedule(schedule), where, start, end))


def fires(schedule: str, zone: str, day: date) -> list[str]:
    return [f"{slot.key} {slot.at:%dT%H:%M}" for slot in planned(schedule, zone, day, day)]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("07:00", ["2026-11-23T0700", "2026-11-24T0700", "2026-11-25T0700"]),
        ("7:00", ["2026-11-23T0700", "2026-11-24T0700", "2026-11-25T0700"]),
        ("16:30, 07:00", ["2026-11-23T0700", "2026-11-23T1630", "2026-11-24T0700"]),
        ("tue 07:00, 08:15", ["2026-11-24T0700", "2026-11-24T0815", "2026-12-01T0700"]),
        ("Sat-Mon 9:05", ["2026-11-23T0905", "2026-11-28T0905", "2026-11-29T0905"]),
        (
            "mon, wed 07:00, friday 06:00",
            ["2026-11-23T0700", "2026-11-25T0700", "2026-11-27T0600"],
        ),
        ("07:00, sat 07:00", ["2026-11-23T0700", "2026-11-24T0700", "2026-11-25T0700"]),
        ("0 7 * * 1-5", ["2026-11-23T0700", "2026-11-24T0700", "2026-11-25T0700"]),
        ("*/45 7 1 * *", ["2026-12-01T0700", "2026-12-01T0745", "2027-01-01T0700"]),
    ],
)
def test_a_schedule_is_times_of_days_or_a_cron_line(text: str, keys: list[str]) -> None:
    found = slots_between(
        parse_schedule(text), UTC_ZONE, utc("2026-11-23T00:00"), utc("2027-02-01T00:00")
    )
    assert [slot.key for slot, _ in zip(found, keys, strict=False)] == keys


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        (" , ", "is empty"),
        ("25:00", "'25:00' in '25:00' is no time of day"),
        ("07:60", "no time of day"),
        ("7 Uhr", "'7' in '7 Uhr' is no time of day"),
        ("mon-fri", "names days and no time"),
        ("07:00 mon", "names days and no time"),
        ("moonday 07:00", "'moonday' in"),
        ("@daily", "no time of day"),
        ("0 7 * *", "no time of day"),
        ("0 7 * * 8", "is no cron line (bad day-of-week)"),
        ("*/0 * * * *", "is no cron line (bad minute)"),
        ("0 0 31 2 *", "is no cron line (bad day-of-month)"),
        ("0 0 */31 2 1#5", "names a time that never comes"),
    ],
)
def test_a_schedule_that_cannot_be_read_is_one_sentence(text: str, says: str) -> None:
    with pytest.raises(ValueError, match='write "07:00"') as raised:
        parse_schedule(text)
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


@given(st.text(alphabet="0123456789:*,-/#L montuefrisat\n\0", max_size=20))
@settings(max_examples=200)
def test_any_text_is_a_schedule_or_a_value_error(text: str) -> None:
    try:
        schedule = parse_schedule(text)
    except ValueError:
        return
    assert next_slot(schedule, BERLIN, utc("2026-11-23T00:00")) is not None


@pytest.mark.parametrize(
    ("schedule", "zone", "day", "expected"),
    [
        # Berlin's clocks go from 02:00 to 03:00 on 29 March, from 03:00 to 02:00 on 25 October.
        ("02:30", "Europe/Berlin", date(2026, 3, 29), ["2026-03-29T0230 29T01:00"]),
        ("02:30", "Europe/Berlin", date(2026, 10, 25), ["2026-10-25T0230 25T00:30"]),
        ("30 2 * * *", "Europe/Berlin", date(2026, 3, 29), ["2026-03-29T0230 29T01:00"]),
        ("30 2 * * *", "Europe/Berlin", date(2026, 10, 25), ["2026-10-25T0230 25T00:30"]),
        # Beirut and Cuba change at midnight: 00:30 does not exist, or comes twice.
        ("00:30", "Asia/Beirut", date(2026, 3, 29), ["2026-03-29T0030 28T22:00"]),
        ("00:30", "America/Havana", date(2026, 11, 1), ["2026-11-01T0030 01T04:30"]),
        ("00:00", "America/Santiago", date(2026, 9, 6), ["2026-09-06T0000 06T04:00"]),
        # Lord Howe's clocks change by half an hour.
        ("02:15", "Australia/Lord_Howe", date(2026, 10, 4), ["2026-10-04T0215 03T15:30"]),
        ("01:45", "Australia/Lord_Howe", date(2026, 4, 5), ["2026-04-05T0145 04T14:45"]),
        # Samoa had no 30 December 2011.
        ("07:00", "Pacific/Apia", date(2011, 12, 29), ["2011-12-29T0700 29T17:00"]),
        ("07:00", "Pacific/Apia", date(2011, 12, 30), []),
        ("00:00", "Pacific/Apia", date(2011, 12, 30), []),
        ("07:00", "Pacific/Apia", date(2011, 12, 31), ["2011-12-31T0700 30T17:00"]),
        # Four wall times in one gap are one moment, and one slot.
        (
            "45 1 * * *",
            "Europe/Berlin",
            date(2026, 3, 29),
            ["2026-03-29T0145 29T00:45"],
        ),
        (
            "*/15 2 * * *",
            "Europe/Berlin",
            date(2026, 3, 29),
            ["2026-03-29T0200 29T01:00"],
        ),
    ],
)
def test_a_gap_fires_at_its_end_and_an_overlap_once(
    schedule: str, zone: str, day: date, expected: list[str]
) -> None:
    assert fires(schedule, zone, day) == expected


@given(
    st.sampled_from(ZONES),
    st.times(),
    st.dates(date(2020, 1, 1), date(2035, 6, 30)),
)
@settings(max_examples=120, deadline=None)
def test_each_day_of_any_zone_has_its_slot_once(zone: str, at: object, first: date) -> None:
    """Half a year holds a change of the clocks in every zone that has them."""
    time = f"{at:%H:%M}"
    last = first + timedelta(days=183)
    slots = planned(time, zone, first, last)
    assert [slot.local.date() for slot in slots] == [
        first + timedelta(days=number) for number in range(184)
    ]
    assert [slot.at for slot in slots] == sorted({slot.at for slot in slots})
    for slot in slots:
        shown = slot.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        # The clock shows the planned time, or it jumped over it this very second.
        before = (slot.at - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert shown == slot.local or before < slot.local < shown


def test_the_hour_after_midnight_is_not_lost_in_any_zone() -> None:
    """Two days about each change of the clocks in 2026, every zone, 00:30."""
    schedule = parse_schedule("00:30")
    for name in ZONES:
        zone = ZoneInfo(name)
        day = date(2026, 1, 1)
        offsets = [start_of_day(day + timedelta(days=number), zone) for number in range(366)]
        changes = [
            number
            for number in range(365)
            if offsets[number + 1] - offsets[number] != timedelta(days=1)
        ]
        for number in changes:
            slots = slots_between(schedule, zone, offsets[number], offsets[number + 1])
            assert [slot.local.date() for slot in slots] == [day + timedelta(days=number)], name


@given(
    st.sampled_from(
        ["Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Africa/Casablanca"]
    ),
    st.sampled_from(["07:00", "00:30, 02:30", "sun 02:15", "*/20 * * * *", "30 2 * * 0"]),
    st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001 - given its zone below
)
@settings(max_examples=100, deadline=None)
def test_one_slot_after_another_is_all_slots(zone: str, schedule: str, naive: datetime) -> None:
    read, where, start = parse_schedule(schedule), ZoneInfo(zone), naive.replace(tzinfo=UTC)
    end = start + timedelta(days=8)
    chained = []
    at = start - timedelta(microseconds=1)
    while (slot := next_slot(read, where, at)) is not None and slot.at < end:
        chained.append(slot)
        at = slot.at
    assert chained == list(slots_between(read, where, start, end))


def test_what_is_due_is_the_time_just_past_with_now() -> None:
    schedule = parse_schedule("05:00, 07:00, 12:00")
    now = utc("2026-11-23T12:00")
    due = due_slots(schedule, UTC_ZONE, now, timedelta(hours=6))
    assert [slot.key for slot in due] == ["2026-11-23T0700", "2026-11-23T1200"]
    assert due_slots(schedule, UTC_ZONE, now, timedelta()) == due[1:]


@pytest.mark.parametrize("year", [1, 1899, 9000, 9999])
def test_years_beyond_reason_are_refused(year: int) -> None:
    moment = datetime(year, 6, 1, tzinfo=UTC)
    with pytest.raises(ValueError, match="1900 to 8999"):
        next_slot(parse_schedule("07:00"), BERLIN, moment)
    with pytest.raises(ValueError, match="1900 to 8999"):
        list(slots_between(parse_schedule("07:00"), BERLIN, utc("2026-11-23T07:00"), moment))


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        next_slot(parse_schedule("07:00"), BERLIN, datetime(2026, 11, 23))  # noqa: DTZ001 - that is the point
