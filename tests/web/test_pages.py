"""Published editions are shown as they were delivered, and nothing else is there."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from sqlalchemy import update

from newsletter.edition.codec import from_json
from newsletter.render.formats import render
from newsletter.sources.feeds import parse_feed
from newsletter.store import tables
from newsletter.web.room import PER_PAGE, Kept
from tests.web.conftest import NOW

if TYPE_CHECKING:
    from tests.web.conftest import Site


def test_an_edition_is_the_same_bytes_as_in_its_folder(site: Site) -> None:
    key = site.publish("hostile")
    stored = from_json(site.store.editions.get(f"morning/{key}") or b"", key)
    for file, kind, called in (
        ("edition.html", "html", "text/html"),
        ("edition.md", "md", "text/markdown"),
        ("edition.txt", "text", "text/plain"),
        ("", "html", "text/html"),
    ):
        response, body = site.ask(f"/morning/{key}/{file}")
        assert response.status == 200
        assert body == render(stored, kind)  # type: ignore[arg-type] # a format's name
        assert response.headers["Content-Type"] == f"{called}; charset=utf-8"


NOT_THERE = (
    "/nobody/",
    "/nobody",
    "/morning/2026-11-23T0631/",
    "/morning/2026-11-23T0631",
    "/morning/{key}/edition.json",
    "/morning/{key}/edition.eml",
    "/morning/{key}/edition.email.html",
    "/morning/{key}/../../newsletter.db",
    "/morning/..%2f..%2fnewsletter.toml",
    "/morning/%2e%2e/%2e%2e/newsletter.toml",
    "/..//newsletter.toml",
    "//morning/",
    "/morning/%00/",
    "/morning/%ff%fe/",
    "/morning/%/",
    "/morning/" + "a" * 500 + "/",
    "/abend/{key}/",
    "/abend/feed.atom",
    "/morning/?page=0",
    "/morning/?page=2",
    "/morning/?page=-1",
    "/morning/?page=999999999999999999999",
    "/morning/?page=%C2%B2",
    "/MORNING/",
    "/favicon.ico",
    "/robots.txt",
)


def test_what_is_not_published_is_not_there(site: Site) -> None:
    key = site.publish()
    for path in NOT_THERE:
        response, body = site.ask(path.format(key=key))
        assert response.status == 404, path
        assert "noindex" in body.decode()
        assert response.headers["Cache-Control"] == "no-store"


def test_an_edition_that_is_still_at_work_appears_nowhere(site: Site) -> None:
    shown, hidden = site.publish(), site.publish()
    with site.store._database.write() as connection:  # SLF001: as a draft would stand in the ledger
        connection.execute(
            update(tables.slots)
            .where(tables.slots.c.key == hidden)
            .values(state="claimed", lease_until=NOW + timedelta(days=1))
        )
    assert site.ask(f"/morning/{hidden}/")[0].status == 404
    for page in ("/", "/morning/", "/morning/feed.atom"):
        body = site.ask(page)[1].decode()
        assert shown in body
        assert hidden not in body


def test_lists_lead_by_relative_links_to_pages_that_are_there(site: Site) -> None:
    keys = [site.publish() for _ in range(3)]
    front = site.ask("/")[1].decode()
    assert re.findall('href="(.*?)"', front) == [
        "morning/",
        f"morning/{keys[-1]}/edition.html",
        "abend/",
    ]
    listed = site.ask("/morning/")[1].decode()
    links = re.findall('href="(2.*?)"', listed)
    assert links == [f"{key}/edition.html" for key in keys[::-1]]
    assert {site.ask(f"/morning/{link}")[0].status for link in links} == {200}
    assert site.ask("/morning/index.html")[1].decode() == listed
    assert "Noch ist keine Ausgabe erschienen." in site.ask("/abend/")[1].decode()
    assert "&lt;Morning&gt;" in listed


def test_long_lists_come_in_pages(site: Site) -> None:
    for _ in range(PER_PAGE + 1):
        site.publish()
    first, second = (site.ask(f"/morning/?page={number}")[1].decode() for number in (1, 2))
    assert len(re.findall("<h3", first)) == PER_PAGE
    assert len(re.findall("<h3", second)) == 1
    assert re.findall('href="(.page=.)" rel="(.*?)"', first) == [("?page=2", "next")]
    assert re.findall('href="(.page=.)" rel="(.*?)"', second) == [("?page=1", "prev")]


def test_an_address_without_its_slash_leads_on_whatever_stands_before_it(site: Site) -> None:
    """Relative, so that it is right behind a proxy that takes a prefix away."""
    key = site.publish()
    for path, place in (("/morning", "morning/"), (f"/morning/{key}", f"{key}/")):
        response, _ = site.ask(path)
        assert (response.status, response.headers["Location"]) == (308, place)


def test_the_feed_is_read_by_ourselves(site: Site) -> None:
    keys = [site.publish(), site.publish()]
    response, body = site.ask("/morning/feed.atom")
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    found = parse_feed(body, "feed.atom", now=NOW)
    assert found.problem is None
    base = "https://news.example.org/brief/morning"
    assert [one.link for one in found.entries] == [
        f"{base}/{key}/edition.html" for key in keys[::-1]
    ]


def test_a_template_that_was_changed_is_used_at_once(site: Site) -> None:
    key = site.publish()
    before = site.ask(f"/morning/{key}/")[1]
    own = site.room.settings.root / "templates"
    own.mkdir()
    (own / "edition.html").write_text("{{ view.title }}")
    assert site.ask(f"/morning/{key}/")[1] != before
    (own / "edition.html").write_text("{{ nobody }}")
    response, body = site.ask(f"/morning/{key}/")
    assert response.status == 500
    assert "<h1>Failed</h1>" in body.decode()
    assert "nobody" not in body.decode()


def test_many_who_ask_at_once_get_the_same(site: Site) -> None:
    key = site.publish()
    told: list[bytes] = []
    threads = [
        Thread(target=lambda: told.append(site.ask(f"/morning/{key}/")[1])) for _ in range(40)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 40
    assert len(set(told)) == 1


def test_only_so_many_pages_are_kept() -> None:
    kept, made = Kept(most=2), []

    def page(name: str) -> bytes:
        made.append(name)
        return name.encode()

    found = [kept.get(name, partial(page, name)) for name in "abacab"]
    assert found == [b"a", b"b", b"a", b"c", b"a", b"b"]
    assert made == ["a", "b", "c", "b"]


def test_an_edition_belongs_to_its_newsletter_alone(site: Site) -> None:
    key = site.publish(newsletter="abend")
    assert site.ask(f"/abend/{key}/")[0].status == 200
    assert site.ask(f"/morning/{key}/")[0].status == 404
