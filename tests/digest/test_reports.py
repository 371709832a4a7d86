"""Independent reports: copies count once, whoever prints them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.digest.credit import credits_of, dateline
from newsletter.digest.reports import independent, independent_sources, reports
from newsletter.model import Entry
from newsletter.text.reading import read, revision

if TYPE_CHECKING:
    from newsletter.model import Article

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WIRE = (
    "GENOA (Brackwire) - Shipyard Pellestri will build four tugs for the port of Trieste, it said"
    " on Tuesday.\n\nThe boats are worth 96 million euros and run on methanol.\n\nPellestri expects"
    " to hire 140 welders by the spring, most of them from the yard that closed in Ancona.\n\n"
    '"We have waited for an order of this kind since the day we lost the ferries," said chief'
    " executive Ornella Basso."
)
CUT = (
    "Shipyard Pellestri will build four tugs for the port of Trieste, it said on Tuesday.\n\n"
    "The boats are worth 96 million euros and run on methanol."
)
END = (
    "Pellestri expects to hire 140 welders by the spring, most of them from the yard that closed in"
    " Ancona."
)
OTHER = (
    "TRIESTE (Adria Dispatch) - The harbour authority has ordered new towing vessels.\n\n"
    "Four of them, powered by methanol, are to come from Genoa over three years, for 96 million."
    '\n\n"We have waited for an order of this kind since the day we lost the ferries,"'
    " the head of the Pellestri yard told reporters."
)


def told(source: str, text: str, title: str = "Tugs", hour: int = 0) -> Article:
    entry = Entry(
        id=f"{source}-{hour}",
        source=source,
        feed="feed.xml",
        guid=source,
        title=title,
        published=NOON + timedelta(hours=hour),
    )
    return read(entry, revision(title, text))


def groups(*articles: Article) -> list[tuple[int, ...]]:
    return [one.articles for one in reports(articles)]


def test_a_shortened_copy_is_the_same_report_and_the_agency_its_origin() -> None:
    found = reports([told("Tide", CUT), told("Brackwire", WIRE), told("Dispatch", OTHER)])
    assert [one.articles for one in found] == [(0, 1), (2,)]
    assert [one.origin for one in found] == [1, None]


def test_cuts_without_a_common_sentence_meet_in_their_parent() -> None:
    assert groups(told("Tide", CUT), told("Weld", END)) == [(0,), (1,)]
    assert groups(told("Tide", CUT), told("Weld", END), told("Brackwire", WIRE)) == [(0, 1, 2)]


def test_the_same_quotation_makes_no_copy() -> None:
    statement = '"' + "We will serve all our customers with one range of boats. " * 6 + '"'
    one, other = f"{statement} said the boss of the yard.", f"Asked about the deal: {statement}"
    assert groups(told("A", one), told("B", other)) == [(0,), (1,)]


def test_texts_marked_as_two_agencies_stay_apart_whoever_prints_both() -> None:
    body, far = WIRE.partition(" - ")[2], OTHER.partition(" - ")[2]
    both = told("Mixed", f"{body}\n\n{far}")
    found = groups(told("Brackwire", WIRE), told("Adria Dispatch", OTHER), both)
    assert sorted(map(len, found)) == [1, 2]


def test_the_first_to_credit_an_agency_is_the_origin_where_the_agency_is_not_read() -> None:
    late = told("Later", CUT + "\n\n(Brackwire)", hour=2)
    found = reports(
        [told("Tide", CUT, "Uncredited"), late, told("Weld", CUT + "\n\nSource: Brackwire", hour=1)]
    )
    assert [(one.articles, one.origin) for one in found] == [((0, 1, 2), 2)]
    assert reports([told("Tide", CUT), told("Weld", CUT, "Boats")])[0].origin is None


def test_a_source_is_not_independent_of_itself() -> None:
    articles = [told("Tide", CUT), told("tide", OTHER)]
    assert len(reports(articles)) == 2
    assert independent_sources(articles) == 1
    assert independent_sources([told("Tide", CUT), told("Brook", OTHER)]) == 2
    assert independent_sources([]) == 0


def test_who_prints_an_agencys_copy_is_independent_of_it_by_a_report_of_his_own() -> None:
    wire, printed, own = told("Brackwire", WIRE), told("Weld", CUT), told("Weld", OTHER, "Boats")
    assert [one.articles for one in independent([wire, printed, own])] == [(0, 1), (2,)]
    late = told("Weld", CUT, hour=1)
    assert independent_sources([told("Tide", CUT), late, own]) == 2
    assert independent_sources([told("Tide", CUT), late, told("Tide", OTHER)]) == 1
    assert independent_sources([told("Tide", CUT), printed, own]) == 1  # who was first?
    credited = told("Tide", CUT + "\n\n(Brackwire)")
    assert independent_sources([credited, printed, told("Tide", OTHER)]) == 2
    assert independent_sources([wire, told("Brackwire", OTHER.partition(" - ")[2]), printed]) == 1


def test_headlines_without_texts_are_compared_themselves() -> None:
    title = "Pellestri to build four methanol tugs for Trieste"
    assert groups(told("A", "", title), told("B", "", title)) == [(0, 1)]
    assert groups(told("A", "", title), told("B", "", "Genoa yard hires welders")) == [(0,), (1,)]


def test_agencies_are_read_from_dateline_byline_and_credit() -> None:
    def named(text: str) -> set[str]:
        return set(credits_of(revision("", text)))

    assert named("OSLO (Brackwire) - The yard closes.") == {"brackwire"}
    assert named("【青海通信】工場を建てる。") == {"青海通信"}
    assert named("By Ada Holm, Brackwire\n\nThe yard closes.") == {"brackwire"}
    assert named("The yard closes.\n\n(Reporting by Brackwire; editing by Tide)") == {"brackwire"}
    assert named("Die Werft schließt.\n\nQuelle: dnr") == {"dnr"}
    assert named("Le chantier ferme.\n\n(avec Agence Corvin)") == {"agence corvin"}
    assert named("The yard (founded in 1911) closes.") == set()
    assert named("The yard closes.\n\nReporting by Ada Holm and Bo Li") == set()
    assert dateline(revision("", "Shares in Brix (BRX) fell.")) == ""


def test_25_copies_and_500_equal_texts_are_partitioned() -> None:
    copies = [told(f"Paper {n}", CUT + f"\n\nRead more in edition {n}.") for n in range(500)]
    assert groups(*copies) == [tuple(range(500))]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([WIRE, CUT, END, OTHER, "", "短い記事。", CUT + END]), max_size=8),
    st.randoms(use_true_random=False),
)
def test_reports_are_a_partition_whatever_the_order(texts: list[str], chance: object) -> None:
    articles = [told(f"Paper {n}", text) for n, text in enumerate(texts)]
    found = reports(articles)
    assert sorted(index for one in found for index in one.articles) == list(range(len(articles)))
    assert all(one.origin is None or one.origin in one.articles for one in found)
    order = list(range(len(articles)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    again = reports([articles[index] for index in order])
    assert {frozenset(order[i] for i in one.articles) for one in again} == {
        frozenset(one.articles) for one in found
    }
    assert independent_sources(articles) == len(found)
    assert reports([replace(one) for one in articles]) == found
