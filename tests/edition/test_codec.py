from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsletter.edition.codec import from_json, to_json
from newsletter.errors import ParseError

if TYPE_CHECKING:
    from newsletter.model import Edition


def test_an_edition_comes_back_as_it_was(edition: Edition) -> None:
    data = to_json(edition)
    assert from_json(data, "x") == edition
    assert to_json(from_json(data, "x")) == data


def test_one_of_before_that_names_readers_is_read_and_names_them_no_more(edition: Edition) -> None:
    old = to_json(edition).replace(b'"sender":', b'"to": ["ada@mill.example"], "sender":')
    assert b"ada@mill" in old
    assert from_json(old, "x") == edition


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"[]", b"{}", b"\xff", b'{"id": 3}', b"null"),
        b"[" * 100_000,
        b'{"id": ' + b'{"a": ' * 100_000,
        b'{"max_quote": 1' + b"0" * 100_000 + b"}",
    ],
    ids=lambda data: data[:9].decode("latin-1"),
)
def test_what_is_no_edition_is_named_in_one_line(data: bytes) -> None:
    with pytest.raises(ParseError, match=r"^edition\.json: is not an edition") as caught:
        from_json(data, "edition.json")
    assert "\n" not in str(caught.value)
