"""Where templates are read: a user's own folder, nothing outside of it; then the bundled ones."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BaseLoader, TemplateNotFound, TemplateSyntaxError
from jinja2.loaders import split_template_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jinja2 import Environment

SUFFIXES = frozenset({".html", ".md", ".txt"})
LARGEST = 1_000_000  # bytes; the largest bundled one has 25,000
_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


class Folders(BaseLoader):
    """Templates of several folders, of which the first that has one by that name wins.

    What stands under the name but is no template fails with the reason why: to take the next
    folder's would hide that one's own is not used.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """The text, how errors call it, and whether it is still what would be read."""
        del environment
        folder = self._folder(template)
        if folder is None:
            raise TemplateNotFound(template)
        mark = _mark(folder, template)

        def is_same() -> bool:
            return self._folder(template) == folder and _mark(folder, template) == mark

        return _text(folder, template), called(template), is_same

    def _folder(self, template: str) -> Path | None:
        pieces = split_template_path(template)  # TemplateNotFound for `..`
        return next((one for one in self._folders if os.path.lexists(one.joinpath(*pieces))), None)


def called(template: str) -> str:
    """The name of a template's code: in angle brackets, so that no traceback looks for a file."""
    return f"<template {template}>"


def templates_in(folder: Path | None) -> tuple[str, ...]:
    """The names of the templates in a folder and beneath it, in order.

    What is called like one and is none is among them, and so is what leads out of the folder.
    """
    return tuple(sorted(_names(folder))) if folder else ()


def _names(folder: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        for name in (*files, *folders):
            path = Path(place, name)
            if path.suffix in SUFFIXES or (name in folders and _leads_out(folder, path)):
                yield path.relative_to(folder).as_posix()


def _leads_out(folder: Path, path: Path) -> bool:
    real = os.path.realpath(folder)
    return os.path.commonpath([real, os.path.realpath(path)]) != real


def _mark(folder: Path, template: str) -> tuple[int, ...] | None:
    try:
        found = folder.joinpath(template).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _text(folder: Path, template: str) -> str:
    try:
        data = _bytes(folder, template)
    except OSError as error:
        raise _error(template, f"cannot be read: {error.strerror}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _error(template, "is not UTF-8", line) from error


def _bytes(folder: Path, template: str) -> bytes:
    """A regular file's; a pipe or a device would let us wait for ever."""
    path = folder.joinpath(template)
    if _leads_out(folder, path):
        raise _error(template, f"leads out of the folder, to {os.path.realpath(path)}")
    kind = path.stat().st_mode
    if not stat.S_ISREG(kind):
        what = "is a folder" if stat.S_ISDIR(kind) else "is no regular file"
        raise _error(template, what)
    with open(os.open(path, _FLAGS), "rb") as file:  # noqa: PTH123 - of a descriptor
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise _error(template, f"is larger than {LARGEST:,} bytes")
    return data


def _error(template: str, what: str, line: int = 0) -> TemplateSyntaxError:
    return TemplateSyntaxError(what, line, template)
