"""An edition as JSON and back; msgspec's one door for editions.

Keys stand in the order of the model, so that the same edition is the same bytes.
"""

from __future__ import annotations

from typing import Any

import msgspec

from newsletter.errors import ParseError
from newsletter.model import Edition

FILE = "edition.json"  # its name in an edition's folder


def to_json(edition: Edition) -> bytes:
    """UTF-8, indented, ending in a line break."""
    return msgspec.json.format(msgspec.json.encode(edition), indent=2) + b"\n"


def values(edition: Edition) -> Any:  # noqa: ANN401 - JSON values
    """The edition as the dicts, lists and plain values of its JSON."""
    return msgspec.to_builtins(edition)


def from_json(data: bytes, where: str) -> Edition:
    """The edition that `to_json` wrote; ParseError names `where` and what is wrong."""
    try:
        return msgspec.json.decode(data, type=Edition)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ParseError(where, f"is not an edition.json of ours: {error}") from None
