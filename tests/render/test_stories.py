from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from newsletter.errors import RenderError
from newsletter.model import Masthead
from newsletter.render.shown import unstopped
from newsletter.render.stories import in_brief
from newsletter.render.view import view

if TYPE_CHECKING:
    from tests.render.conftest import Make


def test_the_pieces_around_a_key_figure_make_the_line(make_edition: Make) -> None:
    for kind in ("english", "rtl", "cjk", "hostile"):
        for story in view(make_edition(6, kind)).full:
            for bullet in story.bullets:
                line = bullet.line
                assert line.lead + line.key + line.rest == line.text


def test_sentences_of_one_source_share_a_link(make_edition: Make) -> None:
    passages = view(make_edition(1)).full[0].passages
    assert len(passages) == 1
    assert passages[0].text.endswith("from 2029. The order is worth $2.1 billion and is the"
                                     " largest in the 61 years of the company.")  # fmt: skip
    assert passages[0].link is not None
    assert passages[0].link.count("text=") == 2


def test_a_file_is_told_by_name_and_paragraph(make_edition: Make) -> None:
    story = view(make_edition(3, masthead=Masthead())).full[2]
    assert [one.place for one in story.passages] == [
        "press-release.eml, paragraph 1",
        "press-release.eml, paragraph 2",
    ]
    assert [one.link for one in story.passages] == [None, None]
    assert story.link is None


@pytest.mark.parametrize(
    ("kind", "languages", "ways"),
    [
        ("rtl", ["ar", "he", "fa", "ur"], ["rtl"] * 4),
        ("cjk", ["zh", "ja"], ["ltr"] * 2),
        ("hostile", ["", "", ""], ["ltr"] * 3),
    ],
)
def test_each_story_has_its_language_and_direction(
    make_edition: Make, kind: str, languages: list[str], ways: list[str]
) -> None:
    stories = view(make_edition(len(languages), kind)).full
    assert [story.lang for story in stories] == languages
    assert [story.dir for story in stories] == ways


def test_a_story_without_headline_takes_its_sources_title(make_edition: Make) -> None:
    edition = make_edition(1)
    bare = replace(edition.items[0], summary=replace(edition.items[0].summary, headline=None))
    story = view(replace(edition, items=(bare,))).full[0]
    assert story.headline == edition.sources[0].title
    assert story.link == edition.sources[0].url


def test_no_name_and_no_headline_poses_as_another_site(make_edition: Make) -> None:
    story = view(make_edition(2, "hostile")).full[1]
    assert story.headline == "www.bank.example"
    assert story.link is None
    assert story.sources[0].name == "evil.example"


def test_a_text_without_end_leaves_room_for_the_others(make_edition: Make) -> None:
    def endless(story: dict[str, Any]) -> dict[str, Any]:
        return {**story, "title": "t" * 9000, "sentences": ["s" * 9000]}

    story = view(make_edition(1, change=endless)).full[0]
    assert (len(story.headline), len(story.passages[0].text)) == (500, 2000)
    assert story.sentences[0].lead == story.sentences[0].text == "s" * 1999 + "…"


def test_a_source_without_a_name_is_called_by_its_host(make_edition: Make) -> None:
    nameless = make_edition(3, also=0, change=lambda story: {**story, "name": ""})
    assert [one.name for one in view(nameless).sources] == [
        *("news.harbourwire.example", "Port Ledger", "www.meridianjournal.example", "[4]")
    ]


def test_a_quotation_of_no_source_is_an_error_of_the_edition(make_edition: Make) -> None:
    with pytest.raises(RenderError, match="morning/2026-11-23T0700: quotes revision"):
        view(replace(make_edition(1), sources=()))


def test_a_mail_tells_three_bullets_and_their_figures(make_edition: Make) -> None:
    def six(story: dict[str, Any]) -> dict[str, Any]:
        bare = [[*bullet[:3], []] for bullet in story["bullets"][:2]]
        return {**story, "bullets": [*bare, *story["bullets"]]}

    story = view(make_edition(1, change=six)).full[0]
    assert (len(story.bullets), len(story.numbers)) == (5, 2)
    assert [row.bullet for row in story.numbers] == [2, 3]
    brief = in_brief(story)
    assert (len(brief.bullets), brief.numbers) == (3, ())


def test_bullets_end_without_a_full_stop_and_are_whole_in_the_manuscript(
    make_edition: Make,
) -> None:
    for edition in (make_edition(6), make_edition(1, "cjk")):
        for item, story in zip(edition.items, view(edition).full, strict=True):
            for bullet, shown in zip(item.summary.bullets, story.bullets, strict=True):
                assert shown.whole == bullet.quote.text
                assert shown.line.text == bullet.quote.text.rstrip(".。")
                assert shown.line.lead + shown.line.key + shown.line.rest == shown.line.text


@pytest.mark.parametrize("end", ["in the U.S.", "by Kestrel Corp.", "at 9 a.m.", "and so on..."])
def test_a_stop_that_belongs_to_the_last_word_stays(end: str) -> None:
    assert unstopped(f"It was sold {end}") == f"It was sold {end}"
