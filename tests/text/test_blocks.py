from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.model import Block
from newsletter.text.blocks import marked_blocks, plain_blocks, without_furniture
from newsletter.text.sentences import sentences

CASES = sorted((Path(__file__).parent.parent / "data" / "text" / "blocks").glob("*.txt"))
SHARED = Path(__file__).parent.parent.parent.parent / "shared" / "data"
SPOKEN = {"paragraph", "list", "quote"}
LINES = st.lists(
    st.sampled_from(
        [
            "Harbour Mills rose 4%.",
            "Grain feeds hopes",
            "",
            "- Profit rose",
            "> It was said.",
            "Read more",
            "By Ann Lee",
            "the wheel turns, and the river with it, through all of the long night",
            "About Harbour Mills",
            "LONDON (Reuters) - It rose.",
            "--",
            "```",
            "Subject: mill",
        ]
    ),
    max_size=12,
)


def shown(text: str) -> list[str]:
    """Each block as "kind: text", line ends and tabs made visible."""
    visible = str.maketrans({"\n": "⏎", "\t": "⇥"})
    return [
        f"{block.kind}: {text[block.start : block.end]}".translate(visible)
        for block in plain_blocks(text)
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_text_falls_into_its_blocks(case: Path) -> None:
    expected = case.with_suffix(".blocks").read_text(encoding="utf-8").splitlines()
    assert shown(case.read_text(encoding="utf-8")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Harbour Mills doubles profit",
        "harbour mills doubles profit",
        "Read more",
        "By Ann Lee",
        "LONDON (Reuters) -",
        "One\n\nTwo",
        "Copyright 2026 Fenwick. All rights reserved.",
        "a",
    ],
)
def test_a_text_of_a_headline_or_furniture_alone_keeps_it(text: str) -> None:
    assert sentences(text, plain_blocks(text))


def test_a_headline_is_kept_before_furniture() -> None:
    text = "Harbour Mills doubles profit\nCopyright 2026 Fenwick"
    assert shown(text) == [
        "paragraph: Harbour Mills doubles profit",
        "furniture: Copyright 2026 Fenwick",
    ]


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\u2028"])
def test_line_ends_of_any_machine_count(ends: str) -> None:
    text = f"Mills rose.{ends}{ends}Why it matters{ends}Bread is politics."
    assert [line.partition(":")[0] for line in shown(text)] == [
        "paragraph",
        "heading",
        "paragraph",
    ]


def test_blocks_from_elsewhere_lose_their_furniture_too() -> None:
    text = "LONDON (Reuters) - Mills rose. Read it twice."
    assert without_furniture(text, (Block("paragraph", 0, len(text)),)) == (
        Block("furniture", 0, 18),
        Block("paragraph", 19, len(text)),
    )


def test_markup_paragraphs_are_parted_at_line_breaks_and_headings_found() -> None:
    text = "Why it matters\nBread is politics.\nOil is\nnot. (Reporting by Ann Lee)\n\nBy Ann Lee"
    cuts = text.index("\n\n")
    given = (Block("paragraph", 0, cuts), Block("paragraph", cuts + 2, len(text)))
    assert [
        (block.kind, text[block.start : block.end]) for block in marked_blocks(text, given)
    ] == [
        ("heading", "Why it matters"),
        ("paragraph", "Bread is politics."),
        ("paragraph", "Oil is\nnot."),
        ("furniture", "(Reporting by Ann Lee)"),
        ("furniture", "By Ann Lee"),
    ]


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_a_text_with_words_always_has_a_sentence(lines: list[str]) -> None:
    text = "\n".join(lines)
    worded = any(sign.isalpha() for sign in text)
    assert bool(sentences(text, plain_blocks(text))) is worded


@pytest.mark.shared
@pytest.mark.shared
def test_the_sample_article_keeps_headings_and_teasers_out_of_its_sentences() -> None:
    text = (SHARED / "seeds" / "alibaba.txt").read_text(encoding="utf-8")
    found = [text[each.start : each.end] for each in sentences(text, plain_blocks(text))]
    assert len(found) == 26
    assert all(sentence[-1] in ".”" and "\n" not in sentence for sentence in found)
    assert not any("Shorts" in sentence for sentence in found)


@pytest.mark.shared
@pytest.mark.shared
def test_sentences_of_annotated_articles_are_found_again() -> None:
    """F1 over exact spans; those that are wholly headings or furniture to us do not count."""
    found = wanted = right = 0
    rows = (SHARED / "bullets" / "texts.dev.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, rows):
        text, ends = joined(row["sentences"], row["par"])
        blocks = plain_blocks(text)
        aside = {block.end for block in blocks if block.kind not in SPOKEN}
        seen = {each.end for each in sentences(text, blocks)}
        found += len(seen)
        wanted += len(ends - aside)
        right += len(seen & ends)
    assert 2 * right / (found + wanted) >= 0.98


def joined(parts: list[str], paragraphs: list[int]) -> tuple[str, set[int]]:
    """The article as it was before it was cut, and where its sentences ended."""
    text, ends, last = "", set(), None
    for part, paragraph in zip(parts, paragraphs, strict=True):
        between = "" if last is None else " " if paragraph == last else "\n\n"
        text, last = text + between + part, paragraph
        ends.add(len(text))
    return text, ends
