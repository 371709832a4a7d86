"""Files that somebody named -> their bytes: no pipe is waited for, no device read, nothing huge."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from newsletter.errors import ParseError, SourceError

if TYPE_CHECKING:
    from pathlib import Path

BIGGEST = 10_000_000  # bytes of a feed, a list or a page, from a file as from the network


def read_file(path: Path, name: str, most: int = BIGGEST) -> bytes:
    """A regular file's bytes, at most `most` of them; errors call it by `name`.

    Raises SourceError for what is missing or no file, ParseError for what is too large.
    """
    try:
        with open(path, "rb", opener=_without_blocking) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise SourceError(name, "is no regular file")
            data = file.read(most + 1)
            if data is None:  # the kernel's own log and the like: they wait for more
                raise SourceError(name, "is no regular file")
    except FileNotFoundError:
        raise SourceError(name, "there is no such file") from None
    except IsADirectoryError:
        raise SourceError(name, "is a folder; name a file") from None
    except OSError as error:
        raise SourceError(name, f"cannot be read: {error.strerror}") from None
    except ValueError:  # a NUL in the name
        raise SourceError(name, "is no file name") from None
    check_size(data, name, most)
    return data


def written(name: str | Path) -> str:
    r"""A name as text: a byte that is not UTF-8 is written out, such as `\xff`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def check_size(data: bytes, name: str, most: int = BIGGEST) -> None:
    """Raises ParseError for more than `most` bytes."""
    if len(data) > most:
        raise ParseError(name, f"is larger than {most // 1_000_000} MB")


def _without_blocking(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
