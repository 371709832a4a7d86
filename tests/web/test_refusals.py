"""What cannot be shown is said in the language of the newsletter that was asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from newsletter.render.labels import labels
from newsletter.web.refusals import said

if TYPE_CHECKING:
    from tests.web.conftest import Site


@pytest.mark.parametrize(
    ("path", "method", "language", "status"),
    [
        ("/abend/2026-11-23T0700/", "GET", "de", 404),
        ("/abend/nothing/at/all", "GET", "de", 404),
        ("/abend/feed.atom", "GET", "de", 404),
        ("/abend/?page=0", "GET", "de", 404),
        ("/abend/", "POST", "de", 405),
        ("/unsubscribe?list=abend", "DELETE", "de", 405),
        ("/morning/nothing", "GET", "en", 404),
        ("/nothing", "GET", "en", 404),
    ],
)
def test_a_refusal_speaks_the_language_of_its_newsletter(
    site: Site, path: str, method: str, language: str, status: int
) -> None:
    """Where no newsletter is named, that of the first, as on the page of all."""
    response, body = site.ask(path, method)
    heading, text = said(labels(language), status)
    assert response.status == status
    page = body.decode()
    assert f'<html lang="{language}" dir="ltr">' in page
    assert f"<h1>{heading}</h1>" in page
    assert f"<p>{text}</p>" in page


def test_another_name_is_refused_in_that_language_too(site: Site) -> None:
    response, body = site.ask("/abend/", Host="elsewhere.example")
    assert response.status == 421
    assert "Falscher Name" in body.decode()


@pytest.mark.parametrize(
    ("path", "home"),
    [
        ("/nothing", "/"),
        ("/nothing/at/all", "/"),
        ("/abend/nothing", "/abend/"),
        ("/abend/nothing/at/all/", "/abend/"),
    ],
)
def test_a_missing_page_leads_to_those_that_are_there(site: Site, path: str, home: str) -> None:
    response, body = site.ask(path)
    assert response.status == 404
    (link,) = re.findall(r'<li><a href="([^"]+)"', body.decode())
    assert urljoin(path, link) == home
    assert site.ask(home)[0].status == 200


def test_no_word_of_the_address_stands_in_the_page(site: Site) -> None:
    _, body = site.ask("/abend/%3Cscript%3Ealert(1)%3C/script%3E/../x")
    assert b"alert" not in body
