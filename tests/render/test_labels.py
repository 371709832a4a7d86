"""English is whole, German proves that another language can be."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from newsletter.model import Coverage, Look, Masthead, Trouble
from newsletter.render.formats import render
from newsletter.render.labels import WORDS, Count, Labels, labels, languages
from newsletter.render.view import view
from tests.render.continued import continued

if TYPE_CHECKING:
    from newsletter.render.formats import Format
    from tests.render.conftest import Make

MARKUP = re.compile(r"<style.*?</style>|<[^>]*>", re.DOTALL)
GERMAN = Look(language="de")
SLOT = datetime(2026, 11, 23, 6, tzinfo=UTC)
BY_BABEL = {"language", "days", "months"}
# Words of the English frame that are neither German nor in the stories of the tests.
ENGLISH = re.compile(
    r"\b(?:At a glance|By the numbers|Also today|Sources|stories|minutes?|reports?|outlets?|"
    r"feeds|answered|failing|entries|held|Update|Revised|Changed|Said before|Says now|Taken out|"
    r"Put in|You get|View|Unsubscribe|paragraph|Monday, \d+|CET|No answer)\b"
)


@pytest.mark.parametrize("language", [code for code in languages() if code != "en"])
def test_a_language_has_every_label_with_the_same_places_to_fill(language: str) -> None:
    words = tomllib.loads((WORDS / f"{language}.toml").read_text("utf-8"))
    english = Labels()
    wanted = {field.name for field in fields(Labels)} - BY_BABEL
    assert wanted - words.keys() == set()
    for key in wanted:
        label = getattr(english, key)
        if isinstance(label, Count):
            assert {"one", "other"} <= words[key].keys(), key
        elif isinstance(label, tuple):
            assert len(words[key]) == len(label) == 2, key
        else:
            assert set(re.findall(r"{\w+}", words[key])) == set(re.findall(r"{\w+}", label)), key


def test_a_language_without_labels_has_the_english_ones(make_edition: Make) -> None:
    assert labels("fr") is not labels("de")
    assert labels("fr").glance == "At a glance"
    edition = make_edition(2)
    assert view(replace(edition, look=Look(language="fr"))) == view(edition)


def test_german_says_all_of_it_in_german(make_edition: Make) -> None:
    shown = view(replace(make_edition(12), look=GERMAN))
    assert (shown.lang, shown.dir) == ("de", "ltr")
    assert shown.date == "Montag, 23. November 2026"
    assert (shown.time, shown.stories) == ("07:00 Uhr MEZ", "15 Meldungen")
    assert shown.minutes == "4 Min. Lesezeit"
    assert shown.full[0].sources[0].when == "23. November, 06:40 Uhr MEZ"
    assert shown.full[3].sources[0].when == "22. November, 23:47 Uhr MEZ"
    assert shown.full[0].numbers[0].change == "plus 40%"
    assert shown.full[2].bullets[0].line.place.endswith("Absatz 3")
    late = Coverage(
        feeds=1200,
        answered=1199,
        entries=20_118,
        stories=1,
        troubles=(Trouble("A", "HTTP 503", since=SLOT - timedelta(days=6)),),
    )
    told = view(replace(make_edition(0, also=0), coverage=late, look=GERMAN))
    assert told.coverage == (
        "1.200 Feeds, 1.199 erreicht, 1 ohne Antwort seit Dienstag; 20.118 Einträge, 1 Meldung"
    )


@pytest.mark.parametrize("form", ["md", "html", "email", "text"])
def test_no_english_word_is_left_in_a_german_frame(make_edition: Make, form: Format) -> None:
    edition = replace(continued(make_edition(12)), look=GERMAN)
    for one in (edition, replace(edition, masthead=Masthead())):
        made = MARKUP.sub(" ", render(one, form).decode())
        assert sorted(set(ENGLISH.findall(made))) == []


def test_more_plural_forms_are_used_where_a_language_has_them() -> None:
    count = Count("artykuł", "artykułu", (("few", "artykuły"), ("many", "artykułów")), "pl")
    assert [count(n) for n in (1, 3, 12)] == ["1 artykuł", "3 artykuły", "12 artykułów"]
