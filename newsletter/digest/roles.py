"""Whether a rate tells where something stands, or by how much it moved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsletter.model import Figure

_LEVEL = re.compile(
    r"\b(?:to|at|(?:rate|margin|share|yield|level|ratio|turnout)\sof|is|was|stood\sat|reached|hit)\s(?:about\s|around\s|just\s|nearly\s|almost\s|only\s)?$"
)
_BY = re.compile(r"\bby\s(?:about\s|around\s|just\s|nearly\s|almost\s|only\s)?$")
_CHANGED = re.compile(
    r"\s(?:more|less|fewer|higher|lower|up|down|dearer|cheaper|rise|increase|drop|fall|gain)\b"
)
_RISING = re.compile(
    r"\b(?:rose|fell|up|down|gained|lost|grew|increased|decreased|climbed|dropped|slipped|jumped|declined|shrank)\s(?:about\s|around\s|just\s|nearly\s|almost\s|only\s)?$"
)


def role_of(before: str, behind: str, figure: Figure) -> str:
    """Whether a rate tells a "change" or a "level", where the words beside it say."""
    if _LEVEL.search(before):
        return "level"
    if figure.direction or _BY.search(before) or _CHANGED.match(behind) or _RISING.search(before):
        return "change"
    return ""
