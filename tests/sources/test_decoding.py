from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.sources.decoding import decode, decode_page, is_binary

TEXT = "The harbour, “Häfen”, costs 5 €."
RUSSIAN = "Совет города проголосовал в пятницу за расширение гавани, сообщила мэрия. " * 4


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16 big", "utf-32", "western"],
)
def test_text_is_read_by_its_mark_else_as_utf8_else_as_western(data: bytes) -> None:
    assert decode(data) == TEXT
    assert not is_binary(data)


def test_text_that_looks_foreign_is_read_as_it_looks() -> None:
    assert decode(RUSSIAN.encode("cp1251")) == RUSSIAN


@pytest.mark.parametrize(
    ("declared", "data"),
    [
        ("koi8-r", RUSSIAN.encode("koi8-r")),
        ("KOI8-R", RUSSIAN.encode("koi8-r")),
        ("koi8-r", RUSSIAN.encode()),
        ("nonsense", RUSSIAN.encode("cp1251")),
        ("rot13", RUSSIAN.encode("cp1251")),
    ],
)
def test_a_declaration_is_believed_where_it_can_be(declared: str, data: bytes) -> None:
    assert decode(data, declared) == RUSSIAN


def test_what_calls_itself_latin_is_read_as_browsers_do() -> None:
    assert decode("„5 €“".encode("cp1252"), "iso-8859-1") == "„5 €“"


@pytest.mark.parametrize(
    "declaration",
    [
        "<meta charset=windows-1251>",
        '<?xml version="1.0" encoding="windows-1251"?>',
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
    ],
)
def test_a_page_names_its_encoding_itself(declaration: str) -> None:
    page = f"{declaration}<p>{RUSSIAN}</p>"
    assert decode_page(page.encode("cp1251")) == page


@pytest.mark.parametrize(
    "data", [b"a\0b", b"%PDF-1.7 \0", bytes(range(1, 32)) * 3, b"\xff\xfe" + b"\x01\x00" * 9]
)
def test_what_is_full_of_controls_is_binary(data: bytes) -> None:
    assert is_binary(data)


@given(st.binary(), st.text(max_size=20))
def test_any_bytes_become_text(data: bytes, declared: str) -> None:
    assert isinstance(decode(data, declared), str)
    assert isinstance(decode_page(data, declared), str)
    assert is_binary(data) in {True, False}


@given(st.text())
def test_utf8_comes_through_unchanged(text: str) -> None:
    clean = text.encode("utf-8", "ignore").decode()
    assert decode(b"\xef\xbb\xbf" + clean.encode()) == clean
