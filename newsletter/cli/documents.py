"""`brief` and `stories`: documents given by hand; no store, no settings, no network."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from newsletter.cli import DONE, PARTLY
from newsletter.cli.options import of_many
from newsletter.cli.terminal import complain
from newsletter.digest.options import DEFAULT_LENSES, DigestOptions, Method
from newsletter.errors import NewsletterError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeVar

    from newsletter.digest.lens import Lens
    from newsletter.model import Article, Summary

    Digest = Callable[[Sequence[Article]], Summary]
    Verb = TypeVar("Verb", bound=Callable[..., object])

SENTENCES = 3
FORMATS = ("text", "md", "html", "json")
METHODS = get_args(Method)


def digest_options(verb: Verb) -> Verb:
    """How a document is summarised; `options_of` makes one value of them."""
    for option in (
        click.option("--method", type=click.Choice(METHODS), default="default", show_default=True),
        click.option(
            "--lens",
            "lenses",
            multiple=True,
            metavar="NAME",
            help="Only this lens, or the one in this .toml file; may be repeated.",
        ),
        click.option(
            "--words",
            type=click.IntRange(min=1),
            metavar="N",
            help="At most N words instead, but one sentence.",
        ),
        click.option(
            "--sentences",
            type=click.IntRange(min=1),
            metavar="N",
            help=f"At most N; default {SENTENCES}.",
        ),
    ):
        verb = option(verb)
    return verb


def options_of(
    sentences: int | None, words: int | None, lenses: tuple[str, ...], method: Method
) -> DigestOptions:
    if sentences is not None and words is not None:
        raise click.UsageError("--sentences and --words exclude each other; give one of them.")
    return DigestOptions(
        sentences=sentences or SENTENCES,
        words=words,
        lenses=lenses or DEFAULT_LENSES,
        method=method,
    )


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: text.")
@digest_options
@click.option("--jsonl", is_flag=True, help="One JSON document a line, from standard input.")
def brief(  # noqa: PLR0913 - one parameter an option, as click wants it
    *,
    paths: tuple[str, ...],
    form: str | None,
    sentences: int | None,
    words: int | None,
    lenses: tuple[str, ...],
    method: Method,
    jsonl: bool,
) -> int:
    """Summarise documents one by one: headline, sentences, labelled bullets.

    PATH is a .txt, .md, .html, .eml, .pdf or .docx file, or - for plain text from standard input.
    """
    digest = _digest(options_of(sentences, words, lenses, method))
    if jsonl:
        if paths or form not in {None, "json"}:
            raise click.UsageError(
                "--jsonl reads standard input and writes JSON lines; leave out PATH and --format."
            )
        return _brief_lines(digest)
    if not paths and sys.stdin.isatty():
        raise click.UsageError("give a file, or - for standard input.")
    return _brief_files(paths or ("-",), form or "text", digest)


@click.command()
@click.option("--jsonl", is_flag=True, required=True, help="One JSON document a line.")
def stories(*, jsonl: bool) -> int:  # noqa: ARG001 - required, so that other forms can follow
    """Say which documents tell of the same event: one line {"id", "story"} each, in order.

    Reads the lines of `brief --jsonl` from standard input; a title alone is enough.
    """
    from newsletter.cli.jsonl import Bad, lines, write
    from newsletter.digest.cluster import cluster

    given = tuple(lines(sys.stdin.buffer, titles=True))
    known = {line.number: line.leading for line in given if not isinstance(line, Bad)}
    story_of = {
        article.entry.id: story.id
        for story in cluster(tuple(known.values()))
        for article in story.articles
    }
    for line in given:
        if isinstance(line, Bad):
            write(sys.stdout.buffer, line.record())
        else:
            write(
                sys.stdout.buffer,
                {"id": line.id, "story": story_of[known[line.number].entry.id]},
            )
    return PARTLY if any(isinstance(line, Bad) for line in given) else DONE


def lenses_of(options: DigestOptions) -> tuple[Lens, ...]:
    """The lenses that are asked; a name that ends in `.toml` is a file of one."""
    from newsletter.digest.lens import load_lenses

    files = [name for name in options.lenses if name.endswith(".toml")]
    names = [name for name in options.lenses if name not in files]
    return load_lenses(names=names, files=[Path(file) for file in files])


def _digest(options: DigestOptions) -> Digest:
    from newsletter.digest.summarise import summarise_story

    lenses = lenses_of(options)
    return lambda articles: summarise_story(articles, lenses, options)


def _brief_lines(digest: Digest) -> int:
    """Each line is written before the next one is read, so that a pipe can wait for it."""
    from newsletter.cli.jsonl import Bad, lines, write
    from newsletter.cli.records import record

    code = DONE
    for line in lines(sys.stdin.buffer):
        if isinstance(line, Bad):
            code = PARTLY
            write(sys.stdout.buffer, line.record())
        else:
            made = record(line.id, line.articles, digest(line.articles), many=line.many)
            text = {"text": line.articles[0].revision.text} if line.read else {}
            write(sys.stdout.buffer, made | text)
    return code


def _brief_files(paths: Sequence[str], form: str, digest: Digest) -> int:
    from newsletter.cli.show import show

    troubles: list[str] = []

    read = readable(paths, troubles)
    summaries = ((path, article, digest((article,))) for path, article in read)
    for piece in show(form, summaries, headed=len(paths) > 1):
        click.echo(piece)
    return of_many(len(troubles), len(paths))


def readable(paths: Sequence[str], troubles: list[str]) -> Iterator[tuple[str, Article]]:
    """The documents that can be read, one at a time; the others are told of and noted."""
    for path in paths:
        try:
            article = read_path(path)
        except NewsletterError as error:
            troubles.append(path)
            complain(str(error))
        else:
            yield path, article


def read_path(path: str) -> Article:
    """A file, or - for standard input."""
    from newsletter.cli.files import read_file, read_stream

    return read_stream(sys.stdin.buffer) if path == "-" else read_file(Path(path))
