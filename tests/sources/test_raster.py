from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from newsletter.sources.raster import WIDEST, shrink


def encoded(image: Image.Image, kind: str, **how: object) -> bytes:
    data = BytesIO()
    image.save(data, kind, **how)
    return data.getvalue()


def shown(data: bytes) -> Image.Image:
    return Image.open(BytesIO(shrink(data).data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_format_becomes_a_jpeg_of_the_pages_width(kind: str) -> None:
    made = shrink(encoded(Image.new("RGB", (2400, 1600), "red"), kind))
    assert (made.width, made.height) == (WIDEST, 800)
    image = Image.open(BytesIO(made.data))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (WIDEST, 800))


def test_a_small_one_is_not_made_larger() -> None:
    assert shown(encoded(Image.new("L", (300, 200)), "PNG")).size == (300, 200)


def test_clear_parts_are_white() -> None:
    clear = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    for data in (encoded(clear, "PNG"), encoded(clear, "WEBP")):
        assert shown(data).getpixel((9, 9)) == (255, 255, 255)


def test_it_stands_upright_and_tells_nothing_of_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010E] = "The editor's garden"
    data = encoded(Image.new("RGB", (400, 250)), "JPEG", exif=exif, comment=b"secret")
    image = shown(data)
    assert image.size == (250, 400)
    assert not image.getexif()
    assert b"secret" not in shrink(data).data


def test_the_same_bytes_give_the_same_bytes() -> None:
    data = encoded(Image.effect_noise((900, 500), 50), "PNG")
    assert shrink(data) == shrink(data)


@pytest.mark.parametrize(
    ("size", "reason"),
    [((239, 400), "small"), ((1, 1), "small"), ((2000, 200), "banner"), ((9000, 9000), "pixels")],
)
def test_what_is_no_picture_of_the_news_is_refused(size: tuple[int, int], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        shrink(encoded(Image.new("1", size), "PNG"))


def test_other_formats_are_not_tried() -> None:
    """Pillow reads 40 more, some by other programs."""
    for kind in ("BMP", "TIFF", "PPM", "EPS"):
        with pytest.raises(OSError, match="cannot identify"):
            shrink(encoded(Image.new("RGB", (300, 200)), kind))
