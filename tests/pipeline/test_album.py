"""Editions that are shown and not stored have pictures, too: beside their page, and only there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from newsletter.cli import main
from newsletter.pipeline.album import Album, picture_files, pictures_beside, showing
from newsletter.pipeline.run import preview
from newsletter.store.kept import Kept
from tests.pipeline.test_pictures import NOW, Site, edition_in, settings, site, store

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.config.settings import Settings
    from newsletter.model import Edition
    from newsletter.store.store import Store

__all__ = ["settings", "site", "store"]  # fixtures
AT = ["--at", "2026-11-23T06:30:00+00:00"]


def shown_in(folder: Path) -> set[str]:
    """The pictures that lie there, which are the ones that its page shows."""
    page = (folder / "edition.html").read_text("utf-8")
    lying = {f"pictures/{file.name}" for file in folder.glob("pictures/*")}
    assert {name for name in lying if f'<img src="{name}"' in page} == lying
    assert page.count("<img ") == len(lying)
    return lying


def rendered(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["render", *arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_a_preview_shows_pictures_and_stores_none(settings: Settings, store: Store) -> None:
    album = Album(store.pictures)
    edition = preview(settings.newsletters[0], settings, store, NOW, album).edition
    assert edition
    assert len(picture_files(edition, album)) == 2
    assert picture_files(edition, store.pictures) == {}
    assert store.pictures.of([one.entry for one in edition.sources]) == {}


def test_a_preview_that_nobody_keeps_pictures_of_asks_for_none(
    settings: Settings, store: Store
) -> None:
    edition = preview(settings.newsletters[0], settings, store, NOW).edition
    assert edition
    assert set(Site.asked) == {"feed"}


def test_a_folder_has_the_pictures_of_a_preview_and_of_a_one_off(
    settings: Settings, site: str, tmp_path: Path
) -> None:
    config = ["--config", str(settings.root / "newsletter.toml"), *AT]
    assert rendered("-o", str(tmp_path / "preview"), *config) == 0
    assert len(shown_in(tmp_path / "preview")) == 2
    assert rendered(f"{site}/feed", "-o", str(tmp_path / "one"), *config) == 0
    assert shown_in(tmp_path / "one") == shown_in(tmp_path / "preview")
    again = tmp_path / "again"
    assert rendered(str(tmp_path / "one"), "-o", str(again)) == 0
    assert shown_in(again) == shown_in(tmp_path / "one")
    assert (again / "edition.json").read_bytes() == (tmp_path / "one/edition.json").read_bytes()


def test_a_page_alone_and_other_formats_have_none(
    settings: Settings, site: str, tmp_path: Path
) -> None:
    config = ["--config", str(settings.root / "newsletter.toml"), *AT]
    page = tmp_path / "page.html"
    assert rendered(f"{site}/feed", "-o", str(page), *config) == 0
    assert "<img" not in page.read_text("utf-8")
    mail = ["--format", "email", "--format", "json", "-o", str(tmp_path / "mail")]
    assert rendered(f"{site}/feed", *mail, *config) == 0
    assert sorted(file.name for file in (tmp_path / "mail").iterdir()) == [
        "edition.email.html", "edition.json",
    ]  # fmt: skip
    told = json.loads((tmp_path / "mail/edition.json").read_text("utf-8"))
    assert not any(item.get("picture") for item in told["items"])
    assert set(Site.asked) == {"feed"}


def test_a_file_that_is_another_picture_is_not_shown(
    settings: Settings, site: str, tmp_path: Path
) -> None:
    config = ["--config", str(settings.root / "newsletter.toml"), *AT]
    folder = tmp_path / "one"
    assert rendered(f"{site}/feed", "-o", str(folder), *config) == 0
    first, second = sorted((folder / "pictures").iterdir())
    first.write_bytes(b"another")
    second.unlink()
    edition: Edition = edition_in(folder)
    assert pictures_beside(edition, folder) == {}
    assert not any(one.picture for one in showing(edition, {}).items)
    assert rendered(str(folder), "-o", str(tmp_path / "again")) == 0
    assert shown_in(tmp_path / "again") == set()


def test_what_the_store_has_is_not_fetched_again(store: Store) -> None:
    store.pictures.tell({"e": "https://a.example/x.jpg"}, NOW)
    store.pictures.keep("e", Kept("https://a.example/x.jpg", "ab" * 32, 3, 2), b"x")
    album = Album(store.pictures)
    album.keep("f", Kept("https://a.example/y.jpg", "cd" * 32, 3, 2), b"y")
    assert album.of(["e"])["e"].hash == "ab" * 32
    assert (album.copy("ab" * 32), album.copy("cd" * 32)) == (b"x", b"y")
    assert store.pictures.copy("cd" * 32) is None
