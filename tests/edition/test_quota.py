"""An edition quotes no more of a source than its publisher must bear."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.config.settings import Newsletter
from newsletter.edition.quota import Quota, outermost, within
from newsletter.edition.verify import verify
from newsletter.model import Bullet, Correction, Quote, Span, Summary
from newsletter.pipeline.oneoff import one_off
from newsletter.render.options import RenderOptions
from newsletter.sources.named import read_named
from newsletter.text.share import covered, merged

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.model import Edition, Revision

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
PLACES = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda p: (p[0], sum(p))))
NEWS = """Corvel to build two ferries for the island line

Corvel said on Monday that it would invest $250 million in two ferries for the island line.
Revenue rose 12% to $1.4 billion in the third quarter, helped by freight.
The yard warned that steel could become scarce next year.
Corvel expects revenue to grow by 8% next year.
"""


def quote(start: int, end: int, part: str = "text", revision: str = "r") -> Quote:
    return Quote("x" * (end - start), Span(revision, "title" if part == "title" else "text",
                                           start, end))  # fmt: skip


def summary(sentences: list[tuple[int, int]], bullets: list[tuple[int, int, float]]) -> Summary:
    return Summary(
        quote(0, 50, "title"),
        tuple(quote(*place) for place in sentences),
        tuple(
            Bullet("risks", f"{start}", quote(start, end), score) for start, end, score in bullets
        ),
    )


def told(one: Summary) -> tuple[list[int], list[int]]:
    return [q.span.start for q in one.sentences], [b.quote.span.start for b in one.bullets]


def test_a_sentence_comes_first_then_the_surest_bullets_then_more_sentences() -> None:
    whole = summary([(0, 10), (10, 15)], [(20, 30, 1.0), (40, 45, 3.0), (60, 70, 2.0)])
    kept = [told(within(whole, (), Quota(most, {"r": 100}))[0]) for most in (0, 0.15, 0.25, 0.3, 1)]
    assert kept == [
        ([0], [40]),
        ([0], [40]),
        ([0], [40, 60]),
        ([0, 10], [40, 60]),
        ([0, 10], [20, 40, 60]),
    ]


def test_two_quotations_of_each_text_are_always_allowed_and_titles_are_not_counted() -> None:
    quota = Quota(0.0, {"r": 100, "other": 100})
    assert quota.take(quote(0, 80).span)
    assert quota.take(quote(82, 90).span)
    assert quota.take(quote(10, 20).span)  # stands in it already
    assert not quota.take(quote(95, 96).span)
    assert quota.take(quote(0, 90, "title").span)
    assert quota.take(quote(0, 5, revision="other").span)


def test_a_correction_is_told_whole_or_not_at_all() -> None:
    quota = Quota(0.1, {"was": 100, "now": 100})
    assert quota.take(quote(80, 85, revision="was").span)
    was, now = quote(0, 50, revision="was"), quote(0, 50, revision="now")
    more = Correction("was", "now", quote(60, 65, revision="was"), None)
    _, kept = within(Summary(None), (Correction("was", "now", was, now), more), quota)
    assert kept == (Correction("was", "now", was, now),)


@given(PLACES)
def test_what_is_quoted_twice_is_counted_once(places: list[tuple[int, int]]) -> None:
    points = {point for start, end in places for point in range(start, end)}
    assert covered(merged(places)) == len(points)
    assert covered(merged(outermost(places))) == len(points)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "corvel.txt"
    path.write_text(NEWS)
    return path


def made(path: Path, most: float) -> tuple[Edition, dict[str, Revision]]:
    newsletter = Newsletter(name="brief", render=RenderOptions(max_quote=most))
    pairs = read_named([str(path)], newsletter.sources, NOW).pairs
    edition = one_off([str(path)], newsletter, (), NOW)
    return edition, {revision.id: revision for _, revision in pairs}


@pytest.mark.parametrize("most", [0.0, 0.15, 0.5, 1.0])
def test_an_edition_keeps_within_the_share_and_verify_counts_again(news: Path, most: float) -> None:
    edition, texts = made(news, most)
    assert verify(edition, texts) == ()
    told = edition.items[0].summary
    count = len(told.sentences) + len(told.bullets)
    assert bool(edition.withheld) == (most < 1)
    assert count == 2 or most >= 0.5
    one = sum(
        len(quote.text) for quote in (*told.sentences, *(bullet.quote for bullet in told.bullets))
    )
    assert count == 2 or one <= most * len(next(iter(texts.values())).text)


def test_more_than_may_be_quoted_is_named(news: Path) -> None:
    edition, texts = made(news, 1.0)
    quoted, around = verify(replace(edition, max_quote=0.15), texts)
    assert quoted.startswith("source 1: ")
    assert quoted.endswith("of its text is quoted, 15% may be")
    assert around.endswith("of its text is shown around quotations, 45% may be")
