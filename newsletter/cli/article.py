"""The verb `article`: one page's or document's own text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsletter.cli import DONE
from newsletter.cli.options import networks_option
from newsletter.cli.terminal import complain

if TYPE_CHECKING:
    from newsletter.sources.article import PageArticle

PAGES = frozenset({".html", ".htm", ".xhtml", ".php", ".asp"})


@click.command()
@click.argument("location", metavar="FILE|URL")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "md", "json"]),
    default="text",
    show_default=True,
    help="The text alone, Markdown with title and headings, or all that is known.",
)
@networks_option
def article(location: str, form: str, networks: tuple[str, ...]) -> int:
    """Show a page's or file's own text as it is read, without what stands around it."""
    from newsletter.sources.identity import is_url

    if is_url(location):
        found = _from_web(location, networks)
    elif Path(location).suffix.lower() in PAGES:
        found = _from_page(Path(location))
    else:
        found = _from_document(Path(location))
    if found.fallback:
        complain(f"{location}: no article found; this is all its text")
    click.echo({"text": _text, "md": _markdown, "json": _json}[form](location, found))
    return DONE


def _from_web(url: str, networks: tuple[str, ...]) -> PageArticle:
    from newsletter.errors import FetchError
    from newsletter.net.fetch import fetch_all
    from newsletter.net.messages import Request
    from newsletter.net.options import FetchOptions
    from newsletter.sources.page import read_page

    (answer,) = fetch_all([Request(url)], FetchOptions(allow_networks=networks))
    if isinstance(answer, FetchError):
        raise answer
    return read_page(answer.body, answer.final_url, content_type=answer.content_type)


def _from_page(path: Path) -> PageArticle:
    from newsletter.sources.page import read_page
    from newsletter.sources.seeds import read_bytes

    return read_page(read_bytes(path), str(path))


def _from_document(path: Path) -> PageArticle:
    from newsletter.sources.article import PageArticle
    from newsletter.sources.seeds import read_seed

    entry, revision = read_seed(path)
    return PageArticle(
        title=revision.title,
        text=revision.text,
        blocks=revision.blocks,
        language=revision.language,
        published=entry.published,
        site=entry.source,
        author=entry.author,
        link=entry.link,
    )


def _text(_location: str, found: PageArticle) -> str:
    return "\n\n".join(
        found.text[block.start : block.end] for block in found.blocks if block.kind != "furniture"
    )


def _markdown(_location: str, found: PageArticle) -> str:
    from newsletter.text.escape import escape

    def shown(kind: str, level: int, text: str) -> str:
        lines = [escape(line) for line in text.split("\n")]
        marks = {"heading": "#" * max(level, 2) + " ", "list": "- ", "quote": "> "}
        return marks.get(kind, "") + "  \n".join(lines)

    parts = [f"# {escape(found.title)}"] if found.title else []
    parts += [
        shown(block.kind, block.level, found.text[block.start : block.end])
        for block in found.blocks
        if block.kind != "furniture"
    ]
    return "\n\n".join(parts)


def _json(location: str, found: PageArticle) -> str:
    import msgspec

    from newsletter.sources.files import written

    return msgspec.json.encode({"source": written(location), **msgspec.to_builtins(found)}).decode()
