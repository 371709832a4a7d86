from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from newsletter.model import Coverage, Masthead, Trouble
from newsletter.render.formats import render
from newsletter.render.view import view

if TYPE_CHECKING:
    from newsletter.model import Edition
    from newsletter.render.formats import Format
    from tests.render.conftest import Make

SLOT = datetime(2026, 11, 23, 6, tzinfo=UTC)


def test_dates_and_times_are_those_of_the_editions_zone(make_edition: Make) -> None:
    edition = replace(make_edition(1), slot=datetime(2026, 11, 23, 23, 30, tzinfo=UTC))
    shown = view(edition)
    assert (shown.date, shown.time) == ("Tuesday, 24 November 2026", "00:30 CET")
    tokyo = view(replace(edition, timezone="Asia/Tokyo"))
    assert (tokyo.date, tokyo.time) == ("Tuesday, 24 November 2026", "08:30 JST")
    assert view(replace(edition, timezone="No/Such")).time == "23:30 UTC"


def test_a_zone_without_letters_is_told_by_its_offset(make_edition: Make) -> None:
    assert view(replace(make_edition(1), timezone="Asia/Dubai")).time == "10:00 UTC+04:00"


def test_sources_of_one_day_tell_the_time_alone(make_edition: Make) -> None:
    """What stands under "Also today" shows no time, and dates no other."""
    edition = make_edition(1)
    assert [one.when for one in view(edition).full[0].sources] == ["06:40 CET", "07:05 CET"]


def test_where_one_source_is_of_another_day_each_says_which(make_edition: Make) -> None:
    edition = make_edition(4)
    old = replace(edition.sources[1], published=SLOT - timedelta(days=365))
    shown = view(replace(edition, sources=(edition.sources[0], old, *edition.sources[2:])))
    assert [one.when for story in shown.full for one in story.sources if one.when] == [
        "23 November, 06:40 CET",
        "23 November 2025, 07:00 CET",
        "23 November, 06:12 CET",
        "22 November, 19:30 CET",
        "22 November, 23:47 CET",
    ]


def test_stories_and_minutes_are_counted(make_edition: Make) -> None:
    assert view(make_edition(1, also=0)).stories == "1 story"
    shown = view(make_edition(12))
    assert shown.stories == "15 stories"
    assert shown.minutes == "4 minutes"  # 750 words
    assert view(make_edition(1, also=0)).minutes == "1 minute"


def test_minutes_of_chinese_count_characters(make_edition: Make) -> None:
    assert view(make_edition(12, "cjk", also=0)).minutes == "5 minutes"


def test_numbers_are_the_key_figures_verbatim_with_how_they_moved(make_edition: Make) -> None:
    rows = view(make_edition(4)).full[0].numbers
    assert [(row.what, row.figure, row.change) for row in rows] == [
        ("Spend plan", "$2.1 billion", "up 40%"),
        ("Rally size: Shares", "6.2%", "up"),
    ]


def test_one_figure_makes_no_table(make_edition: Make) -> None:
    def only_first(story: dict[str, Any]) -> dict[str, Any]:
        return {**story, "bullets": story["bullets"][:1]}

    assert all(not story.numbers for story in view(make_edition(6, change=only_first)).full)


def test_the_same_figure_is_one_row(make_edition: Make) -> None:
    edition = make_edition(1)
    summary = edition.items[0].summary
    twice = replace(summary, bullets=(summary.bullets[0], summary.bullets[0], summary.bullets[1]))
    doubled = replace(edition, items=(replace(edition.items[0], summary=twice),))
    assert [row.what for row in view(doubled).full[0].numbers] == [
        "Spend plan",
        "Rally size: Shares",
    ]


