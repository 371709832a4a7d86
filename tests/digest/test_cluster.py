"""One event, one story: whatever the order, the language and the words; traps stay apart."""

from __future__ import annotations

import random
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.digest.cluster import cluster
from newsletter.digest.likeness import Likeness
from newsletter.digest.linkage import average_link
from newsletter.digest.profile import profile
from newsletter.model import Article, Block, Entry, Revision, Sentence

CASES = Path(__file__).parents[1] / "data" / "cluster"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def make(name: str, title: str, text: str = "", published: datetime | None = None) -> Article:
    blocks = (Block("paragraph", 0, len(text)),) if text else ()
    sentences = (Sentence(0, len(text), 0),) if text else ()
    entry = Entry(name, "Wire", "feed", name, title=title, published=published)
    return Article(entry, Revision(f"r{name}", title, text, blocks), sentences)


def headlines() -> list[tuple[str, str]]:
    lines = (CASES / "headlines.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return [(group, title) for group, title in rows]


def groups(articles: list[Article]) -> set[frozenset[str]]:
    return {frozenset(a.entry.id for a in story.articles) for story in cluster(articles)}


def b_cubed(gold: dict[str, str], found: set[frozenset[str]]) -> tuple[float, float]:
    """Precision and recall of each item's own group (Bagga and Baldwin, 1998)."""
    sizes = Counter(gold.values())
    precision = recall = 0.0
    for group in found:
        for item in group:
            same = sum(gold[other] == gold[item] for other in group)
            precision += same / len(group)
            recall += same / sizes[gold[item]]
    return precision / len(gold), recall / len(gold)


def test_headlines_of_one_event_meet_and_near_misses_stay_apart() -> None:
    rows = headlines()
    articles = [make(str(n), title) for n, (_, title) in enumerate(rows)]
    gold = {str(n): group for n, (group, _) in enumerate(rows)}
    precision, recall = b_cubed(gold, groups(articles))
    assert precision >= 0.96
    assert recall >= 0.98


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Halden raises Vireo prices in Japan", "Halden raises Vireo prices in India", False),
        ("Corvane's $18bn comeback", "Grid push brings Corvane back by $17 billion", True),
        ("Harbor Foods warns on profit", "Storm floods Portuguese coast", False),
        ("Harbor Foods to cut 900 jobs", "Harbor Foods to cut 900 jobs", True),
        (
            "Corvane17 buys Tessaro18 for $5 million",
            "Corvane17 buys Tessaro9 for $5 million",
            False,
        ),
        ("Corvane buys Tillman", "Corvane buys Ashgrove Labs", False),
        ("Nurses in Manitoba walk out", "Nurses in Queensland walk out", False),
        ("Magnitude 6.4 quake off Sumatra", "Magnitude 6.2 quake off Hokkaido", False),
        ("Ferry fire near Palermo kills 12", "Ferry fire near Palermo kills 15", True),
        ("Zelenski visits Halden in Oslo", "Zelensky visits Halden in Oslo", True),
    ],
)
def test_pairs(one: str, other: str, *, same: bool) -> None:
    assert (len(cluster([make("1", one), make("2", other)])) == 1) is same


@settings(max_examples=30, deadline=None)
@given(st.permutations(headlines()[:24]), st.integers(0, 2))
def test_any_order_gives_the_same_stories(rows: list[tuple[str, str]], texts: int) -> None:
    """Whatever has a text and whatever has only a title."""
    articles = [make(title, title, title * texts) for _, title in rows]
    assert cluster(articles) == cluster(sorted(articles, key=lambda one: one.entry.id))


def test_the_order_of_the_articles_changes_nothing() -> None:
    articles = [make(str(n), title) for n, (_, title) in enumerate(headlines())]
    shuffled = articles.copy()
    random.Random(7).shuffle(shuffled)  # noqa: S311 - not a secret
    assert cluster(shuffled) == cluster(articles)


