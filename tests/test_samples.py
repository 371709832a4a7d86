"""The samples are the first thing that a newcomer sees: they are whole, and they are ours."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from newsletter import assets
from newsletter.digest.bullets import bullets
from newsletter.digest.lens import load_lenses
from newsletter.sources.feeds import parse_feed
from newsletter.sources.folder import survey
from newsletter.sources.opml import read_opml
from newsletter.sources.seeds import read_seed
from newsletter.text.markup import read_html
from newsletter.text.reading import read, revision

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.model import Article

SEEDS = assets.folder("seeds")
FEEDS = assets.folder("feeds")
MORNING = datetime(2026, 11, 23, 7, tzinfo=UTC)


def documents() -> list[Article]:
    return [read(*read_seed(path, SEEDS)) for path in survey(SEEDS).files]


def entries() -> list[Article]:
    body = (FEEDS / "morning.atom.xml").read_bytes()
    parsed = parse_feed(body, "feeds/morning.atom.xml", now=MORNING)
    assert parsed.problem is None
    articles = []
    for entry in parsed.entries:
        markup = read_html(entry.content, entry.link)
        state = revision(entry.title, markup.text, markup.blocks, entry.language)
        articles.append(read(entry, state))
    return articles


def test_every_kind_of_document_has_a_sample_and_nothing_is_skipped() -> None:
    found = survey(SEEDS)
    assert {path.suffix for path in found.files} == {".txt", ".md", ".html", ".eml"}
    assert found.skipped == ()


@pytest.mark.parametrize("article", [*documents(), *entries()], ids=lambda a: a.entry.guid)
def test_a_sample_is_whole(article: Article) -> None:
    """Title, source, date of the days before the sample edition, language, sentences."""
    entry, state = article.entry, article.revision
    assert entry.title == state.title != ""
    assert entry.source not in {"", entry.guid}
    assert entry.published is not None
    assert timedelta(0) < MORNING - entry.published < timedelta(days=4)
    assert state.language == "en"
    assert len(article.sentences) > 4
    assert state.title not in state.text


@pytest.mark.parametrize("article", documents(), ids=lambda a: a.entry.guid)
def test_no_furniture_of_a_sample_is_quoted(article: Article) -> None:
    text = " ".join(map(article.text_of, article.sentences))
    assert not re.search(r"Share |Read more|Post Mail|Solberg|Callum|All rights|IMMEDIATE", text)


def test_each_lens_finds_something_in_the_samples() -> None:
    lenses = load_lenses()
    articles = [*documents(), *entries()]
    answered = {bullet.lens for article in articles for bullet in bullets((article,), lenses)}
    assert answered == {lens.id for lens in lenses}


def test_one_story_is_told_by_two_sources_with_different_figures() -> None:
    told = {a.entry.source: a.revision.text for a in entries() if "Silo 7" in a.revision.text}
    assert set(told) == {"Meridian Wire", "Coastline Press"}
    assert "$45 million" in told["Meridian Wire"]
    assert "$60 million" in told["Coastline Press"]


def test_the_starter_list_works_offline() -> None:
    listed = read_opml((FEEDS / "starter.opml").read_bytes())
    assert [one.url for one in listed] == ["morning.atom.xml"]
    assert (FEEDS / listed[0].url).is_file()


@pytest.mark.shared
def test_no_sentence_of_a_sample_is_anybody_elses(shared: Path) -> None:
    files = [path for path in (shared / "data").rglob("*") if path.suffix in {".txt", ".jsonl"}]
    assert files
    theirs = _folded(" ".join(path.read_text("utf-8") for path in files))
    for article in [*documents(), *entries()]:
        for sentence in map(article.text_of, article.sentences):
            assert _folded(sentence) not in theirs


def _folded(text: str) -> str:
    """Words alone, so that quotation marks and escapes do not hide a copy."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))
