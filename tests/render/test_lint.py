"""Mails and pages are looked at without a browser: each fault is told, and no other."""

from __future__ import annotations

import json
import random
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.model import Masthead
from newsletter.render.eml import message
from newsletter.render.formats import render
from newsletter.render.lint.check import MOST, lint
from newsletter.render.lint.css import declarations, stylesheet
from newsletter.render.lint.findings import MOST as MOST_OF_A_RULE
from newsletter.render.lint.mime import message as parts_of
from newsletter.render.lint.shades import ratio, shade
from newsletter.render.lint.tokens import tokens
from newsletter.render.lint.tree import read
from tests.render.broken import Case, broken, cases
from tests.render.many import editions
from tests.render.test_email import checker

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.render.lint.findings import Report
    from tests.render.conftest import Make


def faults(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings if finding.severity != "note"}


def page(inside: str, style: str = "") -> bytes:
    return (
        '<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>A quay</title>'
        f"<style>{style}</style></head><body><h1>A quay</h1>{inside}</body></html>"
    ).encode()


def told(inside: str, style: str = "", rule: str = "contrast") -> list[str]:
    found = lint(page(inside, style), "a.html", kind="page").findings
    return [finding.what for finding in found if finding.rule == rule]


def test_our_own_editions_have_no_fault(make_edition: Make) -> None:
    """Message and page, of every kind of story."""
    for name, edition in editions(make_edition):
        for kind in ("eml", "html"):
            data = render(edition, kind)
            report = lint(data, f"{name}.eml" if kind == "eml" else f"{name}.html")
            assert faults(report) == set(), (name, kind, report.findings[:5])
            assert report.kind == ("page" if kind == "html" else "mail")


def test_a_draft_is_not_asked_for_what_only_a_list_has(make_edition: Make) -> None:
    report = lint(message(make_edition(3, masthead=Masthead())), "draft.eml")
    assert faults(report) == set()
    assert "draft" in {finding.rule for finding in report.findings}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.title)
def test_each_fault_is_told(make_edition: Make, case: Case) -> None:
    report = lint(broken(message(make_edition(5)), case), "a.eml")
    assert case.rule in faults(report)


@pytest.mark.shared
def test_what_the_outside_checker_finds_is_found_here_too(
    make_edition: Make, tmp_path: Path
) -> None:
    """All that it finds without a browser; contrast and letters it measures in one."""
    tools = checker()
    if not (tools / "venv").exists():
        pytest.skip("shared: the mail checker is not set up (NEWSLETTER_EMAIL_CHECKS=its folder)")
    good = message(make_edition(5))
    known = [case for case in cases() if case.outside and "axe." not in case.outside]
    known = [case for case in known if case.outside != "type.tiny"]
    for number, case in enumerate(known):
        (tmp_path / f"case{number}.eml").write_bytes(broken(good, case))
    report = tmp_path / "report.json"
    subprocess.run(
        [
            *(tools / "venv/bin/python", tools / "check_email.py", "--json", report),
            *("--quiet", "--no-browser", "--no-vnu"),
            *sorted(tmp_path.glob("*.eml")),
        ],
        check=False,
        capture_output=True,
        timeout=300,
    )
    found = json.loads(report.read_text())
    for number, case in enumerate(known):
        names = {item[1] for item in found[f"case{number}"]["items"]}
        assert case.outside in names, case.title


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#777", "white", 4.48),  # the ratios that WCAG's own examples and checkers give
        ("#767676", "#fff", 4.54),
        ("black", "rgb(255, 255, 255)", 21.0),
        ("hsl(0, 100%, 50%)", "white", 4.0),
        ("rgba(0, 0, 0, 0.5)", "white", 3.95),
        ("#0008", "white", 4.45),
    ],
)
def test_contrast_is_as_wcag_counts_it(one: str, other: str, expected: float) -> None:
    words, ground = shade(one), shade(other)
    assert words is not None
    assert ground is not None
    assert ratio(words, ground) == pytest.approx(expected, abs=0.03)


def test_colours_are_found_where_a_browser_finds_them() -> None:
    grey = '<p class="a" id="b">Pale</p>'
    assert told(grey, ".a{color:#aaa}")
    assert not told(grey, ".a{color:#aaa}#b{color:#333}")
    assert told(grey, "#b{color:#333}p{color:#aaa!important}")
    assert not told(grey, "div .a{color:#aaa}")
    assert told(f"<div><b>{grey}</b></div>", "div .a{color:#aaa}")
    assert not told(f"<div><b>{grey}</b></div>", "div > .a{color:#aaa}")
    assert told(grey, ":root{--soft:#aaa}.a{color:var(--soft)}")
    assert not told(grey, "@media print{.a{color:#aaa}}")
    assert not told('<p style="color:#aaa;background:url(x.png)">Pale</p>')
    assert not told('<p style="color:#949494;font-size:24px">Large</p>')
    assert not told('<p style="color:#aaa;display:none">Hidden</p>')
    assert told('<table bgcolor="#222222"><tr><td>Dark</td></tr></table>')


