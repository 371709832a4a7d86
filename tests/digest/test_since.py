from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsletter.digest.cluster import cluster
from newsletter.digest.earlier import Past
from newsletter.digest.label import label
from newsletter.digest.since import since
from newsletter.model import Entry, Story
from newsletter.text.figures import figures
from newsletter.text.reading import article
from newsletter.text.wording import meaning

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsletter.digest.since import Since
    from newsletter.model import Article

MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)
POOL = (
    "Kestrel Foods has offered 412 pence a share for Pallam Dairies of Somerset.",
    "Kestrel Foods now offers 445 pence a share for Pallam Dairies.",
    "The board of Pallam Dairies called the approach of Kestrel Foods opportunistic.",
    "Pallam Dairies employs 3,100 people, most of them in Somerset.",
    "A strong earthquake shook the town of Camber and killed 41 people on Sunday.",
    "The number of people killed in the earthquake of Camber rose to 63.",
    "Rescuers pulled a boy of 12 alive from the market hall of Camber.",
    "Schools in Camber stay closed until Thursday after the earthquake.",
)


def report(guid: str, title: str, text: str, day: int = 0) -> Article:
    entry = Entry(
        id=guid,
        source=guid,
        feed=guid,
        guid=guid,
        title=title,
        published=MONDAY + timedelta(days=day),
    )
    return article(text, title=title, entry=entry)


def remembered(past: dict[str, Past], told: Iterable[Since], day: int) -> None:
    """What an edition that prints all of it leaves in the memory."""
    for one in told:
        if one.mark != "unchanged":
            key = one.story.id
            earlier = past[key].articles if key in past else ()
            at = MONDAY + timedelta(days=day, hours=1)
            past[key] = Past(key, f"day-{day}", at, (*earlier, *one.story.articles))


FIRST = report("a", "Kestrel Foods bids for Pallam Dairies", " ".join(POOL[:1] + POOL[2:4]))


def after_first(*today: Article) -> tuple[Since, ...]:
    past: dict[str, Past] = {}
    remembered(past, since(cluster([FIRST]), ()), 0)
    return since(cluster(today), tuple(past.values()))


def test_a_first_report_is_new() -> None:
    (one,) = since(cluster([FIRST]), ())
    assert (one.mark, one.edition, one.shown) == ("new", "", (FIRST,))


def test_an_update_is_told_by_its_new_sentences_and_changed_figures() -> None:
    (one,) = after_first(report("b", "Kestrel Foods raises bid", " ".join(POOL[1:4]), 1))
    assert (one.mark, one.edition) == ("update", "day-0")
    (shown,) = one.shown
    assert [shown.text_of(sentence) for sentence in shown.sentences] == [POOL[1]]
    (change,) = one.changes
    assert (change.before.figures[0].text, change.after.figures[0].text) == (
        "412 pence",
        "445 pence",
    )
    assert one.quoted == (FIRST,)


def test_a_story_in_other_words_is_unchanged() -> None:
    text = (
        "Pallam Dairies of Somerset has 3,100 employees. Its board called the approach"
        " opportunistic. For a share of Pallam Dairies, Kestrel Foods has offered 412 pence."
    )
    (one,) = after_first(report("b", "Pallam gets an offer of Kestrel Foods", text, 1))
    assert (one.mark, one.shown) == ("unchanged", ())


def test_an_edit_of_what_was_printed_is_a_revision() -> None:
    edited = article(
        FIRST.revision.text.replace("412", "421"), title=FIRST.revision.title, entry=FIRST.entry
    )
    (one,) = after_first(edited)
    assert one.mark == "revised"
    (edit,) = one.corrections
    assert edit.before
    assert edit.after
    assert (edit.before.text, edit.after.text) == (POOL[0], POOL[0].replace("412", "421"))
    (change,) = one.changes
    assert change.after.figures[0].text == "421 pence"


def test_an_edit_of_a_comma_is_nothing() -> None:
    text = FIRST.revision.text.replace("people,", "people")
    (one,) = after_first(article(text, title=FIRST.revision.title, entry=FIRST.entry))
    assert (one.mark, one.corrections) == ("unchanged", ())


def test_another_story_of_the_same_company_is_new() -> None:
    text = "Kestrel Foods recalls yoghurt that may hold pieces of plastic. No injuries are known."
    (one,) = after_first(report("b", "Kestrel Foods recalls yoghurt", text, 1))
    assert one.mark == "new"


def test_two_stories_that_continue_one_are_one() -> None:
    (one,) = after_first(
        report("b", "Kestrel Foods raises its bid for Pallam Dairies", " ".join(POOL[1:3]), 1),
        report("c", "Jobs at Pallam Dairies of Somerset", f"{POOL[3]} {POOL[0]}", 1),
    )
    assert {item.entry.id for item in one.story.articles} == {"b", "c"}


