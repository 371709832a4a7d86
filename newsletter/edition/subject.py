"""A mail's subject and preheader, cut from the headlines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.model import Summary

# Clients show 33 characters of a subject on a phone and about 50 on a desk,
# and 40 to 100 characters of preheader behind it.
SUBJECT = 50
SHORT_SUBJECT = 30
PREHEADER = 100
SHORT_PREHEADER = 40

_CLAUSE_END = re.compile(
    r"[,;:–—]\s|\s[-–—]\s|\s\(|(?<=\w)\s(?=(?:as|after|amid|while|but|despite)\s)"
)


def lines_for(summaries: Sequence[Summary], title: str) -> tuple[str, str]:
    """Subject and preheader of an edition with these full stories; `title` where none has a word.

    Composed from and verified by the same rule.
    """
    headlines = [summary.headline.text for summary in summaries if summary.headline]
    lead = next((quote.text for summary in summaries for quote in summary.sentences), "")
    return subject(headlines, title), preheader(headlines, lead)


def subject(headlines: Sequence[str], fallback: str) -> str:
    """The first headline within 50 characters; a short one is followed by the second."""
    if not headlines:
        return shorten(fallback, SUBJECT)
    first = shorten(headlines[0], SUBJECT)
    room = SUBJECT - len(first) - len("; ")
    if len(first) < SHORT_SUBJECT and len(headlines) > 1 and room >= SHORT_SUBJECT // 2:
        return f"{first}; {shorten(headlines[1], room)}"
    return first


def preheader(headlines: Sequence[str], lead: str) -> str:
    """The second and third headline within 100 characters; without them, the lead sentence."""
    rest = headlines[1:3]
    if not rest:
        return shorten(lead, PREHEADER)
    joined = " · ".join(shorten(headline, PREHEADER // len(rest) - 2) for headline in rest)
    if len(joined) < SHORT_PREHEADER and lead:
        return shorten(f"{joined} · {lead}", PREHEADER)
    return joined


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters: up to the end of a clause, else of a word (then with "…")."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    clauses = [match.start() for match in _CLAUSE_END.finditer(line, 0, limit + 1)]
    if clauses and clauses[-1] >= limit // 2:
        return line[: clauses[-1]].rstrip(" ,;:–—-")
    cut = line.rfind(" ", 0, limit)
    # A script without spaces between words is cut between characters.
    head = line[:cut] if cut >= limit // 2 else line[: limit - 1]
    return head.rstrip(" ,;:–—-") + "…"