def test_dark_mode_is_judged_by_its_own_styles() -> None:
    style = ":root{color-scheme:light dark}@media(prefers-color-scheme:dark){body{color:#444}}"
    assert [line for line in told("<p>Words</p>", style) if "in dark mode" in line]
    assert not told("<p>Words</p>", ":root{color-scheme:light dark}")


def test_a_page_is_not_asked_for_what_mails_need() -> None:
    style = "p{display:flex;position:relative}"
    assert faults(lint(page("<main><p>Words</p></main>", style), "a.html")) == set()


def test_a_finding_names_its_line() -> None:
    data = page("\n\n\n<a href=''>Nowhere</a>")
    (found,) = (one for one in lint(data, "a.html").findings if one.rule == "link-empty")
    assert found.line == 4


def test_many_findings_of_one_rule_are_counted() -> None:
    lines = lint(page("\n<a href=''>Nowhere</a>" * 50), "a.html", kind="page").findings
    links = [one.what for one in lines if one.rule == "link-empty"]
    assert len(links) == MOST_OF_A_RULE + 1
    assert links[-1] == "and 45 more of these"


def hostile() -> dict[str, bytes]:
    """A part of what is looked at, as all of it takes time in proportion."""
    big = MOST // 12
    return {
        "deep": b"<div>" * (big // 5),
        "cells": b"<table><tr><td>" * (big // 15),
        "comments": b"<!--" * (big // 4),
        "brackets": b"<" * big,
        "attributes": b"<a " + b" ".join(b"b%d" % n for n in range(90_000)) + b">",
        "blocks": b"<style>" + b"@media x{" * (big // 9),
        "selectors": b"<style>" + b"* * * * *{color:red}" * 600 + b"</style>"
        + b"<div>" * 500 + b"<b>x</b>" * 5_000,
        "styles": b"<style>*{color:#777}</style>" * (big // 28),
        "number": b"&#" + b"9" * big,
        "noise": random.Random(1).randbytes(big),  # noqa: S311 - any noise
        "nul": b"\0" * big,
    }  # fmt: skip


HOSTILE_MAILS = {
    "nested": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(20_000)
    ),
    "parts": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 90_000,
    "folded": b"Subject: x" + b"\r\n y" * 250_000,
    "charset": b'Content-Type: text/html; charset="\0"\r\n\r\nhi',
    "codec": b"Content-Type: text/html; charset=undefined\r\n\r\nhi",
    "base64": b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nA",
    "sender": b"From: " + b"(" * 400_000,
    "date": b"Date: Mon, 99 Nov 9999999999999999999 99:99:99 +99999999999",
}


@pytest.mark.parametrize("name", hostile())
def test_no_page_hangs_it(name: str) -> None:
    began = time.perf_counter()
    assert lint(hostile()[name], "a.html", kind="mail").findings
    assert time.perf_counter() - began < 20  # a second on an idle machine


@pytest.mark.parametrize("name", HOSTILE_MAILS)
def test_no_message_breaks_it(name: str) -> None:
    assert lint(HOSTILE_MAILS[name], "a.eml").count("error")


@settings(max_examples=150, deadline=None)
@given(st.text("<>/=\"'abh ref!-[]&#;x:{}@.()*\n\0é", max_size=120))
def test_any_characters_are_read(text: str) -> None:
    lint(text.encode(), "a.html")
    lint(text.encode(), "a.eml")
    parts_of(text.encode()).walk()
    stylesheet(text)
    declarations(text)
    document = read(text)
    for element in document.elements:
        assert element.parent < element.number < element.subtree <= len(document.elements)
        assert 0 <= element.words[0] <= element.words[1] <= len(document.texts)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_escaped_text_is_read_back(text: str) -> None:
    from html import escape

    found = "".join(token.value for token in tokens(escape(text)) if token.kind == "text")
    assert found == text or "\r" in text or "&" in text or "\0" in text


def test_a_place_where_a_line_may_break_parts_no_word() -> None:
    document = read("<p>過去最大の<wbr>投資 <b>rose</b><wbr>again</p>")
    assert [text.value for text in document.texts] == ["過去最大の投資 ", "rose", "again"]
    started = time.process_time()
    read("x<wbr>" * 150_000)
    assert time.process_time() - started < 5
