"""A new draft changes what the editor left alone, and loses nothing of what the editor wrote."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.edition.manuscript import read_back
from newsletter.edition.manuscript_front import KEYS
from newsletter.edition.manuscript_words import words
from newsletter.edition.merge import merge
from newsletter.edition.written import lines_of_head
from newsletter.model import Edition, Quote
from tests.edition.desk import composed, drafted

MORE = composed(12)
BASE = replace(composed(4), sources=MORE.sources)
DRAFT = drafted(BASE)


def other(kept: tuple[bool, ...], new: int, quoted: tuple[bool, ...], *, louder: bool) -> Edition:
    """Another edition: some stories of the first, some lines of them, some anew, one retold."""
    more = MORE.items[6 : 6 + new]
    items = [one for one, keep in zip(BASE.items, kept, strict=True) if keep]
    items = [
        replace(
            one,
            summary=replace(
                one.summary,
                sentences=one.summary.sentences[: 1 + quote],
                bullets=one.summary.bullets[quote:],
            ),
        )
        for one, quote in zip(items, quoted, strict=False)
    ]
    if louder and items:
        first = items[0].summary.headline
        assert isinstance(first, Quote)
        loud = replace(first, text=first.text.upper())
        items[0] = replace(items[0], summary=replace(items[0].summary, headline=loud))
    told = (*more[:1], *items, *more[1:])
    subject, preheader = lines_of_head(told, BASE.title)
    return replace(BASE, items=told, subject=subject, preheader=preheader)


OTHERS = st.builds(
    other,
    st.tuples(*[st.booleans()] * 4),
    st.integers(0, 5),
    st.tuples(*[st.booleans()] * 4),
    louder=st.booleans(),
)
LINES = st.text(st.sampled_from("abc 1.#-*>|`<!\u2019\u05d0"), min_size=1, max_size=12)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "delete", "change", "move", "paste"]),
        st.integers(0, 200),
        st.integers(0, 200),
        LINES,
    ),
    max_size=8,
)


def edited(text: str, edits: list[tuple[str, int, int, str]]) -> str:
    """The text after an editor's doings, line by line."""
    lines = text.split("\n")
    for what, here, there, line in edits:
        at, to = here % len(lines), there % len(lines)
        match what:
            case "insert":
                lines.insert(at, line)
            case "delete":
                del lines[at]
            case "change":
                lines[at] += line
            case "move":
                lines.insert(to, lines.pop(at))
            case _:
                lines[at:at] = ["", line, "", line[::-1], ""]
        lines = lines or [""]
    return "\n".join(lines)


def said(text: str) -> set[str]:
    return {words(_spaced(line)) for line in text.split("\n")} - {""}


def _spaced(line: str) -> str:
    """A line of the head is written anew, with a space behind its colon."""
    key, colon, value = line.partition(":")
    return f"{key}: {value.strip()}" if colon and key in KEYS else line


@settings(max_examples=300, deadline=None)
@given(EDITS, OTHERS)
def test_every_line_of_the_editors_is_in_the_result_or_in_a_conflict(
    edits: list[tuple[str, int, int, str]], new: Edition
) -> None:
    mine = edited(DRAFT.text, edits)
    merged, _ = merge(DRAFT.text, mine, drafted(new).text)
    lost = said(mine) - said(DRAFT.text) - said(merged)
    # A line of the head joins its key, and an id that is no more is no line of the editor's.
    lost = {line for line in lost if not line.startswith("<!- id") and not _in_head(line, merged)}
    assert not lost


def _in_head(line: str, merged: str) -> bool:
    """Whether it stands in the front matter, written in another way."""
    head = words(merged.split("\n---\n", maxsplit=1)[0])
    return line.rstrip() in head or line.partition(":")[2].strip() in head


@given(OTHERS)
@settings(max_examples=40, deadline=None)
def test_an_untouched_manuscript_becomes_the_new_draft(new: Edition) -> None:
    assert merge(DRAFT.text, DRAFT.text, drafted(new).text) == (drafted(new).text, 0)


@given(EDITS)
@settings(max_examples=40, deadline=None)
def test_where_nothing_is_new_nothing_of_the_editors_changes(
    edits: list[tuple[str, int, int, str]],
) -> None:
    mine = edited(DRAFT.text, edits)
    merged, conflicts = merge(DRAFT.text, mine, DRAFT.text)
    assert conflicts == 0
    assert said(mine) - {"-"} <= said(merged) | said(DRAFT.text)


def test_new_stories_stand_where_they_stand_in_the_new_draft() -> None:
    new = drafted(other((True,) * 4, 2, (False,) * 4, louder=False))
    mine = DRAFT.text.replace("Work begins in April.", "Work begins in April.\n\nOur own words.", 1)
    merged, conflicts = merge(DRAFT.text, mine, new.text)
    assert conflicts == 0
    told = read_back(merged, new, "edition.md")
    assert [one.story for one in told.items] == ["s6", "s0", "s1", "s2", "s3", "s7"]
    assert told.items[3].written[0].text == "Our own words."
    assert told.subject == new.edition.subject


def test_what_the_editor_deleted_does_not_come_back() -> None:
    start, end = (DRAFT.text.index(f"<!-- id {name}") for name in ("e8bc16", "ad3288"))
    mine = DRAFT.text[:start] + DRAFT.text[end:]
    first = BASE.items[1]
    more = replace(
        first.summary, sentences=(*first.summary.sentences, first.summary.bullets[0].quote)
    )
    new = drafted(
        replace(BASE, items=(BASE.items[0], replace(first, summary=more), *BASE.items[2:]))
    )
    merged, conflicts = merge(DRAFT.text, mine, new.text)
    assert conflicts == 0
    assert [one.story for one in read_back(merged, new, "x").items] == ["s0", "s2", "s3"]


def test_where_both_changed_a_line_both_are_shown() -> None:
    new = drafted(other((True,) * 4, 0, (False,) * 4, louder=True))
    mine = DRAFT.text.replace("## Kestrel Bay orders", "## Kestrel orders", 1)
    merged, conflicts = merge(DRAFT.text, mine, new.text)
    assert conflicts == 1
    found = re.search(r"<<<<<<< yours\n(.*)\n=======\n(.*)\n>>>>>>> the new draft\n", merged)
    assert found
    assert found[1].startswith("## Kestrel orders")
    assert found[2].startswith("## KESTREL BAY ORDERS")


def test_what_the_editor_changed_and_the_new_draft_dropped_is_kept_in_a_conflict() -> None:
    new = drafted(other((False, True, True, True), 0, (False,) * 4, louder=False))
    mine = DRAFT.text.replace("Kestrel Bay Shipping said", "We hear that Kestrel said", 1)
    merged, conflicts = merge(DRAFT.text, mine, new.text)
    assert conflicts == 1
    assert "We hear that Kestrel said" in merged
    assert "no longer has this" in merged
    assert "largest in the 61 years" not in merged
