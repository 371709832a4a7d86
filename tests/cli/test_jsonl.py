from __future__ import annotations

import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.cli.jsonl import Bad, Given, lines, write

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "text", "html", "title", "documents", "published", "lang"]),
            inner,
        )
    ),
    max_leaves=12,
)


def one(raw: bytes) -> Given | Bad:
    (made,) = lines(io.BytesIO(raw + b"\n"))
    return made


@settings(max_examples=150, deadline=None)
@given(st.lists(st.binary(max_size=60), max_size=5))
def test_any_bytes_give_one_answer_a_line_that_is_not_blank(given_lines: list[bytes]) -> None:
    body = b"\n".join(given_lines)
    made = list(lines(io.BytesIO(body)))
    told = [number for number, raw in enumerate(body.split(b"\n"), 1) if raw.strip()]
    assert [line.number for line in made] == told


@settings(max_examples=150, deadline=None)
@given(JSON)
def test_any_json_is_a_document_or_one_line_on_why_not(value: object) -> None:
    made = one(json.dumps(value).encode())
    if isinstance(made, Bad):
        assert made.error
        assert "\n" not in made.error
    else:
        assert isinstance(value, dict)
        assert made.id == value["id"]


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_a_text_is_taken_exactly_as_it_is(text: str) -> None:
    made = one(json.dumps({"id": 1, "text": text}).encode())
    assert isinstance(made, Given)
    assert made.articles[0].revision.text == text


def test_a_line_that_is_too_long_is_passed_over() -> None:
    good = b'{"id": 1, "text": "x"}\n'
    stream = io.BytesIO(good + b"y" * 100 + b"\n" + good + b"z" * 50)
    made = list(lines(stream, most=25))
    assert [isinstance(line, Bad) for line in made] == [False, True, False, True]
    assert [line.number for line in made] == [1, 2, 3, 4]


def test_what_is_written_is_utf_8_whatever_is_in_it() -> None:
    stream = io.BytesIO()
    write(stream, {"id": "\ud800"})
    write(stream, {"id": "é"})
    assert stream.getvalue().decode().splitlines() == ['{"id": "\\ud800"}', '{"id": "é"}']
