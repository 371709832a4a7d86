from __future__ import annotations

from typing import Any, cast

import pytest

from newsletter import summarise
from newsletter.digest.lens import load_lenses
from newsletter.errors import ConfigError

TEXT = "Norvik Steel cut 400 jobs on Monday. Shares of Norvik Steel fell 9%. Halden was shocked."


def test_a_text_gives_headline_sentences_and_bullets_at_its_offsets() -> None:
    made = summarise(TEXT, sentences=2)
    assert made.headline is not None
    assert len(made.sentences) == 2
    assert "rally_size" in {bullet.lens for bullet in made.bullets}
    for quote in (made.headline, *made.sentences, *(b.quote for b in made.bullets)):
        assert TEXT[quote.span.start : quote.span.end] == quote.text


def test_a_title_is_the_headline() -> None:
    made = summarise(TEXT, title="Norvik Steel cuts 400 jobs")
    assert made.headline is not None
    assert (made.headline.text, made.headline.span.part) == ("Norvik Steel cuts 400 jobs", "title")


def test_lenses_are_names_or_lenses() -> None:
    own = load_lenses(names=("rally_size",))
    assert summarise(TEXT, lenses=own).bullets == summarise(TEXT, lenses=["rally_size"]).bullets
    assert summarise(TEXT, lenses=()).bullets == ()


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ({"method": "lexrnk"}, "did you mean `lexrank`"),
        ({"lenses": ["rally_sise"]}, "did you mean `rally_size`"),
        ({"sentences": 0}, "1 or more"),
    ],
)
def test_what_there_is_not_is_named_with_what_would_be_right(
    wrong: dict[str, Any], hint: str
) -> None:
    with pytest.raises(ConfigError, match=hint):
        cast("Any", summarise)(TEXT, **wrong)
