from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.store.identity import alike, guid_key, keys, shared_urls, text_key, url_key

if TYPE_CHECKING:
    from tests.store.conftest import Tell

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_guid_is_its_feeds_and_http_is_https(tell: Tell) -> None:
    secure, _ = tell("https://a.example/1", feed="https://a.example/feed")
    plain, _ = tell("http://a.example/1", feed="http://a.example/feed")
    other, _ = tell("https://a.example/1", feed="https://b.example/feed")
    assert guid_key(secure) == guid_key(plain)
    assert guid_key(secure) != guid_key(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/news/1", "http://A.example/news/1/?utm_source=feed", True),
        ("https://a.example/news/1", "https://a.example/news/1#:~:text=ferries", True),
        ("https://a.example/news/1", "https://a.example/news/1#utm_source=x", True),
        ("https://a.example/news/1", "https://a.example/news/2", False),
        ("https://a.example/?p=1", "https://a.example/?p=2", False),
        ("https://a.example/changes#v1.1", "https://a.example/changes#v1.2", False),
    ],
)
def test_two_links_to_one_page_are_one(one: str, other: str, *, same: bool) -> None:
    assert (url_key(one) == url_key(other)) is same


@pytest.mark.parametrize(
    "link", [None, "", "https://a.example", "https://a.example/", "mailto:a@b"]
)
def test_a_front_page_is_no_identity(link: str | None) -> None:
    assert url_key(link) == ""


def test_the_same_text_is_the_same_item_in_any_feed(tell: Tell) -> None:
    one = tell("1", feed="a", title="Ferries ordered", link="https://a.example/1")
    other = tell("2", feed="b", title="FERRIES  ordered", text=one[1].text + "\n")
    assert text_key(*one) == text_key(*other)


def test_a_title_alone_is_no_identity(tell: Tell) -> None:
    """A feed of headlines, or one whose every text is "Comments", repeats titles."""
    for text in ("", "Comments"):
        undated = tell("1", title="Market report", text=text, link="https://a.example/1")
        assert text_key(*undated) == ""
        today = tell(
            "1", title="Market report", text=text, link="https://a.example/1", published=NOON
        )
        later = tell(
            "2",
            title="Market report",
            text=text,
            link="https://a.example/2",
            published=NOON.replace(day=24),
        )
        again = tell(
            "3", title="Market report", text=text, link="https://a.example/3", published=NOON
        )
        assert text_key(*today) not in {text_key(*later), ""}
        assert text_key(*today) == text_key(*again)


def test_a_short_file_without_a_link_is_known_by_its_text(tell: Tell) -> None:
    assert text_key(*tell("a.txt", title="Note", text="Hi.")) == text_key(
        *tell("b.txt", title="Note", text="Hi.", published=NOON)
    )


def test_a_link_that_several_items_of_a_feed_share_is_found(tell: Tell) -> None:
    page = "https://a.example/status"
    told = [tell("1", link=page), tell("2", link=page), tell("3", feed="b", link=page)]
    told.append(tell("4", link=page + "/4"))
    keyed = [(entry, keys(entry, revision)) for entry, revision in told]
    assert shared_urls(keyed) == {(told[0][0].feed, url_key(page))}
    assert shared_urls([keyed[0], keyed[0]]) == frozenset()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Nordhafen wins ferry order", "Nordhafen wins FERRY order", True),
        ("Nordhafen wins large ferry order", "Nordhafen wins ferry order", True),
        ("Release 1.2.3 is out", "Release 1.2.4 is out", False),
        ("Quote of Monday", "Quote of Tuesday", False),
        (
            "Results of the Werft for Q3 of this year",
            "Results of the Werft for Q4 of this year",
            False,
        ),
        ("", "", False),
    ],
)
def test_an_edited_headline_is_told_from_another(one: str, other: str, *, same: bool) -> None:
    assert alike(one, other) is same


@given(st.text(), st.text(), st.text(), st.one_of(st.none(), st.text()))
def test_anything_has_keys(guid: str, title: str, text: str, link: str | None) -> None:
    from newsletter.model import Entry, Revision

    entry = Entry("1", "s", "f", guid, title=title, link=link, content=text)
    found = keys(entry, Revision("r", title, text, ()))
    assert found.guid
    assert found == keys(entry, Revision("r", title, text, ()))
