from __future__ import annotations

from itertools import accumulate, pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.model import Block
from newsletter.text.blocks import plain_blocks
from newsletter.text.sentences import balanced, sentences

TRAPS = Path(__file__).parent.parent / "data" / "text" / "traps"
LANGUAGES = sorted(path.stem for path in TRAPS.glob("*.txt"))
FLOOR = 0.98  # F1; a change may raise it
LONG = 200_000  # characters; what grows with the square takes minutes here
HOSTILE = [*'(."“a。ก', "A.", "a.A", "1. ", "「。", "!”", ". ", " . ", ".\n", "ก "]
PIECES = st.sampled_from(
    [
        *("Mr.", "U.S.", "No. 2", "said", "The", "bank", "3.5", "(Reuters)", "PUBLISHED:", " - "),
        *(" ", " ", " ", "\n", "\n\n", "- ", "> ", "# ", "| ", "•", "A", "«", "…", "?”", "."),
        *("。", "「", "」", "。と", "ไทย", "। "),
    ]
)


def cases(language: str) -> list[list[str]]:
    """Each line of a trap file as its sentences, the space between two in front of the second."""
    lines = (TRAPS / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    marked = (line.replace(" | ", "| ") for line in lines if not line.startswith("#"))
    return [line.replace("‖", "|").split("|") for line in marked]


def whole(text: str) -> tuple[Block, ...]:
    return (Block("paragraph", 0, len(text)),)


def cut(text: str, language: str = "en") -> list[str]:
    return [text[each.start : each.end] for each in sentences(text, whole(text), language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_traps_of_a_language_are_cut_right(language: str) -> None:
    found = wanted = right = 0
    for case in cases(language):
        text = "".join(case)
        expected = set(accumulate(len(sentence) for sentence in case))
        seen = {each.end for each in sentences(text, whole(text), language)}
        found, wanted, right = (
            found + len(seen),
            wanted + len(expected),
            right + len(seen & expected),
        )
    assert 2 * right / (found + wanted) >= FLOOR


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "it", "nl", "pl", "pt"])
def test_a_language_with_abbreviations_has_25_traps_at_least(language: str) -> None:
    assert len(cases(language)) >= 25


def test_only_paragraphs_lists_and_quotes_have_sentences() -> None:
    text = "A head. A paragraph. A credit."
    blocks = (Block("heading", 0, 7), Block("paragraph", 8, 20), Block("furniture", 21, 30))
    found = sentences(text, blocks)
    assert [(text[each.start : each.end], each.block) for each in found] == [("A paragraph.", 1)]


def test_a_sentence_ends_with_its_block_even_without_a_stop() -> None:
    text = "Costs fell Profits rose"
    blocks = (Block("list", 0, 10), Block("list", 11, 23))
    assert [text[each.start : each.end] for each in sentences(text, blocks)] == [
        "Costs fell",
        "Profits rose",
    ]


def test_closing_marks_stay_with_their_sentence() -> None:
    assert cut("(He left.) She stayed.") == ["(He left.)", "She stayed."]
    assert cut("“I will.” She did.[3] Then?") == ["“I will.”", "She did.[3]", "Then?"]


def test_a_text_without_capitals_still_has_sentences() -> None:
    assert cut("the mill grew. it hired ten people. nobody minded.") == [
        "the mill grew.",
        "it hired ten people.",
        "nobody minded.",
    ]


def test_signs_alone_are_no_sentence() -> None:
    assert cut("...") == []
    assert cut("It is over. ***") == ["It is over. ***"]


@pytest.mark.parametrize(
    ("stretch", "whole_inside"),
    [
        ("“We grow,” she said.", True),
        ("“We grow.", False),
        ("It depends.”", False),
        ('"We grow," she said.', True),
        ('"We grow.', False),
        ("(a [b] c)", True),
        ("(a [b) c]", False),
        ("Don't touch the miller's cat.", True),
        ("Er sagte: „Ja.“", True),
        ("Er sagte: „Ja.", False),
        ("Il dit : « Oui. »", True),
        ("»Ja«, sagte er.", True),
        ("「はい。」", True),
    ],
)
def test_halves_of_quotations_are_known(stretch: str, *, whole_inside: bool) -> None:
    assert balanced(stretch) is whole_inside


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join)),
    st.sampled_from([*LANGUAGES, "und"]),
)
def test_any_text_gives_ordered_trimmed_sentences_inside_their_blocks(
    text: str, language: str
) -> None:
    blocks = plain_blocks(text)
    found = sentences(text, blocks, language)
    for each in found:
        stretch = text[each.start : each.end]
        assert stretch
        assert stretch == stretch.strip()
        block = blocks[each.block]
        assert block.start <= each.start < each.end <= block.end
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(first.end <= second.start for first, second in pairwise(blocks))
    assert all(0 <= block.start < block.end <= len(text) for block in blocks)


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_length_whatever_the_text(piece: str) -> None:
    text = piece * (LONG // len(piece))
    begun = process_time()
    sentences(text, plain_blocks(text))
    assert process_time() - begun < 4
