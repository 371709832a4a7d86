"""Lists that the settings name: text files of the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.errors import SourceError
from newsletter.sources.files import read_file

if TYPE_CHECKING:
    from pathlib import Path


def text_named(named: str, root: Path, problems: list[str]) -> str:
    """The text of the file; empty, with the reason in `problems`, where it cannot be read."""
    try:
        return read_file(root / named, named).decode("utf-8-sig")
    except SourceError as error:
        problems.append(str(error))
    except UnicodeDecodeError:
        problems.append(f"{named}: is not UTF-8 text")
    return ""
