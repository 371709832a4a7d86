from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsletter.errors import RenderError
from newsletter.render.email import email_html
from newsletter.render.environment import fill
from newsletter.render.stories import StoryView
from newsletter.render.view import View

if TYPE_CHECKING:
    from tests.render.conftest import Make


def test_a_users_own_template_wins(make_edition: Make, tmp_path: Path) -> None:
    (tmp_path / "email.html").write_text("<p>{{ view.title }}</p>")
    assert email_html(make_edition(1), tmp_path) == "<p>The Morning Brief</p>"


@pytest.mark.parametrize("kind", [View, StoryView])
def test_the_documents_name_everything_that_a_template_sees(kind: type) -> None:
    told = (Path(__file__).parents[2] / "docs/templates.md").read_text("utf-8")
    names = [field.name for field in fields(kind)]
    assert [one for one in names if f"`{one}" not in told and f".{one}`" not in told] == []


def test_html_is_escaped_and_other_text_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("{{ text }}")
    (tmp_path / "a.txt").write_text("{{ text }}")
    assert fill("a.html", {"text": "<&"}, templates=tmp_path) == "&lt;&amp;"
    assert fill("a.txt", {"text": "<&"}, templates=tmp_path) == "<&"


@pytest.mark.parametrize(
    ("template", "where", "what"),
    [
        ("\n\n{{ view.nosuch }}", "a.html, line 3", "nosuch"),
        ("{% if %}", "a.html, line 1", "xpected"),
        ("\n{{ 1 // 0 }}", "a.html, line 2", "zero"),
        ("\n{{ ''.__class__.__mro__ }}", "a.html, line 2", "unsafe"),
        ("{{ nobody }}", "a.html, line 1", "nobody"),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "a.html, line 1", "recursion"),
        ("{% include 'b.html' %}", "b.html", "no such template"),
        ("{{ view.upper(1, 2) }}", "a.html, line 1", "argument"),
    ],
)
def test_a_wrong_template_is_named_with_its_line(
    tmp_path: Path, template: str, where: str, what: str
) -> None:
    (tmp_path / "a.html").write_text(template)
    with pytest.raises(RenderError) as told:
        fill("a.html", {"view": "x"}, templates=tmp_path)
    assert where in str(told.value)
    assert what in str(told.value)
    assert "\n" not in str(told.value)
