from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from newsletter.model import Picture
from newsletter.render.formats import FILES, render
from newsletter.render.picture import file_of
from newsletter.render.web import web_page

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from newsletter.model import Edition
    from tests.render.conftest import Make

HASH = "0123456789abcdef" * 4


def pictured(edition: Edition, picture: Picture) -> Edition:
    return replace(edition, items=(replace(edition.items[0], picture=picture), *edition.items[1:]))


def test_the_page_shows_it_and_says_where_it_stood(make_edition: Make) -> None:
    page = web_page(pictured(make_edition(2), Picture(HASH, 1200, 800, 1)))
    assert f'<img src="pictures/{HASH[:32]}.jpg" width="1200" height="800"' in page
    assert 'alt="Picture that Harbour Wire shows with “Kestrel Bay orders 14' in page
    assert page.count("<img") == 1


def test_no_other_format_does(make_edition: Make) -> None:
    edition = make_edition(2)
    with_one = pictured(edition, Picture(HASH, 1200, 800, 1))
    for kind in FILES:
        if kind != "html":
            assert render(with_one, kind) == render(edition, kind)


@pytest.mark.parametrize(
    "picture",
    [
        Picture("../../etc/passwd", 9, 9, 1),
        Picture('x" onerror="alert(1)', 9, 9, 1),
        Picture(HASH.upper(), 9, 9, 1),
        Picture(HASH + "\n", 9, 9, 1),
        Picture(HASH, 0, 9, 1),
        Picture(HASH, 9, 10**9, 1),
        Picture(HASH, 9, 9, 99),
    ],
)
def test_a_picture_that_is_none_of_ours_is_not_shown(make_edition: Make, picture: Picture) -> None:
    """An edition.json may have been written by anybody."""
    assert "<img" not in web_page(pictured(make_edition(1), picture))


@pytest.mark.browser
def test_a_browser_loads_it_from_the_folder_and_nothing_else(
    make_edition: Make, tmp_path: Path, browser: Browser
) -> None:
    """With the page's own policy in force, as a file and on a phone."""
    data = BytesIO()
    Image.new("RGB", (1200, 800), "navy").save(data, "JPEG")
    (tmp_path / "pictures").mkdir()
    (tmp_path / file_of(HASH)).write_bytes(data.getvalue())
    page_file = tmp_path / "edition.html"
    page_file.write_text(web_page(pictured(make_edition(2), Picture(HASH, 1200, 800, 1))), "utf-8")
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.goto(page_file.as_uri())
    page.locator("img").scroll_into_view_if_needed()
    page.wait_for_function("document.images[0].complete")
    shown = page.evaluate("[document.images[0].naturalWidth, document.images[0].width]")
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert shown == [1200, 280]
    assert wide == 320
