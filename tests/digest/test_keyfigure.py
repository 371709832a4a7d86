from __future__ import annotations

import pytest

from newsletter.digest.cues import Vocabulary, mark
from newsletter.digest.keyfigure import key_figures
from newsletter.digest.lens import load_lenses

LENSES = {lens.id: lens for lens in load_lenses()}


@pytest.mark.parametrize(
    ("lens", "text", "key", "direction"),
    [
        ("rally_size", "The yield rose seven basis points to 4.31%.", "seven basis points", "up"),
        ("results", "The gross margin widened by 120 basis points to 41.3%.", "41.3%", "up"),
        (
            "rally_size",
            "Shares closed at 802p, 3 percent below Monday's price.",
            "3 percent",
            "down",
        ),
        (
            "results",
            "Profit was $3 million, against the $4 million seen by analysts.",
            "$3 million",
            None,
        ),
        ("spend_plan", "It will pay $40 a share, or $2 billion, for Ostara.", "$2 billion", None),
        ("results", "Sales rose 4% to $9 million from $8 million.", "4%", "up"),
        (
            "rally_size",
            "The shares are 22% short of their peak, though they have risen 40% this year.",
            "40%",
            "up",
        ),
        (
            "results",
            "Two-thirds of its sales, or $6 million, came from abroad.",
            "$6 million",
            None,
        ),
    ],
)
def test_each_lens_shows_its_key_figure_first(
    lens: str, text: str, key: str, direction: str | None
) -> None:
    marked = mark(text, Vocabulary({}))
    first = key_figures(marked, LENSES[lens], ())[0]
    assert (first.text, first.direction) == (key, direction)


def test_what_was_before_is_not_shown() -> None:
    marked = mark("Sales rose to $9 million from $8 million.", Vocabulary({}))
    assert [one.text for one in key_figures(marked, LENSES["results"], ())] == ["$9 million"]
