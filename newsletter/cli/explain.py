"""The verb explain: why a summary is what it is, in points."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsletter.cli.documents import digest_options, lenses_of, options_of, read_path
from newsletter.cli.options import of_many
from newsletter.cli.terminal import complain
from newsletter.errors import NewsletterError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.digest.explain import Explanation
    from newsletter.digest.options import Method
    from newsletter.model import Article

FORMATS = ("text", "json")
_EDITION = re.compile(r"[^/]+/\d{4}-\d\d-\d\dT\d{4}(?:-\w+)*$")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="Default: text.")
@digest_options
def explain(  # noqa: PLR0913 - one parameter an option, as click wants it
    *,
    paths: tuple[str, ...],
    form: str,
    sentences: int | None,
    words: int | None,
    lenses: tuple[str, ...],
    method: Method,
) -> int:
    """Say in points why `brief` chose what it prints, beside the best that it left out.

    FILE is a .txt, .md, .html, .eml, .pdf or .docx file, or - for plain text from standard
    input. Points that stand behind a sentence sum to its score.
    """
    options = options_of(sentences, words, lenses, method)
    for path in paths:
        if _is_edition(path):
            raise click.UsageError(
                f"{path} is an edition; this version explains documents alone: give a file."
            )
    from newsletter.cli.reasons import show
    from newsletter.digest.explain import explain as reasons_of

    asked = lenses_of(options)
    troubles: list[str] = []

    def explained() -> Iterator[tuple[str, Article, Explanation]]:
        for path in paths:
            try:
                article = read_path(path)
            except NewsletterError as error:
                troubles.append(path)
                complain(str(error))
            else:
                yield path, article, reasons_of((article,), asked, options)

    for piece in show(form, explained(), options):
        click.echo(piece)
    return of_many(len(troubles), len(paths))


def _is_edition(name: str) -> bool:
    """Whether it names an edition as `verify` takes them, and no document."""
    path = Path(name)
    if path.is_dir():
        return (path / "edition.json").exists()
    named = name == "latest" or _EDITION.match(name)
    return path.name == "edition.json" or bool(named and not path.exists())
