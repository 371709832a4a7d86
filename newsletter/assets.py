"""Files that ship with the program: templates, starter feeds, sample seeds."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

PACKAGE = Path(__file__).parent

Folder = Literal["templates", "feeds", "seeds"]


def folder(name: Folder) -> Path:
    """Where a bundled folder lies: inside the installed package, else beside it in a checkout."""
    installed = PACKAGE / name
    return installed if installed.is_dir() else PACKAGE.parent / name
