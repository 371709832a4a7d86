from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsletter.errors import RenderError
from newsletter.render.environment import fill

if TYPE_CHECKING:
    from pathlib import Path


class Shown:
    title = "The Morning Brief"


def told(folder: Path, template: str) -> str:
    (folder / "a.html").write_text(template)
    with pytest.raises(RenderError) as error:
        fill("a.html", {"view": Shown(), "full": (1, 2)}, templates=folder)
    return str(error.value)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ view.titel }}", "a Shown has no `titel`; did you mean `title`?"),
        ("{{ view['nosuch'] }}", "a Shown has no `nosuch`"),
        ("{{ vew }}", "there is no `vew` here"),
        ("{{ full[7] }}", "there is no element 7"),
    ],
)
def test_a_name_that_is_not_there_is_told_with_the_nearest(
    tmp_path: Path, template: str, said: str
) -> None:
    assert told(tmp_path, template) == f"a.html, line 1: {said}"


@pytest.mark.parametrize(
    "template", ["{{ 10 ** 100000000 }}", "{% set x = 10 ** 2000 %}{{ x * x * x }}"]
)
def test_numbers_end_where_python_could_not_be_stopped(tmp_path: Path, template: str) -> None:
    assert told(tmp_path, template) == "a.html, line 1: makes a number of thousands of digits"


@pytest.mark.parametrize(
    "template",
    [
        "\n{% for n in range(99999) %}\n{{ 'x' * 100000 }}{% endfor %}",
        "\n\n{% macro m() %}{{ ['x' * 9000000]|join }}{% endmacro %}{{ m() }}",
    ],
)
def test_what_a_template_makes_has_an_end(tmp_path: Path, template: str) -> None:
    assert told(tmp_path, template) == "a.html, line 3: makes more than 5,000,000 characters"


@pytest.mark.parametrize("template", ["{{ lipsum() }}", "{{ full|random }}"])
def test_nothing_is_left_to_chance(tmp_path: Path, template: str) -> None:
    assert told(tmp_path, template).startswith("a.html")


def test_arithmetic_of_people_works(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("{{ 7 * 6 }} {{ 2 ** 10 }} {{ '-' * 3 }} {{ 2 ** -1 }}")
    assert fill("a.txt", {}, templates=tmp_path) == "42 1024 --- 0.5"
