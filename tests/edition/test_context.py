from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from newsletter.edition.compose import Told, compose
from newsletter.edition.context import REACHES, contexts
from newsletter.model import Bullet, Coverage, Quote, Span, Story, Summary
from newsletter.text.reading import article

if TYPE_CHECKING:
    from newsletter.edition.compose import Frame
    from newsletter.model import Article, Edition

TEXT = "Ferries stop. Harbour Lines orders two ships. Rivals watch.\n\nNobody objects. It ends."


def quoted(read: Article, phrase: str, *, last: bool = False) -> Quote:
    text = read.revision.text
    start = text.rindex(phrase) if last else text.index(phrase)
    return Quote(phrase, Span(read.revision.id, "text", start, start + len(phrase)))


def around(text: str, phrase: str) -> list[str]:
    read = article(text)
    return [one.text for one in contexts([quoted(read, phrase)], {read.revision.id: read})]


@pytest.mark.parametrize(
    ("phrase", "context"),
    [
        ("Harbour Lines orders two ships.", TEXT[:59]),
        ("orders two ships", TEXT[:59]),
        ("Ferries stop.", TEXT[:45]),
        ("Rivals watch.", TEXT[14:76]),
        ("It ends.", TEXT[61:]),
    ],
)
def test_a_quotation_has_the_sentences_on_either_side(phrase: str, context: str) -> None:
    assert around(TEXT, phrase) == [context]


def test_what_stands_alone_has_no_context() -> None:
    assert around("Ferries stop.", "Ferries stop.") == []


def test_a_heading_is_no_context() -> None:
    assert around("Ferries stop.\n\n# Weather\n\nIt rains.", "It rains.") == []


@pytest.mark.parametrize("word", ["word ", "船"])
def test_context_is_short_whatever_stands_around(word: str) -> None:
    text = f"{word * 400}. It ends. {word * 400}."
    (found,) = around(text, "It ends.")
    assert len("It ends.") + REACHES[0] <= len(found) <= len("It ends.") + 2 * REACHES[0]
    assert found in text


def test_where_little_may_be_quoted_the_context_is_shorter() -> None:
    text = f"{'word ' * 99}over. It ends. {'Word ' * 99}over."
    read = article(text)
    told = contexts(
        [quoted(read, "It ends.")], {read.revision.id: read}, lambda c: len(c.text) < 120
    )
    assert 60 < len(told[0].text) < 120
    assert contexts([quoted(read, "It ends.")], {read.revision.id: read}, lambda _: False) == ()


def test_an_article_cut_down_to_its_news_still_has_all_around_it() -> None:
    read = article(TEXT)
    cut = replace(read, sentences=read.sentences[1:2])
    told = contexts([quoted(read, "Harbour Lines orders two ships.")], {read.revision.id: cut})
    assert told[0].text == TEXT[:59]


def test_a_quotation_told_twice_has_its_context_once(edition: Edition, frame: Frame) -> None:
    spans = [one.span for one in edition.contexts]
    assert len(spans) == len(set(spans)) == 2
    assert compose((), (), frame, Coverage()).contexts == ()


def test_only_a_quotation_that_a_browser_would_miss_keeps_words_around_it(frame: Frame) -> None:
    """The first of two places is found without; the second, and one like the title, are not."""
    text = "Ferries stop today. It rains.\n\nPort shut. Again: Ferries stop today."
    read = article(text, title="Port shut")
    first, second = (
        quoted(read, "Ferries stop today."),
        quoted(read, "Ferries stop today.", last=True),
    )
    titled = quoted(read, "Port shut")
    story = Told(
        Story("s", (read,)),
        Summary(None, (first, second, titled), (Bullet("risks", "Risks", second),)),
    )
    (item,) = compose((story,), (), frame, Coverage(stories=1)).items
    found = [(one.before, one.after) for one in item.summary.sentences]
    assert found[0] == ("", "")
    assert found[1][0] == "Port shut. Again:"
    assert found[2] != ("", "")
    assert item.summary.bullets[0].quote == item.summary.sentences[1]
