"""The head that is read from an edition's JSON is that of the edition."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from newsletter.edition.codec import to_json
from newsletter.edition.heads import head_from_json
from newsletter.errors import ParseError
from tests.render.conftest import edition

if TYPE_CHECKING:
    from newsletter.model import Edition


@pytest.fixture
def made() -> Edition:
    return edition(5, "hostile", also=2)


def test_a_head_says_what_the_edition_says(made: Edition) -> None:
    head = head_from_json(to_json(made), "x")
    for name in ("id", "title", "slot", "timezone", "subject", "preheader"):
        assert getattr(head, name) == getattr(made, name)
    assert head.stories == 7
    assert head.language == made.look.language
    assert made.id == f"{made.newsletter}/{head.key}"


def test_an_edition_of_an_earlier_version_has_a_head(made: Edition) -> None:
    """What later versions added is not needed."""
    old = json.loads(to_json(made))
    del old["look"], old["decisions"]
    assert head_from_json(json.dumps(old).encode(), "x").language == "en"


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"id": 1}', b"\xff", b"{" * 9999])
def test_what_is_no_edition_is_an_error_of_one_line(data: bytes) -> None:
    with pytest.raises(ParseError, match="morning/1") as raised:
        head_from_json(data, "morning/1")
    assert "\n" not in str(raised.value)
