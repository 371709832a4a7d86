"""The pictures of a published edition are served beside its page, and no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from newsletter.edition.codec import to_json
from newsletter.model import Picture
from newsletter.render.picture import file_of
from newsletter.store.kept import Kept
from tests.render.conftest import edition
from tests.web.conftest import NOW

if TYPE_CHECKING:
    from tests.web.conftest import Site

SHOWN, OTHER = "ab" * 32, "cd" * 32
KEY = "2026-11-23T0800"


def publish(site: Site) -> None:
    ledger, pictures = site.store.ledger, site.store.pictures
    pictures.tell({"one": "https://a.example/1.jpg", "two": "https://a.example/2.jpg"}, NOW)
    for entry, name in (("one", SHOWN), ("two", OTHER)):
        pictures.keep(entry, Kept("", name, 600, 400), b"\xff\xd8\xff" + name.encode())
    claim = ledger.claim("morning", NOW, KEY, who="x", now=NOW, lease=timedelta(hours=1))
    assert claim is not None
    made = edition(2)
    first = replace(made.items[0], picture=Picture(SHOWN, 600, 400, 1))
    made = replace(made, id=claim.edition, newsletter="morning", items=(first, *made.items[1:]))
    assert ledger.finish(claim, to_json(made), [], ["folder"], NOW)


def test_a_page_and_its_picture_are_found_side_by_side(site: Site) -> None:
    publish(site)
    _, page = site.ask(f"/morning/{KEY}/")
    assert f'<img src="{file_of(SHOWN)}"'.encode() in page
    response, body = site.ask(f"/morning/{KEY}/{file_of(SHOWN)}")
    assert response.status == 200
    assert response.headers["Content-Type"] == "image/jpeg"
    assert body == b"\xff\xd8\xff" + SHOWN.encode()
    again, _ = site.ask(
        f"/morning/{KEY}/{file_of(SHOWN)}", If_None_Match=response.headers["ETag"] or ""
    )
    assert again.status == 304


def test_other_pictures_are_not_there(site: Site) -> None:
    publish(site)
    for path in (
        f"/morning/{KEY}/{file_of(OTHER)}",
        f"/abend/{KEY}/{file_of(SHOWN)}",
        f"/morning/2026-11-23T0801/{file_of(SHOWN)}",
        f"/morning/{KEY}/pictures/",
        f"/morning/{KEY}/pictures/..%2fedition.html",
        f"/morning/%00/{file_of(SHOWN)}",
    ):
        response, _ = site.ask(path)
        assert response.status == 404, path
