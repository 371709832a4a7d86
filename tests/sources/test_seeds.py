from __future__ import annotations

import os
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.errors import NewsletterError, ParseError, SourceError
from newsletter.sources.readers import read_document
from newsletter.sources.seeds import BIGGEST, read_seed

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.model import Entry, Revision

PROSE = "The council of Lindhaven voted on Friday to widen the harbour. It will cost $5 million."


def seed(folder: Path, name: str, content: str | bytes) -> tuple[Entry, Revision]:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_seed(path, folder)


def test_front_matter_says_what_a_document_is(tmp_path: Path) -> None:
    matter = (
        "---\ntitle: 'Harbour: the plan'\ndate: 2026-11-22T06:30+01:00\nsource: The Courier\n"
        "url: https://example.org/a\ntopic: city\nauthor: A. Writer\nlanguage: en\n"
        "tags:\n  - x\n---\n\n"
    )
    for name in ("a.txt", "a.md"):
        entry, revision = seed(tmp_path, name, matter + PROSE)
        assert (entry.title, entry.source, entry.topic) == (
            "Harbour: the plan",
            "The Courier",
            "city",
        )
        assert entry.published == datetime(2026, 11, 22, 5, 30, tzinfo=UTC)
        assert (entry.link, entry.author) == ("https://example.org/a", "A. Writer")
        assert (revision.title, revision.text, revision.language) == (entry.title, PROSE, "en")


@pytest.mark.parametrize("start", ["---\n", "---\nJust a rule.\n---\n", "---\n\n---\n", "--- x\n"])
def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path, start: str) -> None:
    assert PROSE in seed(tmp_path, "a.txt", start + PROSE)[1].text
    assert seed(tmp_path, "a.txt", start + PROSE)[0].title == ""


def test_a_link_in_front_matter_is_harmless_or_none(tmp_path: Path) -> None:
    entry, _ = seed(tmp_path, "a.txt", f"---\nurl: javascript:alert(1)\n---\n{PROSE}")
    assert entry.link is None


@pytest.mark.parametrize(
    "first",
    ["Harbour to be widened", "Why the harbour matters?", "“A harbour for all” wins the vote"],
)
def test_a_first_line_that_is_clearly_a_title_is_the_title(tmp_path: Path, first: str) -> None:
    entry, revision = seed(tmp_path, "a.txt", f"{first}\n\n{PROSE}\n")
    assert (entry.title, revision.title, revision.text) == (first, first, PROSE)


@pytest.mark.parametrize(
    "first",
    [
        "The council met on Friday.",
        "FOR IMMEDIATE RELEASE",
        "By Jane Doe",
        "Note:",
        "Dear all,",
        "Subject: the harbour plan",
        "Hello there",
        "- an item of a list",
    ],
)
def test_any_other_first_line_is_text(tmp_path: Path, first: str) -> None:
    entry, revision = seed(tmp_path, "a.txt", f"{first}\n\n{PROSE}")
    assert (entry.title, revision.text) == ("", f"{first}\n\n{PROSE}")


def test_a_first_line_that_goes_on_is_text(tmp_path: Path) -> None:
    assert seed(tmp_path, "a.txt", f"Harbour to be widened\n{PROSE}")[0].title == ""


@pytest.mark.parametrize("top", ["# The *plan*\n\n", "\n# The plan\n", "The plan\n========\n\n"])
def test_the_heading_of_a_markdown_file_is_its_title(tmp_path: Path, top: str) -> None:
    entry, revision = seed(tmp_path, "a.md", f"{top}{PROSE}\n\n## Costs\n\n* One item of it.\n")
    assert (entry.title, revision.title) == ("The plan", "The plan")
    assert revision.text == f"{PROSE}\n\nCosts\n\nOne item of it."
    assert [block.kind for block in revision.blocks] == ["paragraph", "heading", "list"]


def test_a_web_page_says_its_title_date_site_and_address(tmp_path: Path) -> None:
    page = (
        "<!doctype html><html lang=en><head><title>The plan - The Courier</title>"
        "<meta property=og:site_name content='The Courier'>"
        "<meta property=article:published_time content=2026-11-22T07:00:00Z>"
        "<link rel=canonical href=https://example.org/plan></head>"
        f"<body><nav>Home</nav><h1>The plan</h1><p>{PROSE}</p></body></html>"
    )
    entry, revision = seed(tmp_path, "plan.html", page)
    assert (entry.title, entry.source, entry.language) == ("The plan", "The Courier", "en")
    assert entry.published == datetime(2026, 11, 22, 7, tzinfo=UTC)
    assert (entry.link, revision.text) == ("https://example.org/plan", PROSE)


MAIL = """From: =?utf-8?q?K=C3=A4the?= Holm <press@example.org>
To: desk@example.org
Subject: The =?utf-8?b?SMOkZmVu?= plan
Date: Sun, 22 Nov 2026 08:15:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b1

--b1
Content-Type: multipart/alternative; boundary=b2

--b2
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

{text}
--b2
Content-Type: text/html; charset=utf-8

<p>{html}</p>
--b2--
--b1
Content-Type: text/plain
Content-Disposition: attachment; filename=notes.txt

Not for print.
--b1
Content-Type: message/rfc822

Subject: another mail

Not this either.
--b1--
"""


def test_a_mail_is_its_subject_sender_date_and_plain_text(tmp_path: Path) -> None:
    text = f"Gr=FC=DFe. {PROSE * 3}"
    entry, revision = seed(tmp_path, "a.eml", MAIL.format(text=text, html="Short."))
    assert (entry.title, entry.source) == ("The Häfen plan", "Käthe Holm")
    assert entry.published == datetime(2026, 11, 22, 7, 15, tzinfo=UTC)
    assert revision.text == f"Grüße. {PROSE * 3}"


