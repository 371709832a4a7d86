"""Templates of users: hostile ones end as one line that names template and line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from newsletter.config.settings import Newsletter
from newsletter.errors import RenderError
from newsletter.pipeline.looks import in_look, unreadable
from newsletter.pipeline.oneoff import one_off
from newsletter.render.formats import FILES, render

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.model import Edition

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
LOOP = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    seed = tmp_path_factory.mktemp("seeds") / "a.txt"
    seed.write_text("Alder buys Finch\n\nAlder said on Monday that it had bought Finch for $3bn.")
    return one_off([str(seed)], Newsletter(name="brief", title="The Brief"), (), NOW)


def test_without_templates_of_ones_own_no_process_is_needed(
    edition: Edition, tmp_path: Path
) -> None:
    (tmp_path / ".gitkeep").write_text("")
    assert in_look(edition, "md", None) == in_look(edition, "md", tmp_path) == render(edition, "md")


def test_own_templates_win_and_the_others_stay_the_same(edition: Edition, tmp_path: Path) -> None:
    (tmp_path / "edition.md").write_text("{{ view.title|text }} in {{ view.full|length }}")
    assert in_look(edition, "md", tmp_path) == b"The Brief in 1\n"
    assert in_look(edition, "eml", tmp_path) == render(edition, "eml")


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ '%1000000000d' % 1 }}", "needs more memory than it may have"),
        (LOOP, "takes more than 5 s"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "maximum recursion depth exceeded"),
        ("{{ view.__class__ }}", "access to attribute '__class__' of 'View' object is unsafe."),
        ("{% include '../secret.md' %}", "no such template `../secret.md`"),
        ("{{ view.headlines }}", "a View has no `headlines`"),
    ],
)
def test_a_template_that_runs_wild_ends_with_its_name_and_line(
    edition: Edition, tmp_path: Path, template: str, said: str
) -> None:
    (tmp_path / "secret.md").write_text("not for templates")
    own = tmp_path / "templates"
    own.mkdir()
    (own / "edition.md").write_text(f"\n\n{template}")
    with pytest.raises(RenderError) as error:
        in_look(edition, "md", own)
    assert str(error.value) == f"templates/edition.md, line 3: {said}"


def test_a_template_that_python_cannot_compile_is_named(edition: Edition, tmp_path: Path) -> None:
    deep = "{% for a in '1' %}" * 60 + "{% endfor %}" * 60
    (tmp_path / "edition.md").write_text(deep)
    with pytest.raises(RenderError, match=r"^templates/edition\.md: "):
        in_look(edition, "md", tmp_path)
    (tmp_path / "edition.md").write_text("(" * 200_000 + "{{ " + "(" * 200_000)
    with pytest.raises(RenderError, match=r"^templates/edition\.md"):
        in_look(edition, "md", tmp_path)


def test_all_that_cannot_be_read_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "email.html").write_text("\n{% if %}")
    (tmp_path / "email.txt").write_bytes(b"\xff\xfe{{")
    (tmp_path / "edition.md").write_text("{{ '%1000000000d' % 1 }}")  # is folded when compiled
    told = unreadable(tmp_path)
    assert [line.partition(":")[0] for line in told] == [
        "templates/email.html, line 2",
        "templates/email.txt, line 1",
    ]
    assert unreadable(None) == ()


def test_every_format_is_made_of_own_templates(edition: Edition, tmp_path: Path) -> None:
    for name in ("edition.md", "edition.html", "email.html", "email.txt"):
        (tmp_path / name).write_text(f"own {name}")
    for kind in FILES:
        assert b"own e" in in_look(edition, kind, tmp_path)
