"""Lists of addresses: every line is an address or has its number and its reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.text.addressbook import Listed, read_addresses, write_addresses

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)


def read(text: str) -> list[Listed]:
    return list(read_addresses(text, NOW))


def test_one_address_a_line_with_remarks_and_empty_lines() -> None:
    assert read("# the desk\nada@example.org\r\n\n  Bo <bo@Example.org>\n") == [
        Listed(2, "ada@example.org"),
        Listed(4, "bo@example.org"),
    ]


def test_a_bad_line_is_told_with_its_number_and_the_others_are_read() -> None:
    first, bad, last = read("ada@example.org\nnobody\nbo@example.org")
    assert (first.address, last.address) == ("ada@example.org", "bo@example.org")
    assert bad.line == 2
    assert bad.problem.startswith("has no @")


@pytest.mark.parametrize(
    "text",
    [
        "Name,E-Mail\nHolm,ada@example.org\n",
        '"Email Address";"Name"\r\n"ada@example.org";"Holm; Ada"\r\n',
        "name\tEMAIL\tnote\nHolm\tada@example.org\t\n",
        "address,note\nada@example.org,#1\n",
    ],
    ids=["commas", "semicolons", "tabs", "remarks"],
)
def test_a_table_says_in_its_first_line_where_addresses_stand(text: str) -> None:
    assert read(text) == [Listed(2, "ada@example.org")]


def test_a_quote_that_is_left_open_spoils_no_other_line() -> None:
    found = read('name,email\n"open,ada@example.org\nBo,bo@example.org\nCy\n')
    assert [one.line for one in found if one.problem] == [2, 4]
    assert found[1].address == "bo@example.org"


def test_who_left_by_another_list_has_left_here() -> None:
    text = "email,unsubscribed\na@b.org,2026-01-02T03:04:05+01:00\nc@d.org,yes\ne@f.org,\n"
    assert [one.left for one in read(text)] == [
        datetime(2026, 1, 2, 2, 4, 5, tzinfo=UTC),
        NOW,
        None,
    ]


def test_what_is_written_is_read_again() -> None:
    rows = [("a=b@c.org", NOW, None), ("d'e@f.org", NOW, NOW + timedelta(days=1))]
    assert [(one.address, one.left) for one in read(write_addresses(rows))] == [
        (address, left) for address, _, left in rows
    ]


@given(st.text(alphabet=st.sampled_from('a@.,;"\t\r\n#\0 é\u2028left') | st.characters()))
def test_any_text_is_read_line_by_line(text: str) -> None:
    for one in read("email;left\n" + text):
        assert bool(one.address) != bool(one.problem)
        assert 1 < one.line <= len(("x\n" + text).splitlines())
