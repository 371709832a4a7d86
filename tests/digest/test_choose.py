from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.digest.choose import Budget, choose, fill, hanging, unended
from newsletter.digest.coverage import Coverage
from newsletter.digest.passages import passages, vectors
from newsletter.text.reading import article

if TYPE_CHECKING:
    from newsletter.digest.passages import Passage
    from newsletter.model import Article

TEXT = """The harbour closes in March. Dredging costs 12 million kroner. The harbour closes in
March. It will open again in April. Fishing boats move to Sandvik."""


def candidates_of(*texts: str) -> tuple[tuple[Article, ...], tuple[Passage, ...]]:
    articles = tuple(article(text, language="en") for text in texts)
    return articles, passages(articles)


def chosen(scores: list[float], budget: Budget) -> tuple[int, ...]:
    _, candidates = candidates_of(TEXT)
    return choose(candidates, scores, vectors(candidates), budget, among=range(5))


def test_the_highest_scores_win_in_source_order() -> None:
    assert chosen([1, 5, 0, 0, 6], Budget(2)) == (1, 4)


def test_a_sentence_is_not_told_twice() -> None:
    assert chosen([9, 1, 9, 0, 0], Budget(2)) == (0, 1)


def test_a_sentence_without_words_that_tell_is_taken_once() -> None:
    """Its vector is empty, so it is like nothing, not even like itself."""
    _, candidates = candidates_of("One.")
    assert choose(candidates, [1.0], [{}], Budget(3), among=range(1)) == (0,)


def test_a_hanging_start_needs_the_sentence_before_it() -> None:
    assert chosen([0, 0.5, 0.2, 1, 0], Budget(1)) == (1,)
    assert chosen([0, 0, 9, 1.5, 0], Budget(2)) == (2, 3)


def test_what_does_not_fit_gives_way_to_what_does() -> None:
    assert chosen([3, 9, 0, 0, 0], Budget(9, 5)) == (1,)
    assert chosen([3, 9, 0, 0, 0], Budget(9, 11)) == (0, 1)
    assert chosen([3, 9, 0, 0, 0], Budget(9, 2)) == (1,)


def test_filling_takes_the_first_that_fit() -> None:
    _, candidates = candidates_of(TEXT)
    assert fill([3, 0, 1], candidates, Budget(2)) == (0, 3)
    assert fill([3, 0, 1], candidates, Budget(9, 1)) == (3,)
    assert fill([], candidates, Budget(9, 1)) == ()


def test_a_heading_has_no_end() -> None:
    _, (heading, sentence, quoted) = candidates_of(
        "What the harbour costs a town that lives by its boats and its fish these days\n\n"
        "It costs 12 million. “It is too much.”"
    )
    assert [unended(p) for p in (heading, sentence, quoted)] == [True, False, False]


def test_a_colon_and_a_dash_are_no_end() -> None:
    _, candidates = candidates_of(
        "It rains. So much do the boats of the town cost, which it buys for its ferry line:\n\n"
        "They sail on through the winter and the ice of the fjord to Sandvik —\n\nThey sail on."
    )
    assert [unended(passage) for passage in candidates] == [False, True, True, False]


def test_a_contraction_points_back_as_its_word_does() -> None:
    for start in ("It", "It’s", "That's", "She'd", "There's"):
        _, candidates = candidates_of(f"Norvik closes in March. {start} sad news for Halden.")
        assert hanging(candidates[1]) is (start != "There's")


def test_pairs_that_several_articles_have_weigh_more_until_they_are_told() -> None:
    articles, candidates = candidates_of(
        "The harbour closes in March.", "In Halden the harbour closes in March.", "Boats are blue."
    )
    coverage = Coverage(articles, candidates)
    before = coverage.gain(0)
    assert before > coverage.gain(2)
    coverage.cover(1)
    assert coverage.gain(0) < coverage.gain(2) < before
