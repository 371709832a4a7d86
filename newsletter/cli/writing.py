"""Where an edition in its formats goes: standard output, a file, or a folder with its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from newsletter.cli.terminal import say
from newsletter.errors import RenderError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from newsletter.model import Edition
    from newsletter.pipeline.album import Album, Shelf
    from newsletter.pipeline.make import Kind

# What a file's name says where no --format does.
BY_SUFFIX: dict[str, Kind] = {
    ".md": "md",
    ".html": "html",
    ".txt": "text",
    ".eml": "eml",
    ".json": "json",
}


def album_for(
    formats: Sequence[Kind], output: Path | None, shelf: Shelf | None = None
) -> Album | None:
    """Room for pictures, where a page is written into a folder that they can lie in."""
    from newsletter.pipeline.album import Album

    return Album(shelf) if _has_page(_kinds(formats, output), output) else None


def _has_page(kinds: Sequence[Kind], output: Path | None) -> bool:
    """Whether a page goes into a folder, with whatever it shows."""
    return bool(output and _is_folder(output, kinds) and (not kinds or "html" in kinds))


def _is_folder(output: Path, kinds: Sequence[Kind]) -> bool:
    return output.is_dir() or len(kinds) != 1 or not (output.suffix or output.exists())


def write(
    edition: Edition,
    formats: Sequence[Kind],
    output: Path | None,
    templates: Path | None,
    files: Mapping[str, bytes],
) -> None:
    """One format to standard output or a file; several, or all, into a folder.

    The page's pictures, `files`, go with it; alone it has none.
    """
    from newsletter.deliver.folder import publish
    from newsletter.pipeline.album import showing
    from newsletter.pipeline.make import KINDS, file_name, rendered

    kinds = _kinds(formats, output)
    if not _has_page(kinds, output):
        files = {}
    edition = showing(edition, files)
    if output is None:
        if len(kinds) > 1:
            raise click.UsageError("several formats need a folder: add -o DIR")
        click.echo(rendered(edition, next(iter(kinds), "md"), templates), nl=False)
    elif _is_folder(output, kinds):
        kinds = kinds or KINDS
        made = {file_name(kind): rendered(edition, kind, templates) for kind in kinds}
        publish({**made, **files}, output)
        say(f"wrote {', '.join(map(file_name, kinds))} in {output}")
    else:
        _write_file(rendered(edition, kinds[0], templates), output)
        say(f"wrote {output}")


def _kinds(formats: Sequence[Kind], output: Path | None) -> tuple[Kind, ...]:
    """The formats that are asked for, or the one that the file's name says."""
    if formats or output is None or output.is_dir():
        return tuple(dict.fromkeys(formats))
    return tuple(kind for end, kind in BY_SUFFIX.items() if end == output.suffix)


def _write_file(data: bytes, path: Path) -> None:
    """Whole or not at all; what is no regular file, such as a pipe, is written to as it is."""
    from newsletter.deliver.folder import publish

    if path.is_file() or not path.exists():
        publish({path.name: data}, path.parent)
        return
    try:
        path.write_bytes(data)
    except OSError as error:
        raise RenderError(f"{path}: cannot be written: {error.strerror}") from None
