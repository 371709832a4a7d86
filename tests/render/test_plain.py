from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.model import Look, Masthead
from newsletter.render.columns import width
from newsletter.render.email import email_html
from newsletter.render.plain import plain_text
from newsletter.text.safe import plain
from tests.render.many import editions

if TYPE_CHECKING:
    from newsletter.model import Edition
    from tests.render.conftest import Make


def words(html: str) -> Counter[str]:
    """The words a reader of the HTML sees."""
    body = html.partition("<body")[2]
    body = re.sub(r"<div style=\"display:none.*?</div>|<!--.*?-->", " ", body, flags=re.DOTALL)
    return Counter(re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", " ", body))))


@pytest.fixture(scope="module")
def made(make_edition: Make) -> dict[str, Edition]:
    return {
        name: edition for name, edition in editions(make_edition) if name != "stories60"
    }  # which is the same as twelve, again and again


NAMES = [
    *("stories1", "stories5", "stories12", "rtl", "cjk", "hostile", "hostile60", "long"),
    *("nobullets", "nofigures", "since", "look", "german", "sections", "differ", "differ-rtl"),
]


@pytest.mark.parametrize("name", NAMES)
def test_lines_end_at_72_columns_and_urls_are_whole(made: dict[str, Edition], name: str) -> None:
    text = plain_text(made[name])
    for line in text.split("\n"):
        assert width(line) <= 72 or re.fullmatch(r" *(?:https?://|mailto:)\S+", line), line
        assert line == line.rstrip()


@pytest.mark.parametrize("name", NAMES)
def test_every_link_of_the_html_stands_in_the_text(made: dict[str, Edition], name: str) -> None:
    edition = made[name]
    text = plain_text(edition).split()
    for href in re.findall(r'href="([^"]*)"', email_html(edition)):
        # A long mail's links may lead to the page where the text's lead to the sentence.
        assert any(unescape(href) in word for word in text)


@pytest.mark.parametrize("name", NAMES)
def test_the_text_says_what_the_html_says(made: dict[str, Edition], name: str) -> None:
    """At least 95 % of its words."""
    edition = made[name]
    seen = words(email_html(edition))
    # Between Chinese characters a line may end: compared without what stands between words.
    told = Counter(re.findall(r"\w+", plain_text(edition)))
    run = re.sub(r"\s+", "", plain_text(edition))
    missing = sum(count for word, count in (seen - told).items() if word not in run)
    assert missing <= 0.05 * seen.total()


def test_headings_are_underlined(make_edition: Make) -> None:
    lines = plain_text(make_edition(3)).split("\n")
    for heading in ("The Morning Brief", "At a glance", "Also today"):
        assert re.fullmatch(r"=+|-+", lines[lines.index(heading) + 1])
        assert len(lines[lines.index(heading) + 1]) == len(heading)


def test_figures_stand_in_columns(make_edition: Make) -> None:
    assert (
        "  By the numbers            Figure  Change\n"
        "  Spend plan          $2.1 billion  up 40%\n"
        "  Rally size: Shares          6.2%      up\n"
    ) in plain_text(make_edition(1))


def test_a_file_is_named_where_there_is_no_link(make_edition: Make) -> None:
    text = plain_text(make_edition(3, masthead=Masthead()))
    assert "(press-release.eml, paragraph 2)" in text
    assert "nsubscribe" not in text


def test_a_footer_keeps_its_paragraphs(make_edition: Make) -> None:
    look = Look(footer="Not advice.\nNot at all.\n\nSee the terms.")
    text = plain_text(replace(make_edition(1), look=look))
    assert "\nNot advice. Not at all.\n\nSee the terms.\n" in text


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_is_told_whole(make_edition: Make, text: str) -> None:
    edition = make_edition(1, also=0)
    summary = edition.items[0].summary
    quote = replace(summary.sentences[0], text=text)
    item = replace(edition.items[0], summary=replace(summary, sentences=(quote,), bullets=()))
    made = plain_text(replace(edition, items=(item,)))
    told = re.sub(r"\s+", "", made)
    assert re.sub(r"\s+", "", plain(text).replace("\ufffd", "")) in told
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", made)
