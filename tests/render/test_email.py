from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.model import Look, Masthead
from newsletter.render.email import cut, email_html, size_limit
from newsletter.render.eml import message
from newsletter.render.view import view
from newsletter.text.safe import plain
from tests.render.many import editions

if TYPE_CHECKING:
    from newsletter.model import Edition
    from newsletter.render.stories import StoryView
    from tests.render.conftest import Make

KINDS = ["english", "rtl", "cjk", "hostile"]
VOID = {"meta", "br", "wbr"}
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


class Page(HTMLParser):
    """Elements with attributes, in order, and the text between them; knows what is left open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute twice on {tag}"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def with_texts(edition: Edition, *texts: str) -> Edition:
    """The edition with the first story's headline and sentences replaced."""
    headline, *sentences = texts
    item = edition.items[0]
    assert item.summary.headline
    quotes = item.summary.sentences
    summary = replace(
        item.summary,
        headline=replace(item.summary.headline, text=headline),
        sentences=tuple(
            replace(quote, text=text) for quote, text in zip(quotes, sentences, strict=True)
        ),
    )
    return replace(edition, items=(replace(item, summary=summary), *edition.items[1:]))


@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_runs_nothing_loads_nothing_and_links_only_outward(
    make_edition: Make, kind: str
) -> None:
    page = Page(email_html(make_edition(6, kind)))
    assert not page.unbalanced
    assert not page.open
    names = {name for name, _ in page.elements}
    assert names <= {
        *("html", "head", "meta", "title", "style", "body", "div", "table", "tr", "td", "th"),
        *("h1", "h2", "p", "ol", "ul", "li", "a", "b", "br", "wbr", "span"),
    }
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "src"]
        assert "url(" not in (attributes.get("style") or "")
    hrefs = [link["href"] or "" for link in page.all("a")]
    assert all(re.match(r"https?://[^/]|mailto:", href) for href in hrefs)


@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_is_built_as_screen_readers_and_clients_want_it(
    make_edition: Make, kind: str
) -> None:
    html = email_html(make_edition(6, kind))
    page = Page(html)
    assert len(page.all("h1")) == 1
    assert {name for name, _ in page.elements if re.fullmatch(r"h\d", name)} == {"h1", "h2"}
    roots = [one for one in page.all("div") if one.get("role") == "article"]
    assert [(one["lang"], one["dir"]) for one in roots] == [("en", "ltr")]
    # A table without a role is one of data: it has header cells.
    data = [one for one in page.all("table") if one.get("role") != "presentation"]
    assert len(page.all("table")) - len(data) == 1
    assert len(data) == html.count(">By the numbers</th>")
    assert all(one["align"] in {"left", "right"} for one in page.all("th") if "scope" in one)
    style = re.search(r"<style>\n(.*?)</style>", html, re.DOTALL)
    assert style
    assert len(style[1]) < 2048


@pytest.mark.parametrize(("count", "also", "limit"), [(1, 3, 30), (12, 3, 30), (60, 20, 80)])
def test_a_mail_stays_within_its_size(
    make_edition: Make, count: int, also: int, limit: int
) -> None:
    html = email_html(make_edition(count, also=also))
    assert len(html.encode()) <= limit * 1000
    assert all(f">{story.headline}<" in html.replace("&amp;", "&")
               for story in view(make_edition(count, also=also)).full)  # fmt: skip


def test_twelve_stories_are_told_in_full(make_edition: Make) -> None:
    shown, html = view(make_edition(12)), email_html(make_edition(12))
    page = Page(html)
    assert all(one.text in page.text for story in shown.full for one in story.passages)
    assert all(one.line.text in page.text for story in shown.full for one in story.bullets)


@pytest.mark.parametrize("kind", ["english", "rtl", "cjk"])
def test_no_script_costs_a_story_among_twelve(make_edition: Make, kind: str) -> None:
    html = email_html(make_edition(12, kind))
    assert len(html.encode()) <= 30_000
    assert html.count('<h2 style="margin:0 0 10px') == 12


def test_what_is_too_many_even_as_headlines_is_counted(make_edition: Make) -> None:
    html = email_html(make_edition(200, also=900))
    assert 70_000 < len(html.encode()) <= 80_000
    assert re.search(r"And \d+ stories more in the edition online\.", html)


