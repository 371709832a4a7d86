from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from newsletter.errors import NewsletterError, ParseError, SourceError
from newsletter.sources.documents import documents
from newsletter.sources.office import Kind, office_html
from newsletter.sources.seeds import read_seed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LINES = (
    "Corvane raises its outlook",
    "",
    "Corvane will invest $6.2 billion in two facto-",
    "ries near the harbour, and it will hire 1,200 people",
    "before the end of next year.",
    "",
    "Page 1 of 2",
)


def pdf(lines: tuple[str, ...] = LINES, info: str = "") -> bytes:
    """A PDF as small as one can be, with these lines on its page."""
    shown = [f"({line}) Tj" if line else "" for line in lines]
    stream = "BT /F1 12 Tf 72 720 Td 14 TL " + " T* ".join(shown) + " ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
            "/Resources<</Font<</F1 5 0 R>>>>>>"
        ),
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<<{info}>>",
    )
    body, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj{one}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 7\n0000000000 65535 f \n{table}{trailer}".encode()


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.core_properties.author = "Ada Lund"
    document.add_paragraph("Corvane raises its outlook", style="Title")
    document.add_heading("What it spends", level=2)
    document.add_paragraph("Corvane will invest $6.2 billion & more.")
    document.add_paragraph("One factory.", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Spend", "$6.2 billion"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def save(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_pdf_is_read_with_its_lines_joined_and_page_numbers_left_out(tmp_path: Path) -> None:
    info = "/Title(Outlook)/Author(Ada Lund)/CreationDate(D:20261120090000Z)"
    entry, revision = read_seed(save(tmp_path, "a.pdf", pdf(info=info)))
    assert "invest $6.2 billion in two factories near the harbour, and it will" in revision.text
    assert "Page 1" not in revision.text
    assert (revision.title, entry.author) == ("Outlook", "Ada Lund")
    assert entry.published is not None
    assert entry.published.isoformat() == "2026-11-20T09:00:00+00:00"


def test_a_word_document_is_read_with_its_blocks(tmp_path: Path) -> None:
    entry, revision = read_seed(save(tmp_path, "a.docx", word()))
    told = [(one.kind, revision.text[one.start : one.end]) for one in revision.blocks]
    assert (revision.title, entry.author) == ("Corvane raises its outlook", "Ada Lund")
    assert told == [
        ("heading", "What it spends"),
        ("paragraph", "Corvane will invest $6.2 billion & more."),
        ("list", "One factory."),
        ("table", "Spend | $6.2 billion"),
    ]


def test_without_a_password_an_encrypted_pdf_is_open_to_all(tmp_path: Path) -> None:
    assert "Corvane" in read_seed(save(tmp_path, "a.pdf", encrypted("")))[1].text


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 101_000_000)
    return out.getvalue()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "locked.pdf": (lambda: encrypted("x"), "is encrypted; save it without a password"),
    "scan.pdf": (lambda: pdf(()), "holds no text; perhaps it is a scan"),
    "text.pdf": (lambda: b"plain words", "is no .pdf file"),
    "cut.pdf": (lambda: b"%PDF-1.4 and no more", "cannot be read: its reader failed with"),
    "old.docx": (lambda: b"\xd0\xcf\x11\xe0" * 99, "is encrypted, or of an old Word"),
    "text.docx": (lambda: b"plain words", "is no .docx file"),
    "other.docx": (lambda: b"PK\x03\x04 and no more", "cannot be read: its reader failed with"),
    "bomb.docx": (bomb, "more than 100 MB unpacked"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_one_line(name: str, tmp_path: Path) -> None:
    make, reason = REFUSED[name]
    path = save(tmp_path, name, make())
    with pytest.raises(ParseError) as failed:
        read_seed(path)
    assert str(failed.value).startswith(f"{path}: ")
    assert reason in str(failed.value)
    (trouble,) = documents(("",), tmp_path).troubles
    assert reason in trouble.reason


def test_a_missing_extra_is_named() -> None:
    missing = {".pdf": Kind("pdf", "no_such_module", b"%PDF-")}
    with pytest.raises(SourceError, match=r"a\.pdf: .* `pip install 'newsletter\[pdf\]'`"):
        office_html(pdf(), ".pdf", "a.pdf", kinds=missing)


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=40), st.integers(0, 900), st.sampled_from([".pdf", ".docx"]))
def test_a_damaged_document_is_read_or_refused(junk: bytes, place: int, suffix: str) -> None:
    whole = pdf() if suffix == ".pdf" else WORD
    try:
        told = office_html(whole[:place] + junk + whole[place + len(junk) :], suffix, "x")
    except NewsletterError as error:
        told = str(error)
    assert told


WORD = word()
