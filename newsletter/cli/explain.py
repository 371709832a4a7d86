"""The verb explain: why a summary or an edition is what it is, in points."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsletter.cli import DONE
from newsletter.cli.documents import digest_options, lenses_of, options_of, readable
from newsletter.cli.options import config_option, of_many, settings_of
from newsletter.cli.stored import DRAFT, ID

if TYPE_CHECKING:
    from newsletter.digest.options import Method

FORMATS = ("text", "json")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE... | EDITION [STORY]")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="Default: text.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@digest_options
@config_option
def explain(  # noqa: PLR0913 - one parameter an option, as click wants it
    *,
    paths: tuple[str, ...],
    form: str,
    as_json: bool,
    sentences: int | None,
    words: int | None,
    lenses: tuple[str, ...],
    method: Method,
    config: Path | None,
) -> int:
    """Say in points why `brief` chose what it prints, or why an edition's stories are in it.

    FILE is a .txt, .md, .html, .eml, .pdf or .docx file, or - for plain text from standard
    input. Points that stand behind a sentence sum to its score.

    EDITION is an edition.json or its folder, an id such as morning/2026-11-23T0700, or "latest",
    or a draft: its manuscript or folder, or an id such as morning/draft-2026-11-23T0700;
    STORY is one of its stories, by number as printed or by words of its headline. Factors sum to
    a story's score; the other options are for files alone.
    """
    options = options_of(sentences, words, lenses, method)
    form = "json" if as_json else form
    if _is_edition(paths[0]):
        if sentences or words or lenses or method != "default":
            raise click.UsageError("--sentences, --words, --lens and --method are for files alone")
        return _explain_edition(paths[0], " ".join(paths[1:]), form, config)
    for path in paths:
        if _is_edition(path):
            raise click.UsageError(f"{path} is an edition; name it first, and no file beside it")
    from newsletter.cli.reasons import show
    from newsletter.digest.explain import explain as reasons_of

    asked = lenses_of(options)
    troubles: list[str] = []
    read = readable(paths, troubles)
    explained = ((path, article, reasons_of((article,), asked, options)) for path, article in read)
    for piece in show(form, explained, options):
        click.echo(piece)
    return of_many(len(troubles), len(paths))


def _explain_edition(name: str, story: str, form: str, config: Path | None) -> int:
    """From the edition or the draft alone: its texts may be gone."""
    from newsletter.cli.decisions import show
    from newsletter.pipeline.desk import draft_in
    from newsletter.pipeline.drafts import find_draft
    from newsletter.pipeline.editions import edition_at, find_edition

    edition, by = None if draft_in(Path(name)) else edition_at(name), ""
    if edition is None:
        from newsletter.store.store import open_store

        settings = settings_of(config)
        with open_store(settings.store.url, settings.root, reading=True) as store:
            if draft := find_draft(name, settings, store):
                edition, by = draft.edition, draft.approver
            else:
                edition = find_edition(name, store)
                by = store.drafts.approved_by(edition.id)
    for piece in show(form, edition, story, by):
        click.echo(piece)
    return DONE


def _is_edition(name: str) -> bool:
    """Whether it names an edition as `verify` takes them, or a draft, and no document."""
    from newsletter.pipeline.desk import draft_in

    path = Path(name)
    if draft_in(path):
        return True
    if path.is_dir():
        return (path / "edition.json").exists()
    named = name == "latest" or ID.match(name) or DRAFT.match(name)
    return path.suffix == ".json" or bool(named and not path.exists())
