from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from newsletter.render.phrasing import phrased, phrases

HEADLINES = (
    "白波海運、|メタノール船14隻を|発注　|過去最大の|投資",
    "東証大幅反発、|半導体株に|買い戻し",
    "中央銀行、|政策金利を|0.75%に|引き上げ　|円安に|歯止めかけるか",
    "青葉電機が|新型カメラを|発表|「史上最も|薄い」",
    "老朽化した|橋を|建て替えへ　|県が|予算案",
    "初めて|優勝　|北浜大学の|駅伝チーム",
)


@pytest.mark.parametrize("told", HEADLINES)
def test_a_headline_may_break_between_its_phrases(told: str) -> None:
    assert phrases(told.replace("|", "")) == tuple(told.split("|"))


@given(
    st.text(st.sampled_from("をがにの、。「」 　て建替14隻かもめABー<&\n"), max_size=60) | st.text()
)
def test_no_character_is_lost_or_let_through(text: str) -> None:
    assert "".join(phrases(text)) == text
    assert phrased(text, "ja").replace("<wbr>", "") == escape(text)
    assert phrased(text, "zh") == escape(text)


def test_a_headline_without_an_end_takes_no_time() -> None:
    assert len(phrases("をaて" * 100_000)) == 100_001