def test_a_story_keeps_its_id_when_another_report_comes_in() -> None:
    first = make("1", "Zephyr Air orders 40 jets", published=NOON)
    later = make("2", "Zephyr Air orders 40 new jets", published=NOON + timedelta(hours=2))
    assert [story.id for story in cluster([first])] == [
        story.id for story in cluster([later, first])
    ]


def test_what_lies_further_apart_than_the_window_is_not_one_event() -> None:
    reports = [
        make("1", "Ferry strike halts crossings", published=NOON),
        make("2", "Ferry strike halts crossings", published=NOON + timedelta(days=30)),
        make("3", "Ferry strike halts crossings"),
    ]
    assert len(cluster(reports[:2])) == 2
    assert len(cluster(reports[1:])) == 1
    assert len(cluster(reports[:2], window=timedelta(days=60))) == 1


def test_the_report_that_tells_most_stands_first() -> None:
    text = "Zephyr Air has ordered 40 jets from Corvane, the airline said on Monday. " * 8
    stub = make("1", "Zephyr Air orders 40 jets", published=NOON)
    full = make("2", "Zephyr Air orders 40 jets", text, NOON + timedelta(hours=1))
    (story,) = cluster([stub, full])
    assert [article.entry.id for article in story.articles] == ["2", "1"]


def test_reports_meet_by_their_texts_under_other_headlines() -> None:
    one = (
        "Corvane will build forty wide-body jets for Zephyr Air, the largest order in the history "
        "of the plane maker from Osterland. The first will fly in 2028, both firms said."
    )
    two = (
        "The largest order ever placed with Corvane comes from Zephyr Air: forty wide-body jets, "
        "the first of them due in 2028, the plane maker and the airline said."
    )
    assert len(cluster([make("1", "A big day for Corvane", one), make("2", "Sky high", two)])) == 1


def test_an_article_of_nothing_is_a_story_of_its_own() -> None:
    assert len(cluster([make("1", ""), make("2", ""), make("3", "…")])) == 3
    assert cluster([]) == ()


def test_places_are_known_by_any_of_their_names() -> None:
    one, other = profile(make("1", "Prices rise in Tokyo")), profile(make("2", "Japanese prices"))
    assert one.places == other.places != frozenset()
    assert profile(make("3", "Tell us more")).places == frozenset()


TITLES = st.lists(
    st.sampled_from([title for _, title in headlines()]) | st.text(max_size=40), max_size=9
)


@settings(max_examples=40, deadline=None)
@given(TITLES)
def test_every_article_is_in_exactly_one_story(titles: list[str]) -> None:
    articles = [make(str(n), title) for n, title in enumerate(titles)]
    found = [article.entry.id for story in cluster(articles) for article in story.articles]
    assert sorted(found) == sorted(str(n) for n in range(len(titles)))
    assert len({story.id for story in cluster(articles)}) == len(cluster(articles))


def test_two_events_of_one_company_stay_apart_where_one_subject_comes_together() -> None:
    """Two close groups are further from each other than from their own; a loose one is one."""
    two = np.full((6, 6), 0.1, np.float32)
    two[:3, :3] = two[3:, 3:] = 0.5
    assert average_link(two, 0.06) == [[0, 1, 2], [3, 4, 5]]
    assert average_link(np.full((6, 6), 0.1, np.float32), 0.06) == [[0, 1, 2, 3, 4, 5]]


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 9), st.randoms(use_true_random=False))
def test_linkage_ends_with_each_in_one_group_whatever_is_near(
    size: int, pick: random.Random
) -> None:
    """However the groups' closeness changes as they grow, with ties and with what is barred."""
    alike = np.array([[pick.choice((-1, 0, 0.1, 0.1, 0.2, 0.5, 0.9)) for _ in range(size)] * size])
    alike = alike.reshape(size, size).astype(np.float32)
    alike = np.minimum(alike, alike.T)
    found = average_link(alike, 0.06)
    assert sorted(item for group in found for item in group) == list(range(size))


