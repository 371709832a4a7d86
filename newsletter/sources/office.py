"""PDF and Word documents -> HTML, in the guard, where the extra that reads them is installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from newsletter.errors import GuardError, ParseError, SourceError
from newsletter.workers.guard import Guard, Limits, shared_guard

if TYPE_CHECKING:
    from collections.abc import Mapping

# A report of 200 pages takes pypdf 3 s of CPU.
LIMITS = Limits(cpu_seconds=20.0, wall_seconds=60.0, memory_bytes=512_000_000)
REFUSED = "PermissionError: "


class Kind(NamedTuple):
    """What reads documents of a kind: a module, which comes with the extra of that name."""

    extra: str
    module: str
    begins: bytes


KINDS = {
    ".pdf": Kind("pdf", "pypdf", b"%PDF-"),
    ".docx": Kind("docx", "docx", b"PK"),
}
WITHIN = 1024  # bytes in which a PDF may begin


def office_html(
    data: bytes,
    suffix: str,
    where: str,
    *,
    kinds: Mapping[str, Kind] = KINDS,
    guard: Guard | None = None,
) -> str:
    """The document as HTML; `suffix` is one of the `kinds`.

    Raises SourceError where the extra is missing, ParseError for what cannot be read.
    """
    kind = kinds[suffix]
    if find_spec(kind.module) is None:
        raise SourceError(
            where, f"{suffix} files need an extra: `pip install 'newsletter[{kind.extra}]'`"
        )
    try:
        return (guard or shared_guard()).run(
            f"newsletter.sources.{kind.extra}:read", data, returns=str, limits=LIMITS
        )
    except GuardError as error:
        reason = str(error).removeprefix("failed with ")
        if reason.startswith(REFUSED):
            raise ParseError(where, reason.removeprefix(REFUSED)) from None
        if kind.begins not in data[:WITHIN]:
            raise ParseError(where, f"is no {suffix} file") from None
        raise ParseError(where, f"cannot be read: its reader {error}") from None
