"""Every word of the frame, in one place: what is not a source's or the editor's text.

English is whole; a language without labels of its own gets the English ones.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    """A counted noun: `one` for exactly one, `many` for any other number."""

    one: str
    many: str

    def __call__(self, number: int) -> str:
        return f"{number:,} {self.one if number == 1 else self.many}"


@dataclass(frozen=True, slots=True)
class Labels:
    """The frame's words in one language; texts with braces are filled by `str.format`."""

    language: str = "en"
    days: tuple[str, ...] = _DAYS
    months: tuple[str, ...] = _MONTHS
    date: str = "{day} {month} {year}"
    glance: str = "At a glance"
    numbers: str = "By the numbers"
    what: str = "What"
    figure: str = "Figure"
    change: str = "Change"
    up: str = "up"
    down: str = "down"
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
    stories: Count = Count("story", "stories")
    minutes: Count = Count("minute", "minutes")
    feeds: Count = Count("feed", "feeds")
    files: Count = Count("file", "files")
    entries: Count = Count("entry", "entries")


ENGLISH = Labels()
_LANGUAGES = {"en": ENGLISH}


def labels(language: str) -> Labels:
    """The labels of an ISO 639-1 language, the English ones where there are none."""
    return _LANGUAGES.get(language.lower().split("-")[0], ENGLISH)
