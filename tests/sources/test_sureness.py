from __future__ import annotations

from newsletter.sources.sureness import agreement, prose
from newsletter.text.blocks import plain_blocks

ARTICLE = "\n\n".join(
    f"The council of Lindhaven voted on day {n} to widen the harbour, after a year of argument."
    for n in range(8)
)
WALL = "Before you continue\n\nWe use cookies on this site.\n\nAccept all\n\nReject\n\nSettings"


def of(text: str) -> float:
    return prose(text, plain_blocks(text))


def test_articles_score_high_walls_and_lists_low() -> None:
    assert of(ARTICLE) > 0.9
    assert of(WALL) < 0.1
    assert of("\n\n".join(f"Another story of day {n}" for n in range(60))) < 0.1
    assert of("") == 0.0


def test_a_short_text_is_less_sure_than_a_long_one() -> None:
    assert of(ARTICLE[:88]) < of(ARTICLE)


def test_a_teaser_agrees_with_its_article_and_not_with_a_wall() -> None:
    teaser = "Lindhaven: council votes to widen the harbour"
    assert agreement(teaser, ARTICLE) > 0.6
    assert agreement(teaser, WALL) < 0.3
    assert agreement("", WALL) == 1.0
