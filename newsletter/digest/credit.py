"""Which agency a text names as its own: in the dateline, the byline, or the credit at its end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.text.late import late

if TYPE_CHECKING:
    from newsletter.model import Revision

_HEAD, _TAIL = 160, 160  # characters in which a dateline, or a credit, stands
_NAME = r"[^()\[\]【】\n;:|/]{2,40}?"
# OSLO (Northwire) -    (Northwire) -    【青海通信】    [Northwire]
_DATELINE = late(
    rf"(?P<place>[^()\n.!?。]{{0,80}})\((?P<name>{_NAME})\)\s*[-–—―:]"
    rf"|[【［\[](?P<marked>{_NAME})[】］\]]"
)
# By Ann Lee, Northwire    Von Ann Lee, dnr
_BYLINE = late(rf"(?:By|Von|Par|Por|Di|Door)\s[^\n,.]{{2,60}},\s(?P<name>{_NAME})(?:\n|$)")
# (Northwire)    Quelle: dnr    Reporting by Northwire; editing by ...    (avec Agence Corvin)
_CREDIT = late(
    rf"[(（]?(?:reporting\sby|with\s(?:material|reporting)\s(?:from|by)|avec|mit\smaterial\sder"
    rf"|mit|con|com|[^\W\d_]{{2,12}}\s?[:：])\s?(?P<name>{_NAME})\s*(?:[;.)）].*)?"
    rf"|[(（](?P<alone>{_NAME})[)）]\.?",
    re.IGNORECASE | re.DOTALL,
)
_PEOPLE = re.compile(r"\s(?:and|und|et|y|e)\s|,")


def dateline(revision: Revision) -> str:
    """The agency that the first line is marked with, in lower case; empty where there is none."""
    found = _DATELINE().match(revision.text[:_HEAD].lstrip())
    return _folded((found["name"] or found["marked"]) if found else "")


def credits_of(revision: Revision) -> frozenset[str]:
    """The agencies that a text says it is from, in lower case."""
    head = revision.text[:_HEAD].lstrip()
    names = {dateline(revision)}
    if byline := _BYLINE().match(head):
        names.add(_folded(byline["name"]))
    last = revision.text.rstrip()[-_TAIL:].rsplit("\n", 1)[-1].strip()
    if len(last) < _TAIL and (credit := _CREDIT().fullmatch(last)):
        names.add(_folded(credit["name"] or credit["alone"]))
    return frozenset(names - {""})


def _folded(name: str) -> str:
    """A name as it is compared; a list of people is none."""
    return "" if _PEOPLE.search(name) else " ".join(name.casefold().split())
