from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.render.colours import DEFAULT, NIGHT, PAPER, accent, contrast, inverted

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#ffffff", "#777777") == contrast("#777777", "#ffffff")


@given(COLOURS)
def test_any_accent_reads_on_paper_at_night_and_inverted(colour: str) -> None:
    shades = accent(colour)
    assert contrast(shades.link, PAPER) >= 4.5
    assert contrast(inverted(shades.link), inverted(PAPER)) >= 4.5
    assert contrast(shades.night, NIGHT) >= 4.5


@pytest.mark.parametrize("colour", ["", "red", "#fff", "#12345g", "url(x)"])
def test_what_is_no_colour_is_the_default_one(colour: str) -> None:
    assert accent(colour) == accent(DEFAULT)


def test_a_colour_that_reads_well_stays() -> None:
    assert accent("#0B57D0").link == "#0b57d0"


@pytest.mark.parametrize("colour", ["#1b1e24", "#565c66"])
def test_the_frames_own_inks_read_on_paper_and_inverted(colour: str) -> None:
    assert contrast(colour, PAPER) >= 4.5
    assert contrast(inverted(colour), inverted(PAPER)) >= 4.5


@pytest.mark.parametrize("colour", ["#e7e9ec", "#a6adb8"])
def test_the_frames_own_inks_read_at_night(colour: str) -> None:
    assert contrast(colour, NIGHT) >= 4.5
