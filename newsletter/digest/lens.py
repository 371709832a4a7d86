"""A lens: a standing question to every story, written as a TOML file (see docs/lenses.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.digest.lens_file import SHIPPED, nearest, read_lens
from newsletter.digest.lens_types import Lens
from newsletter.digest.options import DEFAULT_LENSES
from newsletter.digest.shared import shared_cues
from newsletter.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["SHIPPED", "Lens", "load_lenses"]


def load_lenses(
    folders: Sequence[Path] = (),
    names: Sequence[str] = DEFAULT_LENSES,
    files: Sequence[Path] = (),
    language: str = "en",
) -> tuple[Lens, ...]:
    """The named lenses, and those of `files`, in the order in which they are printed.

    A lens is `NAME.toml`; an earlier folder wins over a later one and over the lenses that
    ship with the program, a file over them all. Labels are in `language`, where a lens has them.
    Raises ConfigError with all that is wrong in all of these files.
    """
    paths: dict[str, Path] = {path.stem: path for path in sorted(SHIPPED.glob("*.toml"))}
    own: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.toml")):
            own.setdefault(path.stem, path)
    paths |= own | {file.stem: file for file in files}
    names = (*names, *(file.stem for file in files))
    problems: list[str] = []
    found: dict[str, Lens] = {}
    for name in dict.fromkeys([*names, *own]):
        if name not in paths:
            problems.append(f"no lens `{name}`; {nearest(name, sorted(paths))}")
            continue
        lens, wrong = read_lens(paths[name], shared_cues(), language)
        problems += wrong
        if lens is not None:
            found[name] = lens
    if problems:
        raise ConfigError(*problems)
    chosen = [found[name] for name in dict.fromkeys(names)]
    return tuple(sorted(chosen, key=lambda lens: (lens.order, lens.id)))
