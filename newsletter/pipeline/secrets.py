"""Secrets that the settings name: they stand in a variable or a file, and in no message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.errors import ConfigError, SourceError
from newsletter.sources.files import read_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LONGEST = 8_192  # bytes


def secret(where: str, env: str, file: str, root: Path, environ: Mapping[str, str]) -> str:
    """One line from the variable or the file; ConfigError, without the secret, where it is not."""
    if env:
        value = environ.get(env, "").strip()
        if not value:
            raise ConfigError(f"{where}: wants the environment variable {env}")
    else:
        try:
            value = read_file(root / file, file, LONGEST).decode("utf-8", "replace").strip()
        except SourceError as error:
            raise ConfigError(f"{where}: {error}") from None
        if not value:
            raise ConfigError(f"{where}: wants the file {file} to hold it")
    if not value.isprintable():
        raise ConfigError(f"{where}: wants one line of text")
    return value


def key_of(where: str, file: str, root: Path) -> bytes:
    """The bytes of a file with a key; ConfigError where it cannot be read."""
    try:
        return read_file(root / file, file, LONGEST)
    except SourceError as error:
        raise ConfigError(f"{where}: {error}") from None
