"""A picture's bytes -> a smaller one that only shows it. Pillow's one door; runs in the guard."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 40_000_000  # 160 MB as RGBA; cameras make 24 million
SMALLEST = (240, 120)  # what is smaller is a logo, a portrait or counts readers
WIDEST, TALLEST = 1200, 1200  # twice the page's column, for screens of double density
LONGEST_SIDE = 3.5  # times the other: what is longer is a banner or a rule
QUALITY = 80


class Shrunk(NamedTuple):
    """A JPEG without metadata, and its size in pixels."""

    data: bytes
    width: int
    height: int


def shrink(data: bytes) -> Shrunk:
    """The picture (of an animation the first) on white ground, upright, within WIDEST x TALLEST.

    Raises ValueError for what is no picture to print; and what Pillow raises.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415 - 60 ms that only the child pays

    with Image.open(BytesIO(data), formats=FORMATS) as image:
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise ValueError("has too many pixels")
        if image.format == "JPEG":  # decoded at a fraction of its size, where that is enough
            image.draft("RGB", (WIDEST, TALLEST))
        upright = ImageOps.exif_transpose(image)
        if upright.width < SMALLEST[0] or upright.height < SMALLEST[1]:
            raise ValueError("is too small")
        if max(upright.size) > LONGEST_SIDE * min(upright.size):
            raise ValueError("is a banner")
        shown = _on_white(upright)
    shown.thumbnail((WIDEST, TALLEST), Image.Resampling.LANCZOS)
    shown.info.clear()  # a comment would be written again
    made = BytesIO()
    shown.save(made, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Shrunk(made.getvalue(), shown.width, shown.height)


def _on_white(image: Image) -> Image:
    from PIL import Image as Images  # noqa: PLC0415 - as above

    if not image.has_transparency_data:
        return image.convert("RGB")
    ground = Images.new("RGB", image.size, "white")
    clear = image.convert("RGBA")
    ground.paste(clear, mask=clear.getchannel("A"))
    return ground
