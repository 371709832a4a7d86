"""What the Unicode CLDR knows of a language, by Babel: names of days, plurals, numbers, zones.

English needs none of it, and Babel's import costs as much as two bare interpreters: it stands
inside the functions, behind that question.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from babel import Locale

ENGLISH = "en"


def base(language: str) -> str:
    """The language without its region: of "de-CH" it is "de"."""
    return language.lower().replace("_", "-").split("-", maxsplit=1)[0]


def days(language: str) -> tuple[str, ...]:
    """Monday to Sunday."""
    names = _locale(language).days["format"]["wide"]
    return tuple(str(names[day]) for day in range(7))


def months(language: str) -> tuple[str, ...]:
    """January to December, as they stand in a date."""
    names = _locale(language).months["format"]["wide"]
    return tuple(str(names[month]) for month in range(1, 13))


def plural(number: int, language: str) -> str:
    """The form of a counted noun: "one", "few", "many", "other" ..."""
    if base(language) == ENGLISH:
        return "one" if number == 1 else "other"
    return str(_locale(language).plural_form(number))


def number(value: int, language: str) -> str:
    """A whole number with its groups apart: "1,234", "1.234"."""
    if base(language) == ENGLISH:
        return f"{value:,}"
    from babel.numbers import format_decimal  # noqa: PLC0415 - see above

    return format_decimal(value, locale=_locale(language))


def zone_letters(local: datetime, language: str) -> str:
    """The zone as readers call it, as in "MEZ"; else as the zone itself does, as in "JST"."""
    own = local.tzname() or ""
    if base(language) == ENGLISH:
        return own
    from babel.dates import get_timezone_name  # noqa: PLC0415 - see above

    said = get_timezone_name(local, width="short", locale=_locale(language))
    return said if said.isalpha() else own


@lru_cache(maxsize=16)
def _locale(language: str) -> Locale:
    """The language in its region, where Babel knows that one."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - see above

    for one in (language.replace("-", "_"), base(language), ENGLISH):
        try:
            return Locale.parse(one)
        except (UnknownLocaleError, ValueError):
            continue
    raise AssertionError("Babel knows English")
