"""Pictures that feeds give: fetched when an edition is made, published beside its page."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from newsletter.config.load import load
from newsletter.edition.codec import from_json
from newsletter.edition.pictures import without_pictures
from newsletter.edition.verify import verify
from newsletter.pipeline.album import picture_files
from newsletter.pipeline.make import files_of
from newsletter.pipeline.pictures import with_pictures
from newsletter.pipeline.run import run
from newsletter.render.formats import render
from newsletter.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsletter.config.settings import Settings
    from newsletter.model import Edition
    from newsletter.store.store import Store

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
SETTINGS = """version = 1
[sources]
feeds = ["{site}/feed"]
allow_networks = ["127.0.0.1/32"]
full_text = "never"
[[newsletter]]
name = "morning"
"""
FEED = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>'
    "<title>Harbour Wire</title><link>{site}/</link>{items}</channel></rss>"
)
ITEM = (
    "<item><title>{title}</title><guid>{title}</guid><link>{site}/{picture}.html</link>"
    "<pubDate>Mon, 23 Nov 2026 05:00:00 GMT</pubDate><description>{said}</description>"
    '<media:content url="{site}/{picture}" medium="image"/></item>'
)
SAID = {
    "Kestrel Bay orders 14 methanol ships": "Kestrel Bay ordered 14 container ships on Monday.",
    "Museum of glass reopens in Varde": "The museum of glass opens its doors again in Varde.",
    "Frost destroys the almond harvest": "Growers of almonds lost their harvest to the frost.",
    "Parliament votes on rail reform": "Members of parliament vote on the reform of the railway.",
    "Probe lands on a comet": "The probe set down on the comet after a flight of nine years.",
    "Chess champion retires at forty": "The champion of chess gives up her title and retires.",
}


def picture(kind: str, colour: str) -> bytes:
    data = BytesIO()
    Image.new("RGB", (1600, 900), colour).save(data, kind)
    return data.getvalue()


LOGO = picture("PNG", "white")
PICTURES = {
    "ships.jpg": picture("JPEG", "navy"),
    "museum.png": picture("PNG", "teal"),
    "logo-a.png": LOGO,
    "logo-b.png": LOGO,
    "probe.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
}
NAMES = ("ships.jpg", "museum.png", "logo-a.png", "logo-b.png", "missing.jpg", "probe.svg")


class Site(BaseHTTPRequestHandler):
    asked: tuple[str, ...] = ()

    def do_GET(self) -> None:
        name, site = self.path[1:], f"http://{self.headers['Host']}"
        Site.asked += (name,)
        items = "".join(
            ITEM.format(title=title, said=said, site=site, picture=one)
            for (title, said), one in zip(SAID.items(), NAMES, strict=True)
        )
        feed = FEED.format(site=site, items=items).encode()
        body = feed if name == "feed" else PICTURES.get(name)
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in the library
        """Nothing: tests speak for themselves."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def settings(site: str, tmp_path: Path) -> Settings:
    Site.asked = ()
    path = tmp_path / "newsletter.toml"
    path.write_text(SETTINGS.format(site=site), "utf-8")
    return load(path, {})


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with open_store(settings.store.url, settings.root) as opened:
        yield opened


def edition_in(folder: Path) -> Edition:
    return from_json((folder / "edition.json").read_bytes(), "edition.json")


def test_pictures_lie_beside_the_page_that_shows_them(settings: Settings, store: Store) -> None:
    """One that two stories would show, one that does not come and a drawing are left out."""
    (folder,) = run(settings.newsletters[0], settings, store, NOW).folders
    edition = edition_in(folder)
    shown = {
        item.summary.headline.text: item.picture for item in edition.items if item.summary.headline
    }
    assert sum(one is not None for one in shown.values()) == 2
    ships = shown["Kestrel Bay orders 14 methanol ships"]
    assert ships
    assert (ships.width, ships.height) == (1200, 675)
    lying = {file.read_bytes() for file in (folder / "pictures").iterdir()}
    assert {hashlib.sha256(data).hexdigest() for data in lying} == {
        one.hash for one in shown.values() if one
    }
    page = (folder / "edition.html").read_text("utf-8")
    for file in (folder / "pictures").iterdir():
        assert f'<img src="pictures/{file.name}"' in page
    assert ("pictures", "4 of 5") in edition.settings
    assert verify(edition, store.entries.texts([one.revision for one in edition.sources])) == ()


def test_a_mail_has_no_picture(settings: Settings, store: Store) -> None:
    (folder,) = run(settings.newsletters[0], settings, store, NOW).folders
    for name in ("edition.email.html", "edition.txt", "edition.eml", "edition.md"):
        assert "pictures/" not in (folder / name).read_text("utf-8")


def test_the_page_is_the_same_bytes_without_the_store(settings: Settings, store: Store) -> None:
    (folder,) = run(settings.newsletters[0], settings, store, NOW).folders
    edition = edition_in(folder)
    assert files_of(edition, None)["edition.html"] == (folder / "edition.html").read_bytes()
    bare = render(without_pictures(edition), "html").decode()
    assert "<img" not in bare


def test_what_was_fetched_is_not_asked_for_again(settings: Settings, store: Store) -> None:
    newsletter = settings.newsletters[0]
    (folder,) = run(newsletter, settings, store, NOW).folders
    edition = edition_in(folder)
    Site.asked = ()
    again = with_pictures(without_pictures(edition), newsletter, store.pictures)
    assert [item.picture for item in again.items] == [item.picture for item in edition.items]
    assert set(Site.asked) <= {"missing.jpg"}


def test_what_the_store_lost_is_published_without(settings: Settings, store: Store) -> None:
    (folder,) = run(settings.newsletters[0], settings, store, NOW).folders
    edition = edition_in(folder)
    lying = {f"pictures/{file.name}" for file in (folder / "pictures").iterdir()}
    assert set(picture_files(edition, store.pictures)) == lying
    store.retention.forget(NOW + timedelta(days=1), NOW, 0)
    assert picture_files(edition, store.pictures) == {}


def test_who_wants_none_asks_for_none(settings: Settings, store: Store) -> None:
    newsletter = settings.newsletters[0]
    plain = replace(newsletter, sources=replace(newsletter.sources, pictures=False))
    (folder,) = run(plain, settings, store, NOW).folders
    assert not (folder / "pictures").exists()
    assert set(Site.asked) == {"feed"}
    assert json.loads((folder / "edition.json").read_bytes())["items"][0]["picture"] is None
