from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from newsletter.render.cldr import base, days, months, number, plural, zone_letters


def test_names_of_days_and_months_are_the_languages_own() -> None:
    assert days("de")[0] == "Montag"
    assert months("de")[2] == "März"
    assert months("de-AT")[0] == "Jänner"
    assert months("de-XX")[0] == "Januar"


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "1,234,567"), ("de", "1.234.567"), ("de-CH", "1’234’567"), ("xx", "1,234,567")],
)
def test_numbers_are_grouped_as_in_the_language(language: str, shown: str) -> None:
    assert number(1_234_567, language) == shown


def test_each_language_has_its_plural_forms() -> None:
    assert [plural(n, "en") for n in (0, 1, 2)] == ["other", "one", "other"]
    assert [plural(n, "de") for n in (0, 1, 2)] == ["other", "one", "other"]
    assert [plural(n, "pl") for n in (1, 2, 5)] == ["one", "few", "many"]


@pytest.mark.parametrize(
    ("zone", "language", "said"),
    [("Europe/Berlin", "en", "CET"), ("Europe/Berlin", "de", "MEZ"), ("Asia/Tokyo", "de", "JST")],
)
def test_zones_are_called_as_readers_call_them(zone: str, language: str, said: str) -> None:
    assert zone_letters(datetime(2026, 11, 23, 7, tzinfo=ZoneInfo(zone)), language) == said


def test_a_language_may_come_with_its_region() -> None:
    assert [base(one) for one in ("de-CH", "de_at", "DE")] == ["de"] * 3