def test_the_coverage_line_counts_what_was_read(make_edition: Make) -> None:
    shown = view(make_edition(12))
    assert shown.coverage == (
        "42 feeds, 40 answered, 2 failing, 1 file; 118 entries, 15 stories, 6 held back"
    )
    assert shown.troubles == (
        "Tidewater Daily (timed out after 20 s)",
        "Quay & Quill (HTTP 503)",
    )
    files = replace(make_edition(1), coverage=Coverage(files=3, entries=3, stories=1))
    assert view(files).coverage == "3 files; 3 entries, 1 story"
    late = Coverage(feeds=1, troubles=(Trouble("A\nB", "no\tanswer"),))
    assert view(replace(files, coverage=late)).troubles == ("A B (no answer)",)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((6, 6), "2 failing since Tuesday"),
        ((6, 2), "2 failing, the longest since Tuesday"),
        ((30, None), "2 failing, the longest since 24 October 2026"),
        ((0, 0), "2 failing"),
        ((None, None), "2 failing"),
    ],
)
def test_silence_is_no_lack_of_news(
    make_edition: Make, days: tuple[int | None, ...], said: str
) -> None:
    """Feeds that fail are told with the day on which they last answered, in the edition's zone."""
    edition = make_edition(0)
    troubles = tuple(
        Trouble(f"Feed {n}", "HTTP 503", since=None if ago is None else SLOT - timedelta(days=ago))
        for n, ago in enumerate(days)
    )
    late = Coverage(feeds=42, answered=40, troubles=troubles)
    shown = view(replace(edition, coverage=late, preheader=""))
    assert shown.coverage == f"42 feeds, 40 answered, {said}; 0 entries, 0 stories"


def test_why_a_reader_gets_it_is_told_only_where_somebody_sends_it(make_edition: Make) -> None:
    assert view(make_edition(1)).why.endswith("on the list of The Morning Brief.")
    alone = view(make_edition(1, masthead=Masthead()))
    assert (alone.why, alone.page, alone.unsubscribe, alone.address) == ("", None, None, ())


def test_an_edition_without_preheader_says_what_was_read(make_edition: Make) -> None:
    shown = view(replace(make_edition(1), preheader=" "))
    assert shown.preheader == shown.coverage


def sectioned(make_edition: Make, *sections: str) -> Edition:
    edition = make_edition(len(sections))
    items = (
        replace(item, section=name) for item, name in zip(edition.items, sections, strict=True)
    )
    return replace(edition, items=tuple(items))


@pytest.mark.parametrize(
    ("sections", "headings"),
    [
        (("", ""), ["", ""]),
        (("Sport", "Sport", "Arts", ""), ["Sport", "", "Arts", "Other news"]),
        (("", "Sport"), ["", "Sport"]),
    ],
)
def test_a_heading_stands_where_a_section_begins(
    make_edition: Make, sections: tuple[str, ...], headings: list[str]
) -> None:
    shown = view(sectioned(make_edition, *sections))
    assert [story.section for story in shown.full] == headings


@pytest.mark.parametrize("form", ["md", "html", "email", "text"])
def test_every_format_has_the_sections_and_the_rest_as_linked_headlines(
    make_edition: Make, form: Format
) -> None:
    edition = sectioned(make_edition, "Sea & Air", "Sea & Air", "Arts")
    made = render(edition, form).decode()
    plain = render(make_edition(3), form).decode()
    name = {"md": "\n## Sea & Air\n", "text": "Sea & Air\n="}.get(form, ">Sea &amp; Air</h2>")
    assert made.count(name) == 1
    assert "Sea &" not in plain
    also = view(edition).also
    assert also
    assert all(story.link is None or story.link.split("#")[0] in made for story in also)


@pytest.mark.parametrize("kind", ["md", "html", "email", "text"])
def test_an_edition_of_nothing_counts_no_stories_and_no_minutes(
    make_edition: Make, kind: Format
) -> None:
    shown = render(make_edition(0, also=0), kind).decode().replace("\u00a0", " ")
    assert "23 November 2026" in shown
    assert "1 minute" not in shown
    assert "0 stories ·" not in shown
    assert "Nothing new has come in." in shown


@pytest.mark.parametrize("kind", ["md", "html", "email", "text"])
def test_a_headline_without_a_source_stands_alone(make_edition: Make, kind: Format) -> None:
    edition = make_edition(1, also=1)
    (brief,) = edition.also
    told = render(replace(edition, also=(replace(brief, sources=()),)), kind).decode()
    assert brief.summary.headline
    assert brief.summary.headline.text[-20:] in told
