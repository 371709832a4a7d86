"""Secrets of delivery: what is wrong with one is a fault of the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.errors import ConfigError, SourceError
from newsletter.sources.files import read_file
from newsletter.sources.secrets import LONGEST, named_secret

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def secret(where: str, env: str, file: str, root: Path, environ: Mapping[str, str]) -> str:
    """One line from the variable or the file; ConfigError, without the secret, where it is not."""
    try:
        return named_secret(where, env, file, root, environ)
    except SourceError as error:
        told = str(error) if error.where == where else f"{where}: {error}"
        raise ConfigError(told) from None


def key_of(where: str, file: str, root: Path) -> bytes:
    """The bytes of a file with a key; ConfigError where it cannot be read."""
    try:
        return read_file(root / file, file, LONGEST)
    except SourceError as error:
        raise ConfigError(f"{where}: {error}") from None