def test_a_mail_whose_plain_part_says_nothing_is_read_from_its_html(tmp_path: Path) -> None:
    mail = MAIL.format(text="Open this in your browser.", html=PROSE)
    assert seed(tmp_path, "a.eml", mail)[1].text == PROSE


def test_a_mail_header_in_plain_utf8_is_read(tmp_path: Path) -> None:
    entry, _ = seed(tmp_path, "a.eml", f"From: Käthe <a@example.org>\nSubject: Häfen\n\n{PROSE}")
    assert (entry.title, entry.source) == ("Häfen", "Käthe")


@pytest.mark.parametrize(
    "data",
    [
        PROSE.encode("utf-8-sig"),
        PROSE.encode("utf-16"),
        b"\xfe\xff" + PROSE.encode("utf-16-be"),
        PROSE.encode("utf-32"),
        PROSE.replace(" ", "\r\n").replace("\r\n", " ").encode(),
    ],
    ids=["utf-8 with mark", "utf-16", "utf-16 big", "utf-32", "utf-8"],
)
def test_text_is_read_in_whatever_encoding_its_mark_says(tmp_path: Path, data: bytes) -> None:
    assert seed(tmp_path, "a.txt", data)[1].text == PROSE


def test_text_without_a_mark_is_read_as_western_or_as_it_looks(tmp_path: Path) -> None:
    assert seed(tmp_path, "a.txt", "„Grüße“ – 5 €.".encode("cp1252"))[1].text == "„Grüße“ – 5 €."
    russian = "Совет города проголосовал в пятницу за расширение гавани, сообщила мэрия. " * 4
    assert seed(tmp_path, "a.txt", russian.encode("cp1251"))[1].text == russian.strip()


def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    page = "<meta charset=windows-1251><p>Совет города.</p>".encode("cp1251")
    assert seed(tmp_path, "a.html", page)[1].text == "Совет города."


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.md", b" \n\t\n", "is empty"),
        ("a.txt", b"%PDF-1.7\0\0", "is not text"),
        ("a.txt", bytes(range(1, 32)) * 10, "is not text"),
        ("a.html", b"<nav>Home</nav><script>x</script>", "holds no text"),
        ("a.eml", b"no header at all\n\ntext", "is no mail"),
        ("a.txt", b"x" * (BIGGEST + 1), "is larger than 20 MB"),
    ],
)
def test_what_is_no_document_has_one_clear_reason(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    with pytest.raises(ParseError, match=reason) as caught:
        seed(tmp_path, name, data)
    assert "\n" not in str(caught.value)
    assert caught.value.where == str(tmp_path / name)


def test_what_is_no_file_has_one_clear_reason(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out.txt").write_text(PROSE)
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "out.txt")
    (tmp_path / "in" / "loop.txt").symlink_to(tmp_path / "in" / "loop.txt")
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    reasons = {
        "missing.txt": "there is no such file",
        "link.txt": "leads out of its folder",
        "loop.txt": "leads out of its folder",
        "../out.txt": "leads out of its folder",
        "pipe.txt": "is no regular file",
        ".": "is a folder",
    }
    for name, reason in reasons.items():
        with pytest.raises(SourceError, match=reason):
            read_seed(tmp_path / "in" / name, tmp_path / "in")


def test_an_edited_file_is_a_revision_of_the_same_entry(tmp_path: Path) -> None:
    entry, revision = seed(tmp_path, "sub/a.txt", PROSE)
    edited, new = seed(tmp_path, "sub/a.txt", PROSE + " It rained.")
    assert (entry.id, entry.guid) == (edited.id, "sub/a.txt")
    assert revision.id != new.id


def test_a_copied_folder_has_the_same_entries(tmp_path: Path) -> None:
    one, _ = seed(tmp_path / "x" / "seeds", "a.txt", PROSE)
    two, _ = seed(tmp_path / "y" / "seeds", "a.txt", PROSE)
    other = read_seed(tmp_path / "y" / "seeds" / "a.txt", feed="../elsewhere/seeds")[0]
    assert one.id == two.id != other.id


def test_two_files_are_two_entries_with_one_text(tmp_path: Path) -> None:
    one, first = seed(tmp_path, "a.txt", PROSE)
    two, second = seed(tmp_path, "b.txt", PROSE)
    assert one.id != two.id
    assert first.id == second.id


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([".txt", ".md", ".html", ".eml"]),
    st.binary() | st.text().map(str.encode) | st.text().map(lambda t: f"Subject: {t}".encode()),
)
def test_any_bytes_are_read_or_refused_with_a_reason(suffix: str, data: bytes) -> None:
    try:
        document = read_document(data, suffix, "a")
    except NewsletterError:
        return
    for block in document.blocks or ():
        assert document.text[block.start : block.end].strip()


@pytest.mark.parametrize(
    ("suffix", "data"),
    [
        (".eml", b"Subject: x\n" + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 3000),
        (".eml", b"Subject: " + b"=?utf-8?q?x?= " * 100_000 + b"\n\ntext"),
        (".eml", b"From: " + b"(" * 200_000 + b"\n\ntext"),
        (".txt", b"---\n" + b"a: b\n" * 500_000),
        (".html", b"<meta " * 100_000),
    ],
    ids=["nested mail", "long subject", "comments", "front matter", "meta"],
)
def test_hostile_documents_take_bounded_time(suffix: str, data: bytes) -> None:
    started = time.process_time()
    with suppress(ParseError):
        read_document(data, suffix, "a")
    assert time.process_time() - started < 4