def test_other_languages_little_words_make_no_story() -> None:
    said = [
        "Der Verein trennt sich von dem Trainer",
        "Die Polizei sucht nach dem Dieb der Statue",
        "Der Film gewinnt bei den Festspielen den Preis der Jury",
        "Feuer in der Altstadt: Das Rathaus von Trier ist beschädigt",
        "Brand in Trier beschädigt das Rathaus",
    ]
    found = groups([make(str(n), title) for n, title in enumerate(said)])
    assert found == {frozenset(one) for one in ("0", "1", "2", "34")}


def test_two_headlines_are_as_alike_in_a_crowd_as_alone() -> None:
    """Weights are those of the language, so that no threshold depends on how much came in."""
    two = [make("a", "Corvane names Hartog chief"), make("b", "Hartog to lead Corvane")]
    first, second = np.array([0]), np.array([1])
    alone = Likeness(two, timedelta(hours=72))(first, second)
    among = Likeness([*two, *events(400)[0]], timedelta(hours=72))
    assert alone == pytest.approx(among(first, second), abs=0.001)
    assert alone[0] == pytest.approx(among.pairs(first, second), abs=0.001)


def test_average_linkage_does_not_chain() -> None:
    """Each is near the next; the ends are far apart, and the average says so."""
    line = np.array([0.0, 1.0, 2.0, 3.0], np.float32)
    likely = 1 - np.abs(line[:, None] - line[None, :]) * np.float32(0.4)
    assert average_link(likely, 0.5) == [[0, 1], [2, 3]]


def test_a_thousand_entangled_headlines_take_seconds() -> None:
    """All in one component, the worst case; the limit only catches a change of order."""
    words = [
        "harbour",
        "ferry",
        "tax",
        "strike",
        "vote",
        "bridge",
        "jets",
        "order",
        "profit",
        "storm",
        "mill",
        "port",
        "union",
        "rates",
    ]
    pick = random.Random(1)  # noqa: S311 - not a secret
    articles = [make(str(n), " ".join(pick.sample(words, 6)).capitalize()) for n in range(1000)]
    begin = time.process_time()
    cluster(articles)
    assert time.process_time() - begin < 12


def test_equal_headlines_by_the_thousand_take_seconds() -> None:
    """All are tied, which is the worst there is."""
    articles = [make(str(n), "Harbor Foods cuts 900 jobs") for n in range(1500)]
    begin = time.process_time()
    assert len(cluster(articles)) == 1
    assert time.process_time() - begin < 10


def events(count: int) -> tuple[list[Article], dict[str, str]]:
    """Headlines of many events over a week, each told up to four times with one word changed."""
    pick = random.Random(5)  # noqa: S311 - not a secret
    letters = "abcdefghijklmnoprstuvwyz"
    articles: list[Article] = []
    gold: dict[str, str] = {}
    while len(articles) < count:
        event = len(articles)
        words = ["".join(pick.choices(letters, k=8)) for _ in range(7)]
        when = NOON + timedelta(hours=pick.random() * 168)
        for told in range(pick.choice((1, 1, 2, 4))):
            said = [*words[:6], "".join(pick.choices(letters, k=8))]
            later = when + timedelta(hours=told)
            articles.append(make(f"{len(articles):05}", " ".join(said), published=later))
            gold[articles[-1].entry.id] = str(event)
    return articles, gold


def test_thousands_of_articles_are_clustered_in_batches_as_well_as_at_once() -> None:
    """Above 3,000; both the batches' groups and those that run across two of them are found."""
    articles, gold = events(4500)
    begin = time.process_time()
    found = cluster(articles)
    assert time.process_time() - begin < 20
    precision, recall = b_cubed(gold, {frozenset(a.entry.id for a in s.articles) for s in found})
    assert min(precision, recall) >= 0.98


def test_short_reports_that_share_only_a_name_are_stories_of_their_own() -> None:
    told = {
        "Harbor Foods recalls mustard jars": "Splinters of glass were found by a canteen cook.",
        "Harbor Foods names Ines Kolb chief": "Kolb ran a chain of pharmacies in Lisbon.",
    }
    assert len(groups([make(title, title, text) for title, text in told.items()])) == 2
