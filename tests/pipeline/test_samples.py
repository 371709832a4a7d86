from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from newsletter.assets import folder
from newsletter.config.settings import Newsletter
from newsletter.edition.codec import from_json, to_json
from newsletter.pipeline.make import frame_of
from newsletter.pipeline.samples import samples
from newsletter.render.formats import TEMPLATES, render

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.model import Edition
    from newsletter.render.formats import Format

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)


@pytest.fixture(scope="module")
def editions() -> tuple[Edition, ...]:
    newsletter = Newsletter(name="morning", title="The Brief")
    frame = frame_of(newsletter, "morning/2026-11-23T0700", NOW, NOW)
    return samples(frame)


@pytest.mark.parametrize("kind", ["md", "html", "email", "text"])
def test_every_place_of_every_bundled_template_is_filled_by_one_of_them(
    editions: tuple[Edition, ...], kind: Format, tmp_path: Path
) -> None:
    """Each `{{` of a template has a number before it; all numbers come out."""
    name = TEMPLATES[kind]
    pieces = (folder("templates") / name).read_text("utf-8").split("{{")
    marked = [f"{piece}§{number}§{{{{" for number, piece in enumerate(pieces[:-1])]
    (tmp_path / name).write_text("".join(marked) + pieces[-1], "utf-8")
    told = "".join(render(one, kind, tmp_path).decode() for one in editions)
    seen = {int(number) for number in re.findall(r"§(\d+)§", told)}
    assert [pieces[number + 1] for number in range(len(marked)) if number not in seen] == []


def test_they_are_editions_like_any(editions: tuple[Edition, ...]) -> None:
    for one in editions:
        assert from_json(to_json(one), "it") == one


def test_they_look_like_the_newsletter_whose_they_are() -> None:
    newsletter = Newsletter(name="morning", title="The Brief")
    newsletter = replace(newsletter, render=replace(newsletter.render, language="de"))
    made = samples(frame_of(newsletter, "morning/2026-11-23T0700", NOW, NOW))
    assert "Auf einen Blick" in render(made[0], "text").decode()
