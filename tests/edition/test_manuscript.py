"""What an editor made of a draft is what the edition says; what was left alone is still proved."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.edition.codec import from_json, to_json
from newsletter.edition.manuscript import LARGEST, decoded, read_back
from newsletter.edition.manuscript_words import same
from newsletter.errors import ManuscriptError
from newsletter.model import Edition, Line
from newsletter.model.editions import LEFT_OUT
from newsletter.render.formats import render
from tests.edition.desk import NAME, composed, drafted
from tests.render.conftest import STORIES

DRAFT = drafted(composed())
BULLET = "- **Rally size:** Shares rose 6.2% to a record, which puts the gain of this year at 31%."
SECOND = "The order is worth $2.1 billion and is the largest in the 61 years of the company."


def read(text: str) -> Edition:
    return read_back(text, DRAFT, "edition.md")


def changed(before: str, after: str) -> Edition:
    assert before in DRAFT.text
    return read(DRAFT.text.replace(before, after, 1))


def chunk(name: str) -> str:
    """A line with its id, as it stands in the draft."""
    found = re.search(rf"<!-- id {re.escape(name)}[^\n]*\n[^\n]*\n", DRAFT.text)
    assert found
    return found[0]


@pytest.mark.parametrize("kind", STORIES)
def test_an_untouched_draft_is_the_edition_exactly(kind: str) -> None:
    edition = composed(6, kind, 3)
    headed = zip(edition.items, ("Ships", "Ships", "", "", "Other", "Other"), strict=True)
    edition = replace(edition, items=tuple(replace(one, section=name) for one, name in headed))
    draft = drafted(edition)
    assert read_back(draft.text, draft, "edition.md") == edition


@pytest.mark.parametrize(
    "typed",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("'", "\u2019").replace(" of ", "\u00a0of "),
        lambda text: text.replace("largest", "lar\u00adgest"),
        lambda text: text.replace("<!--", "<!\u2013").replace("-->", "\u2013>"),
        lambda text: text.replace("\n- ", "\n\u2022\t"),
        lambda text: text.replace("<!--", "\\<!--"),
        lambda text: text.replace("\\", ""),
        lambda text: re.sub(r"(<!-- id [^\n]*)\n", r"\1\n\n", text),
        lambda text: text.replace(" on methanol", "\non methanol"),
        lambda text: text.replace("| :-- | --: |", "|:----|----:|"),
    ],
    ids=[
        *("crlf", "bom", "smart", "soft-hyphen", "dashes", "list-marks", "escaped-ids"),
        *("unescaped", "blank-lines", "wrapped", "table"),
    ],
)
def test_what_programs_do_to_a_text_on_its_way_is_no_edit(typed: object) -> None:
    assert callable(typed)
    assert read(typed(DRAFT.text)) == DRAFT.edition


def test_a_changed_sentence_is_the_editors_and_has_no_proof() -> None:
    told = changed("is worth $2.1 billion", "is worth a fortune")
    item = told.items[0]
    assert [one.text for one in item.summary.sentences] == [
        DRAFT.edition.items[0].summary.sentences[0].text
    ]
    assert item.written[0].text == SECOND.replace("$2.1 billion", "a fortune")
    assert item.written[0].was == SECOND
    assert item.lines[:2] == (Line("sentence", 0), Line("written", 0))
    page = render(told, "html").decode()
    assert "is worth a fortune and is the largest" in page
    assert "is%20worth" not in page
    assert told.items[1:] == DRAFT.edition.items[1:]


def test_a_changed_bullet_and_a_changed_headline_are_the_editors() -> None:
    told = changed("Shares rose 6.2%", "Shares rose a lot")
    assert told.items[0].written[0].was.startswith("Shares rose 6.2%")
    assert len(told.items[0].summary.bullets) == 2
    told = changed("## Alder & Finch lifts its outlook", "## Alder & Finch expects more")
    heading = told.items[1].heading
    assert heading
    assert heading.text.startswith("Alder & Finch expects more")
    assert heading.was.startswith("Alder & Finch lifts")
    assert told.items[1].summary.headline is None
    assert "Alder &amp; Finch expects more" in render(told, "email").decode()


def test_stories_and_lines_stand_in_the_editors_order() -> None:
    first = DRAFT.text.index("<!-- id", DRAFT.text.index("not printed"))
    second = DRAFT.text.index("<!-- id", DRAFT.text.index("| Rally size: Shares"))
    third = DRAFT.text.index("<!-- id", DRAFT.text.index("| Outlook: sales | €4.8"))
    text = DRAFT.text
    moved = text[:first] + text[second:third] + text[first:second] + text[third:]
    told = read(moved)
    assert [one.story for one in told.items] == ["s1", "s0", "s2", "s3"]
    assert told.items[0] == DRAFT.edition.items[1]
    assert told.rewritten == ()
    empty = read(re.sub(r"(subject|preheader): .*", r"\1:", moved))
    assert empty.subject.startswith("Alder & Finch")
    assert not empty.rewritten


def test_what_is_deleted_is_left_out_and_counted() -> None:
    told = changed(chunk("ec18ea.c236"), "")
    assert len(told.items[0].summary.sentences) == 1
    start = DRAFT.text.index("<!-- id ec18ea ")
    start = start if start > 0 else DRAFT.text.index("<!-- id ec18ea")
    end = DRAFT.text.index("<!-- id e8bc16")
    told = read(DRAFT.text[:start] + DRAFT.text[end:])
    assert [one.story for one in told.items] == ["s1", "s2", "s3"]
    assert told.coverage.held == DRAFT.edition.coverage.held + 1
    assert told.held[-1].reason == LEFT_OUT
    assert "s0" not in {one.story for one in told.decisions}


def test_an_id_without_words_beneath_it_says_that_they_were_deleted() -> None:
    told = changed(SECOND, "")
    assert len(told.items[0].summary.sentences) == 1
    assert not told.items[0].written


def test_a_lost_id_makes_the_line_the_editors_own() -> None:
    told = changed(chunk("ec18ea.c236"), f"{SECOND}\n")
    assert told.items[0].written[0].text == SECOND
    assert not told.items[0].written[0].was


def test_own_words_stand_where_they_were_put() -> None:
    table = "| Port | Ships |\n| --- | --- |\n| Varde | 3 |"
    own = f"### Our view\n\nWe think [so](https://desk.example/).\n\n- one\n- two\n\n{table}"
    told = changed(f"{SECOND}\n", f"{SECOND}\n\n{own}\n")
    (written,) = told.items[0].written
    assert written.text == own
    assert told.items[0].lines[1:3] == (Line("sentence", 1), Line("written", 0))
    mail = render(told, "email").decode()
    for words in ("<h3 style=", "https://desk.example/", "<li>two</li>", "Varde</td>"):
        assert words in mail


def test_words_close_to_a_quotation_do_not_make_it_another() -> None:
    told = changed(f"{BULLET}\n", f"{BULLET}\n- Our own point.\n")
    assert len(told.items[0].summary.bullets) == 3
    assert told.items[0].written[0].text == "- Our own point."


def test_a_large_heading_begins_a_story_of_the_editors_own() -> None:
    start = DRAFT.text.index("<!-- id e8bc16")
    own = "## Our view\n\nWe think so.\n\n"
    told = read(DRAFT.text[:start] + own + DRAFT.text[start:])
    assert [one.story for one in told.items] == ["s0", "written-1", "s1", "s2", "s3"]
    assert told.items[0] == DRAFT.edition.items[0]
    assert told.items[1].written[0].text == "We think so."
    for kind in ("md", "html", "email", "text"):
        assert b"Our view" in render(told, kind)


def test_a_largest_heading_right_above_a_story_heads_a_section() -> None:
    start = DRAFT.text.index("<!-- id e8bc16")
    told = read(f"{DRAFT.text[:start]}# Software\n\n{DRAFT.text[start:]}")
    assert [one.section for one in told.items] == ["", "Software", "Software", "Software"]
    assert not told.items[1].edited


def test_subject_preheader_and_introduction_are_the_editors() -> None:
    head = "subject: Ships, ships\npreheader: And clouds\n"
    head += "introduction: |\n  Good **morning**.\n\n  All."
    text = re.sub(r"subject:.*?introduction:", lambda _: head, DRAFT.text, flags=re.DOTALL)
    told = read(text)
    assert (told.subject, told.preheader) == ("Ships, ships", "And clouds")
    assert told.rewritten == ("subject", "preheader")
    assert told.introduction
    assert told.introduction.text == "Good **morning**.\n\nAll."
    assert "<strong>morning</strong>" in render(told, "email").decode()
    assert b"Subject: Ships, ships" in render(told, "eml")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (chunk("ec18ea.c236"), chunk("ec18ea.c236") * 2, "id `ec18ea.c236` stands in line 19"),
        ("id ec18ea.c236", "id ec18ea.ffff", "no such id `ec18ea.ffff`"),
        ("<!-- id e8bc16 ", "<<<<<<< yours\n<!-- id e8bc16 ", "conflict is not settled"),
        (SECOND, "```\ncode", "no end"),
        ("subject:", "subjekt:", "did you mean `subject`?"),
        ("<!-- id ec18ea.c236 (Harbour Wire) -->\n", "x <!-- id ec18ea.c236 --> ", "stands among"),
        (NAME, "morning/draft-2026-11-22T0700", "is of the draft"),
        ("introduction:\n---", "introduction:", "no end; close it"),
    ],
)
def test_what_cannot_be_understood_is_named_with_file_and_line(
    before: str, after: str, said: str
) -> None:
    text = DRAFT.text.replace("<!-- id e8bc16 -->", "<!-- id e8bc16  -->")
    assert before in text
    with pytest.raises(ManuscriptError) as caught:
        read(text.replace(before, after, 1))
    assert any(said in problem for problem in caught.value.problems), caught.value.problems
    assert all(re.match(r"edition\.md:\d+: ", problem) for problem in caught.value.problems)


def test_ids_in_code_are_code() -> None:
    code = "```\n<!-- id ec18ea.c236 -->\n\n<!-- id nonsense -->\n```"
    told = changed(f"{SECOND}\n", f"{SECOND}\n\n{code}\n\n    <!-- id e8bc16 -->\n")
    assert told.items[0].written[0].text == f"{code}\n\n    <!-- id e8bc16 -->"
    page = render(told, "html").decode()
    assert "&lt;!-- id nonsense --&gt;" in page


def test_an_edited_edition_is_the_same_bytes_after_a_trip_through_json() -> None:
    told = changed("## Alder & Finch lifts", "Mine.\n\n## Alder & Finch raises")
    again = from_json(to_json(told), "edition.json")
    assert again == told
    assert all(render(again, kind) == render(told, kind) for kind in ("md", "html", "eml"))


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=80), st.integers(0, len(DRAFT.text)), st.integers(0, 120))
def test_any_edit_is_read_or_named(words: str, place: int, deleted: int) -> None:
    text = DRAFT.text[:place] + words + DRAFT.text[place + deleted :]
    named: list[bool]
    try:
        told: Edition = read(text)
    except ManuscriptError as error:
        named = [problem.startswith("edition.md:") for problem in error.problems]
    else:
        named = [bool(render(told, "html")), bool(render(told, "text"))]
    assert all(named)


@pytest.mark.parametrize(
    "huge",
    [
        "word " * 200_000,
        "- a\n\n" * 10_000,
        ">" * 100_000,
        "[" * 100_000,
        "<!-- id x" * 20_000,
        "| a " * 100_000,
        "<!-- " * 1000 + "\n" * 100_000,
        "  " * 3000 + "- deep\n",
        "`x` " * 50_000,
        "# " * 100_000,
    ],
)
def test_a_megabyte_of_anything_takes_seconds_at_most(huge: str) -> None:
    started = time.monotonic()
    told = changed(f"{SECOND}\n", f"{SECOND}\n\n{huge}\n")
    assert render(told, "text")
    assert time.monotonic() - started < 20


def test_a_file_that_is_no_text_is_named() -> None:
    assert decoded("\ufeffÄ\r\n".encode(), "x") == "Ä\n"
    assert decoded("Ä".encode("utf-16"), "x") == "Ä"
    for data in (b"\xff\xfe\x00", b"caf\xe9", b"PK\x03\x04\x00\x00", b"a" * (LARGEST + 1)):
        with pytest.raises(ManuscriptError, match=r"^edition\.md: is "):
            decoded(data, "edition.md")


@pytest.mark.parametrize(
    ("one", "other"), [("Up - 4 points", "Up 4 points"), ("C# is read", "C is read")]
)
def test_marks_amid_a_line_are_words_of_it(one: str, other: str) -> None:
    assert not same(one, other)
    assert same(f"- {one}", one)
    assert same(f"## {one}", one)
