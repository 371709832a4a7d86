"""The verb lint: what clients and readers will stumble over in a mail or a page."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsletter.cli import DONE, FAILED
from newsletter.cli.options import config_option, own_templates, settings_of
from newsletter.errors import ParseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.model import Edition
    from newsletter.render.formats import Format
    from newsletter.render.lint.findings import Kind, Report

    Named = tuple[str, bytes, Kind | None]

FORMATS: tuple[tuple[Format, Kind], ...] = (("html", "page"), ("email", "mail"), ("eml", "mail"))
SUFFIXES = frozenset({".html", ".htm", ".eml"})


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="FILE... | EDITION")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON a file.")
@click.option("--notes/--no-notes", default=True, help="Whether notes are told. They are.")
@config_option
def lint(*, names: tuple[str, ...], as_json: bool, notes: bool, config: Path | None) -> int:
    """Say what mail programs and readers will stumble over; exit 1 where there are errors.

    FILE is a .html file, a .eml message or a folder of such. EDITION is an edition.json, an id
    such as morning/2026-11-23T0700, or "latest": it is rendered, and each format is looked at.
    Nothing is fetched and no browser is needed.
    """
    from newsletter.render.lint.check import lint as look

    reports = [
        look(data, name, kind=kind) for one in names for name, data, kind in _files(one, config)
    ]
    if as_json:
        from newsletter.cli.records import line

        for report in reports:
            click.echo(line(_record(report)))
    else:
        for number, report in enumerate(reports):
            _show(report, first=not number, notes=notes)
    return FAILED if any(report.count("error") for report in reports) else DONE


def _files(name: str, config: Path | None) -> Iterator[Named]:
    """What is meant by a name on the command line."""
    path = Path(name)
    if path.is_dir():
        found = sorted(one for one in path.iterdir() if one.suffix.lower() in SUFFIXES)
        if not found:
            raise ParseError(name, "holds no .html and no .eml file")
        for one in found:
            yield str(one), _read(one), None
    elif path.suffix.lower() in SUFFIXES:
        yield name, _read(path), None
    elif path.is_file() and path.suffix != ".json":
        raise ParseError(name, "is no .html, .eml or edition.json file")
    else:
        yield from _rendered(name, config)


def _read(path: Path) -> bytes:
    """As much of a file as is looked at, and a little, so that more is noticed."""
    from newsletter.render.lint.check import MOST

    try:
        with path.open("rb") as file:
            return file.read(MOST + 1)
    except OSError as error:
        raise ParseError(str(path), f"cannot be read: {error.strerror}") from None


def _rendered(name: str, config: Path | None) -> Iterator[Named]:
    """The formats of an edition that are HTML, as they would be published."""
    from newsletter.pipeline.editions import edition_at
    from newsletter.pipeline.make import file_name, rendered

    edition, templates = edition_at(name), own_templates(config)
    if edition is None:
        edition, templates = _stored(name, config)
    for form, kind in FORMATS:
        yield f"{edition.id}/{file_name(form)}", rendered(edition, form, templates), kind


def _stored(name: str, config: Path | None) -> tuple[Edition, Path | None]:
    from newsletter.pipeline.editions import find_edition
    from newsletter.store.store import open_store

    settings = settings_of(config)
    with open_store(settings.store.url, settings.root, reading=True) as store:
        return find_edition(name, store), settings.templates


def _show(report: Report, *, first: bool, notes: bool) -> None:
    from newsletter.cli.table import table
    from newsletter.cli.terminal import visible

    told = [one for one in report.findings if notes or one.severity != "note"]
    click.echo(f"{'' if first else chr(10)}== {visible(report.name)} ({report.kind}) ==")
    if told:
        table(
            ("severity", "rule", "line", "what", "right would be"),
            [(one.severity, one.rule, str(one.line or ""), one.what, one.right) for one in told],
        )
    errors, warnings = report.count("error"), report.count("warning")
    click.echo(
        f"{errors} {'error' if errors == 1 else 'errors'},"
        f" {warnings} {'warning' if warnings == 1 else 'warnings'}"
    )


def _record(report: Report) -> dict[str, object]:
    return {
        "file": report.name,
        "kind": report.kind,
        "errors": report.count("error"),
        "warnings": report.count("warning"),
        "findings": [asdict(one) for one in report.findings],
    }