def test_cuts_take_the_least_first_and_from_the_end(make_edition: Make) -> None:
    shown = view(make_edition(4, also=2))

    def marked(story: StoryView) -> bool:
        return any(":~:" in (one.link or "") for one in story.passages)

    assert [bool(story.numbers) for story in cut(shown, 1).full] == [True, True, False, False]
    assert not any(story.numbers for story in cut(shown, 4).full)
    assert [marked(story) for story in cut(shown, 4).full] == [marked(one) for one in shown.full]
    plain = cut(shown, 8)
    assert not any(marked(story) for story in plain.full)
    assert [one.line.link is None for story in plain.full for one in story.bullets] == [
        one.line.link is None for story in shown.full for one in story.bullets
    ]
    fewer = cut(shown, 10)
    assert (len(fewer.full), len(fewer.also)) == (2, 4)
    assert fewer.also[0].headline == shown.full[2].headline
    assert (len(cut(shown, 13).full), len(cut(shown, 13).also)) == (0, 5)


def test_the_size_limit_grows_with_the_stories() -> None:
    assert [size_limit(stories) for stories in (0, 12, 36, 60, 500)] == [
        *(30_000, 30_000, 55_000, 80_000, 80_000)
    ]


def test_a_one_off_has_no_link_to_leave_and_no_address(make_edition: Make) -> None:
    html = email_html(make_edition(3, masthead=Masthead()))
    assert "nsubscribe" not in html
    assert "You get this" not in html
    assert "(press-release.eml, paragraph 1)" in html


def test_headlines_at_a_glance_are_not_linked_and_those_of_stories_are(make_edition: Make) -> None:
    html = email_html(make_edition(5))
    glance = html.partition("At a glance")[2].partition("</ol>")[0]
    assert glance.count("<li") == 5
    assert "<a" not in glance
    assert len(re.findall(r"<h2[^>]*><a ", html)) == 5


def test_a_mail_in_english_says_where_its_texts_are_not(make_edition: Make) -> None:
    html = email_html(make_edition(2, "rtl"))
    assert '<td class="c r" lang="ar" dir="rtl"' in html
    assert '<b><span lang="en" dir="ltr"><a ' in html
    assert '<b lang="en"><a ' in email_html(make_edition(2, "cjk"))


def test_a_footer_is_markdown_without_raw_html(make_edition: Make) -> None:
    look = Look(footer="# Not *advice*\n\n<script>x</script> [Terms](https://a.example/terms)")
    html = email_html(replace(make_edition(1), look=look))
    assert '<p style="margin:0 0 10px">Not <em>advice</em></p>' in html
    assert re.search(
        r'<a style="color:#565c66" href="https://a.example/terms"[^>]*>Terms</a>', html
    )
    assert "<script" not in html


@settings(max_examples=60, deadline=None)
@given(headline=ANY_TEXT, first=ANY_TEXT, second=ANY_TEXT)
def test_any_text_is_shown_as_it_is(
    make_edition: Make, headline: str, first: str, second: str
) -> None:
    edition = with_texts(make_edition(1, also=0), headline, first, second)
    page = Page(email_html(edition))
    assert not page.unbalanced
    assert not page.open
    shown = " ".join(page.text.split())
    for text in (headline, first, second):
        assert " ".join(plain(text).replace("\ufffd", "").split()) in shown


def checker() -> Path:
    """Where the outside checker is set up; its own folder unless the environment says."""
    shared = Path(__file__).parents[3] / "shared/checks/email"
    return Path(os.environ.get("NEWSLETTER_EMAIL_CHECKS", shared))


@pytest.mark.shared
@pytest.mark.browser
def test_the_outside_checker_finds_nothing(make_edition: Make, tmp_path: Path) -> None:
    tools = checker()
    if not all((tools / need).exists() for need in ("node_modules", "venv", "check_email.py")):
        pytest.skip("shared: the mail checker is not set up (NEWSLETTER_EMAIL_CHECKS=its folder)")
    made = dict(editions(make_edition))
    for name, edition in made.items():
        (tmp_path / f"{name}.eml").write_bytes(message(edition))
    report = tmp_path / "report.json"
    subprocess.run(
        [
            *(tools / "venv/bin/python", tools / "check_email.py", "--quiet", "--json", report),
            *sorted(tmp_path.glob("*.eml")),
        ],
        check=False,
        capture_output=True,
        timeout=600,
    )
    found = json.loads(report.read_text())
    assert len(found) == len(made)
    for name, told in found.items():
        assert told["metrics"]["browser"], f"{name}: not opened in a browser"
        german = made[name].look.language == "de"  # the checker looks for the English word alone
        known = {"legal.unsubscribe"} if german else set()
        items = [item for item in told["items"] if item[0] != "INFO" and item[1] not in known]
        assert items == [], name
