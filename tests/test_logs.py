from __future__ import annotations

import io
import json
import logging
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.logs import FORMATS, event, log_to, reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.logs import LogFormat

log = logging.getLogger("newsletter.test")
HOSTILE = 'up\nlevel=error event=forged\r\x1b[2J\x9b1m\u2028\u202e\x00\ud800"\\'


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, raising = root.handlers[:], root.level, logging.raiseExceptions
    yield
    root.handlers[:], logging.raiseExceptions = handlers, raising
    root.setLevel(level)


def told(form: LogFormat, **fields: object) -> str:
    stream = io.StringIO()
    log_to(stream, form)
    log.warning(event("trouble", **fields))
    return stream.getvalue()


def test_a_line_is_key_and_value_with_its_time_in_utc() -> None:
    line = told(
        "logfmt",
        newsletter="morning",
        slot=datetime(2026, 11, 23, 7, tzinfo=UTC),
        feed="a b",
        edition=None,
        new=3,
        duration=timedelta(seconds=1.23456),
    )
    at, _, rest = line.partition(" ")
    assert re.fullmatch(r"time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", at)
    assert rest == (
        "level=warning event=trouble newsletter=morning slot=2026-11-23T07:00:00+00:00"
        ' feed="a b" new=3 duration=1.235\n'
    )


def test_as_json_numbers_are_numbers() -> None:
    line = json.loads(told("json", newsletter="morning", new=3, duration=timedelta(seconds=2)))
    assert line.pop("time").endswith("Z")
    assert line == {
        "level": "warning", "event": "trouble", "newsletter": "morning", "new": 3, "duration": 2.0,
    }  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=100)
@given(text=st.text() | st.just(HOSTILE))
def test_no_text_forges_a_line_or_moves_a_cursor(form: LogFormat, text: str) -> None:
    line = told(form, reason=text)
    assert line.endswith("\n")
    assert len(line.splitlines()) == 1
    assert re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", line) is None
    if form == "json":
        assert json.loads(line)["reason"] == text
    else:
        (value,) = re.findall(r' reason=("(?:[^"\\]|\\.)*"|[^" ]+)$', line.strip())
        assert (json.loads(value) if value.startswith('"') else value) == text


@pytest.mark.parametrize("form", FORMATS)
def test_what_libraries_log_and_where_it_broke_are_one_line(form: LogFormat) -> None:
    stream = io.StringIO()
    log_to(stream, form, verbose=True)
    try:
        int(HOSTILE)
    except ValueError:
        logging.getLogger("library").debug("a %s", HOSTILE, exc_info=True)
    (line,) = stream.getvalue().splitlines()
    assert "library" in line
    assert "ValueError" in line


def test_an_error_that_says_nothing_is_called_by_its_kind() -> None:
    assert reason(ValueError()) == "ValueError"
    assert reason(ValueError("two\n lines")) == "two lines"