texts = st.lists(st.sampled_from(POOL), min_size=1, max_size=4, unique=True)
passes = st.lists(
    st.dictionaries(st.sampled_from("abcd"), texts, min_size=1, max_size=3), min_size=1, max_size=5
)


# An outlet's second text stands under the name of its first, of another story altogether.
MOVED = [
    {"a": POOL[:1], "b": [POOL[4]]},
    {"a": POOL[:1], "c": [POOL[3]], "d": [POOL[2]]},
    {"a": POOL[:1], "b": [POOL[2], POOL[0]], "c": [POOL[2]]},
]


@given(passes)
@example(MOVED)
@settings(max_examples=60, deadline=None)
def test_no_sentence_is_printed_as_new_twice_and_every_update_prints_one(
    days: list[dict[str, list[str]]],
) -> None:
    """Whatever outlets print, edit, drop and print again."""
    past: dict[str, Past] = {}
    for day, told in enumerate(days):
        today = [
            report(guid, f"{guid}: {lines[0]}", " ".join(lines), 0) for guid, lines in told.items()
        ]
        found = since(cluster(today), tuple(past.values()))
        for one in found:
            said = {
                meaning(text.text_of(sentence))
                for text in (past[one.story.id].articles if one.story.id in past else ())
                for sentence in text.sentences
            }
            new = {meaning(text.text_of(s)) for text in one.shown for s in text.sentences}
            if one.mark == "update":
                assert new - said
                assert not new & said
            if one.mark == "revised":
                assert one.corrections
            if one.mark == "new":
                assert not one.changes + one.corrections
        remembered(past, found, day)
        again = since(cluster(today), tuple(past.values()))
        assert {one.mark for one in again} == {"unchanged"}


def test_the_order_of_what_was_read_changes_nothing() -> None:
    today = [
        report("b", "Kestrel Foods raises bid", " ".join(POOL[1:3]), 1),
        report("c", "Quake in Camber", " ".join(POOL[4:6]), 1),
    ]
    past = (Past("x", "day-0", MONDAY, (FIRST,)),)
    one, other = since(cluster(today), past), since(cluster(today[::-1]), past)
    assert set(one) == set(other)


def test_a_figure_is_named_by_the_words_of_its_sentence() -> None:
    cases = {
        "Short interest in Brackwater climbed to 3.2 % of the free float.": "Short interest in"
        " Brackwater",
        "The bank has lowered its key rate to 2.00 %.": "key rate",
        "Its shares ended the day at 86.15 kronor.": "shares",
        "According to filings, 3.0 % of the free float is on loan.": "of the free float",
        "More than 540 people were injured and 17 are missing.": "were injured",
        "It now stands at 2.00 %.": None,
    }
    for text, expected in cases.items():
        place = label(text, figures(text)[0])
        assert (text[place[0] : place[1]] if place else None) == expected


def test_a_figure_is_moved_with_its_sentence() -> None:
    (one,) = after_first(report("b", "Kestrel Foods raises bid", " ".join(POOL[1:4]), 1))
    for quote in (one.changes[0].before, one.changes[0].after):
        figure = quote.figures[0]
        assert quote.text[figure.start - quote.span.start :].startswith(figure.text)


def test_another_event_that_stands_with_a_continuing_one_is_a_story_of_its_own() -> None:
    more = report("b", "Kestrel Foods raises bid for Pallam", " ".join(POOL[1:4]), 1)
    other = report(
        "c",
        "Kestrel Foods' finance chief leaves",
        "Finance chief Ann Oberlin leaves Kestrel Foods in April. She came six years ago.",
        1,
    )
    past = (Past("x", "day-0", MONDAY, (FIRST,)),)
    found = since([Story("y", (more, other))], past)
    assert [(one.mark, {a.entry.id for a in one.story.articles}) for one in found] == [
        ("update", {"b"}),
        ("new", {"c"}),
    ]
    assert len({one.story.id for one in found}) == 2


def test_a_figure_that_changed_each_day_has_its_course() -> None:
    """Four days' editions: each value replaced the one before it."""
    past: dict[str, Past] = {}
    told: tuple[Since, ...] = ()
    for day, killed in enumerate((41, 63, 78, 90)):
        text = (
            f"The number of people killed in the earthquake of Camber rose to {killed}. {POOL[7]}"
        )
        again = report(f"day{day}", "Earthquake in Camber: the dead are counted", text, day)
        told = since(cluster([again]), tuple(past.values()))
        remembered(past, told, day)
    (change,) = told[0].changes
    values = [*change.course, change.before, change.after]
    assert [quote.figures[0].value for quote in values] == [41, 63, 78, 90]
    quoted = {article.revision.id for article in told[0].quoted}
    assert {quote.span.revision for quote in values[:-1]} <= quoted
