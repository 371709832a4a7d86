"""Whatever a feed's fields hold, nothing of it runs or loads in any format that readers open."""

from __future__ import annotations

import email.parser
import email.policy
import os
import re
from typing import TYPE_CHECKING, Any

import pytest
from markdown import markdown
from markdown_it import MarkdownIt

from tests.cli.attacks import attacks, feed

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog

    from tests.cli.conftest import Program

pytestmark = pytest.mark.browser

# The suite takes every twentieth; all of them where the environment asks for it (a few minutes).
EVERY = 1 if os.environ.get("NEWSLETTER_ALL_ATTACKS") else 20
AT_ONCE = 300  # five an entry, 60 entries an edition
SETTINGS = """
version = 1
[sources]
feeds = ["attack.xml"]
[digest]
stories = 60
[[newsletter]]
name = "morning"
title = "The Morning Brief"
[newsletter.deliver]
folder = "out"
"""
# What is in a document that could act, and where its links lead.
LOOK = """() => ({
  acting: [...document.querySelectorAll(
    'script,iframe,frame,object,embed,applet,form,input,button,select,textarea,base,video,audio,'
    + 'math,link[rel=stylesheet],meta[http-equiv=refresh],svg use,svg animate,svg foreignObject')]
    .map(e => e.outerHTML.slice(0, 200)),
  handlers: [...document.querySelectorAll('*')].flatMap(e => [...e.attributes]
    .filter(a => a.name.startsWith('on') || /^\\s*(java|vb)script:/i.test(a.value))
    .map(a => e.tagName + ' ' + a.name + '=' + a.value.slice(0, 100))),
  links: [...document.querySelectorAll('a[href],area[href]')].map(e => e.protocol),
  shown: document.body.innerText.split('alert(1)').length - 1,
})"""


def published(program: Program, folder: Path, strings: list[str]) -> Path:
    """The folder of an edition of a feed that holds these strings, made as users make it."""
    folder.mkdir()
    (folder / "newsletter.toml").write_text(SETTINGS)
    (folder / "attack.xml").write_bytes(feed(strings))
    result = program("run", "--config", folder, "--at", "2026-11-23T07:00")
    assert result.code == 0, result.err
    (page,) = folder.glob("out/morning/*/edition.html")
    return page.parent


def pages(made: Path) -> dict[str, str]:
    """All that a reader may open, as HTML."""
    raw = (made / "edition.md").read_text("utf-8")
    frame = '<!doctype html><html lang="en"><meta charset="utf-8"><body>{}</body></html>'
    commonmark = MarkdownIt("commonmark", {"html": True})
    atom = (made.parent / "feed.atom").read_text("utf-8")
    contents = re.findall(r"<content[^>]*type=\"html\"[^>]*>(.*?)</content>", atom, re.DOTALL)
    from html import unescape

    return {
        "page": (made / "edition.html").read_text("utf-8"),
        "mail": (made / "edition.email.html").read_text("utf-8"),
        "python-markdown": frame.format(markdown(raw, extensions=["tables", "sane_lists"])),
        "commonmark": frame.format(commonmark.render(raw)),
        "archive": (made.parent / "index.html").read_text("utf-8"),
        "feed": frame.format("".join(map(unescape, contents))),
    }


def look_at(browser: Browser, file: Path, html: str) -> dict[str, Any]:
    """What a browser that enforces no policy finds in a document, and what it asked or ran."""
    file.write_text(html, "utf-8", errors="replace")
    context = browser.new_context(bypass_csp=True)
    happened: list[str] = []
    page = context.new_page()

    def noted(dialog: Dialog) -> None:
        happened.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", noted)
    page.on("request", lambda request: happened.append(request.url))
    page.on("pageerror", lambda error: happened.append(str(error)))
    page.goto(file.as_uri())
    page.wait_for_timeout(100)  # for what is loaded late
    found: dict[str, Any] = page.evaluate(LOOK)
    context.close()
    return found | {"happened": [one for one in happened if one != file.as_uri()]}


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ("<p onclick='alert(1)'>x</p>", "handlers"),
        ("<img src=x: onerror='alert(1)'>", "happened"),
        ("<form></form>", "acting"),
        ("<a href='javascript:alert(1)'>x</a>", "links"),
    ],
)
def test_what_would_run_is_seen(browser: Browser, tmp_path: Path, html: str, seen: str) -> None:
    """Else the next test would say nothing."""
    assert look_at(browser, tmp_path / "page.html", html)[seen]


def test_nothing_runs_loads_or_acts_in_any_format(
    program: Program, browser: Browser, tmp_path: Path
) -> None:
    strings = list(attacks())
    assert len(strings) > 5_000
    chosen = strings[::EVERY]
    for start in range(0, len(chosen), AT_ONCE):
        batch = chosen[start : start + AT_ONCE]
        runs = sum("alert(1)" in one for one in batch)
        made = published(program, tmp_path / f"at{start}", batch)
        for name, html in pages(made).items():
            found = look_at(browser, tmp_path / "page.html", html)
            assert found["happened"] == [], (name, start)
            assert found["acting"] == [], (name, start)
            assert found["handlers"] == [], (name, start)
            own = {"file:"} if name in {"page", "archive"} else set()  # within the folder
            assert set(found["links"]) <= {"http:", "https:", "mailto:"} | own, (name, start)
            assert name == "archive" or found["shown"] > runs / 10, (name, start)
        mail = email.parser.BytesParser(policy=email.policy.default).parsebytes(
            (made / "edition.eml").read_bytes()
        )
        assert mail["Bcc"] is None
        assert [part.get_content_type() for part in mail.walk()] == [
            "multipart/alternative", "text/plain", "text/html",
        ]  # fmt: skip
