"""Expressions of settings find what they say, and none takes long, whatever it or the text is."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.config.rules import newsletter_problems
from newsletter.config.settings import Newsletter
from newsletter.digest.options import DigestOptions
from newsletter.digest.regexes import expression, found_in


@pytest.mark.parametrize("said", ["batteries", "/", "//", "and/or", "/ path", "C++"])
def test_what_does_not_stand_between_slashes_is_a_phrase(said: str) -> None:
    assert expression(said) is None


@pytest.mark.parametrize(
    ("said", "text", "found"),
    [
        ("/batter(?:y|ies)/", "Of BATTERIES", True),
        (r"/\bq[1-4] 20\d\d\b/", "in q3 2026, sales", True),
        (r"/^mill.*burns?$/", "so\nmill in oslo burns\nagain", True),
        ("/[)*+]x/", "a +x", True),
        ("/gold/", "x" * 2500 + " gold", True),
        ("/gold/", "x" * 190 + " gold " + "x" * 300, True),
        ("/gold/", "x" * 5000 + " gold", False),
    ],
)
def test_an_expression_is_looked_for_line_by_line(said: str, text: str, *, found: bool) -> None:
    pattern = expression(said)
    assert pattern
    assert found_in(pattern, text) is found


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("/(a+)+b/", "repeats a group"),
        ("/(?:a|aa){2,}b/", "repeats a group"),
        (r"/(a)\1/", "refers to"),
        ("/(?=a)b/", "looks around"),
        ("/(?P<n>a)/", "looks around"),
        ("/a*b*c*/", "3 open repetitions"),
        ("/a{5000}/", "more than 99 times"),
        ("/[a/", "is no regular expression"),
        ("/" + "a" * 300 + "/", "longer than 200"),
    ],
)
def test_what_could_hang_is_refused_with_its_reason(said: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        expression(said)


def test_settings_tell_of_every_bad_expression_at_once() -> None:
    bad = DigestOptions(mute=("/(a+)+/",), boost=("/[/", "fine"))
    told = [line for line in newsletter_problems(Newsletter(name="m", digest=bad)) if "`" in line]
    assert any(line.startswith("`mute`: '/(a+)+/' repeats a group") for line in told)
    assert any(line.startswith("`boost`: '/[/' is no regular expression") for line in told)


def test_the_worst_that_is_allowed_takes_a_fraction_of_a_second() -> None:
    pattern = expression("/a*a*b/")
    assert pattern
    begin = time.process_time()
    assert not found_in(pattern, "a" * 100_000)
    assert time.process_time() - begin < 3


@settings(max_examples=150, deadline=None)
@given(st.text("ab(|)*+?{}[]\\1,^$.:= ", max_size=14), st.text("ab\n", max_size=400))
def test_any_expression_is_refused_or_answers_soon(said: str, text: str) -> None:
    begin = time.process_time()
    try:
        pattern = expression(f"/{said}/")
    except ValueError as error:
        wrong = str(error)
        pattern = None
    else:
        wrong = ""
    assert "\n" not in wrong
    if pattern:
        found_in(pattern, text)
        assert isinstance(pattern, re.Pattern)
    assert time.process_time() - begin < 3
