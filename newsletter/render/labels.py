"""Every word of the frame, in one place: what is not a source's or the editor's text.

English stands here; any other language has a file of its name in `words`, with the same keys.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from newsletter.render.cldr import ENGLISH, base, days, months, number, plural

WORDS = Path(__file__).parent / "words"

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class Count:
    """A counted noun: `one` and `many`, and in languages that have them, `more` plural forms."""

    one: str
    many: str
    more: tuple[tuple[str, str], ...] = ()
    language: str = ENGLISH

    def __call__(self, count: int) -> str:
        forms = {"one": self.one, **dict(self.more)}
        noun = forms.get(plural(count, self.language), self.many)
        return f"{number(count, self.language)} {noun}"


Pair = tuple[str, str]  # a heading and a sentence


@dataclass(frozen=True, slots=True)
class Labels:
    """The frame's words in one language; texts with braces are filled by `str.format`."""

    language: str = ENGLISH  # with its region, as in "de-CH"
    days: tuple[str, ...] = _DAYS
    months: tuple[str, ...] = _MONTHS
    date: str = "{day} {month} {year}"
    full_date: str = "{weekday}, {date}"
    short_date: str = "{day} {month}"
    time: str = "{time} {zone}"
    glance: str = "At a glance"
    numbers: str = "By the numbers"
    what: str = "What"
    figure: str = "Figure"
    change: str = "Change"
    up: str = "up"
    down: str = "down"
    up_by: str = "up {rate}"
    down_by: str = "down {rate}"
    other: str = "Other news"
    also: str = "Also today"
    more: str = "And {stories} more in the edition online."
    more_offline: str = "And {stories} more."
    sources: str = "Sources"
    coverage: str = "What we read"
    answered: str = "{count} answered"
    failing: str = "{count} failing"
    failing_since: str = "{count} failing since {day}"
    failing_longest: str = "{count} failing, the longest since {day}"
    held: str = "{count} held back"
    troubles: str = "No answer from"
    correction: str = "Correction: {subject}"
    correction_of: str = "Correction to the edition of {edition}:"
    as_of: str = "as of {time}"
    nothing_new: str = "Nothing new has come in."
    nothing_left: str = "The editor left no story in this edition."
    why: str = "You get this because you are on the list of {newsletter}."
    online: str = "View this edition online"
    unsubscribe: str = "Unsubscribe"
    paragraph: str = "{name}, paragraph {number}"
    heading: str = "{name}, title"
    feed_only: str = "feed text only"
    untitled: str = "Untitled"
    differ: str = "Sources differ"
    copied: str = "also in"
    update: str = "Update"
    revised: str = "Revised"
    changed: str = "Changed"
    became: str = "{before} → {after}"
    said_before: str = "Said before"
    says_now: str = "Says now"
    taken_out: str = "Taken out"
    put_in: str = "Put in"
    outlets: Count = Count("outlet", "outlets")
    report: Count = Count("report", "reports")
    independent: Count = Count("independent report", "independent reports")
    in_all: str = "{counted} in all"
    skip: str = "Skip to the stories"
    context: str = "In context: {name}"
    course: str = "{what}, {first} to {last}"
    picture: str = "Picture that {name} shows with “{title}”"
    read_at: str = "Read it at {name}"
    month: str = "{month} {year}"
    newsletters: str = "Newsletters"
    archive: str = "All editions"
    nothing_yet: str = "No edition has been published yet."
    newer: str = "Newer editions"
    older: str = "Older editions"
    atom: str = "Follow by feed (Atom)"
    leave: str = "Leave {newsletter}?"
    leaving: str = (
        "No more mails of {newsletter} will be sent to the address that this link is for."
    )
    left: str = "You have left {newsletter}"
    farewell: str = "No more mails will be sent. One that is on its way may still come."
    cut_off: str = "This link is not whole"
    whole_link: str = "Open the one at the foot of a mail, or copy all of it."
    missing: Pair = ("Not found", "There is no such page.")
    misunderstood: Pair = ("Not understood", "This request cannot be understood.")
    impossible: Pair = (
        "Not possible",
        "This page can be read, and nothing else can be done with it.",
    )
    too_much: Pair = ("Too much", "This request holds more than any page here takes.")
    wrong_name: Pair = ("Wrong name", "This server is not known by that name.")
    broken: Pair = ("Failed", "This page cannot be shown; the service's log says why.")
    not_now: Pair = ("Not now", "The store does not answer. Try again in a minute.")
    stories: Count = Count("story", "stories")
    minutes: Count = Count("minute", "minutes")
    feeds: Count = Count("feed", "feeds")
    files: Count = Count("file", "files")
    entries: Count = Count("entry", "entries")

    @property
    def tag(self) -> str:
        """The language for a `lang` attribute."""
        return base(self.language)

    def number(self, value: int) -> str:
        """A whole number as the language writes it."""
        return number(value, self.language)


def languages() -> tuple[str, ...]:
    """The languages that have labels."""
    return (ENGLISH, *sorted(path.stem for path in WORDS.glob("*.toml")))


@cache
def labels(language: str) -> Labels:
    """The labels of an ISO 639-1 language, with or without a region.

    The English ones where there are none, and an English word where its file lacks one.
    """
    code = base(language)
    if code == ENGLISH or code not in languages():
        return Labels()
    words = tomllib.loads((WORDS / f"{code}.toml").read_text(encoding="utf-8"))
    known = {field.name for field in fields(Labels)}
    return Labels(
        language=language,
        days=days(language),
        months=months(language),
        **{key: _label(words[key], language) for key in words.keys() & known},
    )


def _label(value: Any, language: str) -> Any:  # noqa: ANN401 - a text, two, or a counted noun
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return tuple(value)
    more = tuple((form, noun) for form, noun in value.items() if form not in {"one", "other"})
    return Count(value["one"], value["other"], more, language)
