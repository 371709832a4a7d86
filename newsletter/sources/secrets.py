"""Secrets that the settings name: they stand in a variable or a file, and in no message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.errors import ParseError, SourceError
from newsletter.sources.files import read_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LONGEST = 8_192  # bytes; servers take no longer header


def named_secret(where: str, env: str, file: str, root: Path, environ: Mapping[str, str]) -> str:
    """One line from the variable `env`, else from the file; SourceError, without it, of `where`."""
    if env:
        value = environ.get(env, "").strip()
        if not value:
            raise SourceError(where, f"wants the environment variable {env}")
    else:
        try:
            data = read_file(root / file, file, LONGEST)
        except ParseError:
            raise SourceError(where, f"wants {file} to hold one line") from None
        value = data.decode("utf-8", "replace").strip()
        if not value:
            raise SourceError(where, f"wants the file {file} to hold it")
    if not value.isprintable():
        raise SourceError(where, "wants one line of text")
    return value
