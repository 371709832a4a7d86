from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.sources.frontmatter import front_matter


def test_pairs_between_two_fences_are_read_and_taken_off() -> None:
    found = front_matter('---\nTitle: "A: b"\n# note\ndate:  2026-11-22 \nempty:\n---\n\nText.\n')
    assert found.values == {"title": "A: b", "date": "2026-11-22", "empty": ""}
    assert found.text == "Text.\n"


def test_lists_and_nested_values_are_skipped() -> None:
    found = front_matter("---\ntags:\n  - a\n- b\ntitle: A\nmore:\n  deep: x\n...\nText.")
    assert (found.values["title"], found.text) == ("A", "Text.")
    assert "deep" not in found.values


@pytest.mark.parametrize(
    "text",
    [
        "Text.",
        "---\n",
        "---\nJust a rule.\n---\nText.",
        "---\n\n---\nText.",
        "--- x\na: b\n---\n",
        "---\na: b\nand no end",
        "\n---\na: b\n---\n",
        "---\na: b\n" + "\n" * 100 + "---\n",
    ],
)
def test_anything_else_is_text(text: str) -> None:
    found = front_matter(text)
    assert (found.text, found.values) == (text, {})


@given(st.text(st.sampled_from("-a: \n.")))
def test_no_text_behind_the_fences_is_lost(text: str) -> None:
    assert text.endswith(front_matter(text).text)
