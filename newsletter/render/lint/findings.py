"""What a check found: in one file, by one rule, at one line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Severity = Literal["error", "warning", "note"]
Kind = Literal["mail", "page"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
MOST = 5  # findings of one rule in one file; what more there are is counted
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, on which line (from 1; 0 is the whole file), and what would be right.

    An error is seen by readers or refused by servers, a warning by some of them, a note by none.
    """

    rule: str
    severity: Severity
    what: str
    right: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found in one file, the gravest first."""

    name: str
    kind: Kind
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        return sum(1 for finding in self.findings if finding.severity == severity)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The gravest first, then by line; of each rule the first few, and how many more there are."""
    found = sorted(
        dict.fromkeys(findings),
        key=lambda one: (SEVERITIES.index(one.severity), one.line, one.rule, one.what),
    )
    return tuple(_few(found))


def shown(text: str) -> str:
    """Foreign text for a line of a report: white space collapsed, cut."""
    line = " ".join(text[: 4 * _LONGEST].split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _few(found: list[Finding]) -> Iterator[Finding]:
    counted = Counter((one.rule, one.severity) for one in found)
    told: Counter[tuple[str, Severity]] = Counter()
    for one in found:
        key = one.rule, one.severity
        told[key] += 1
        if told[key] <= MOST:
            yield one
        if told[key] == MOST and counted[key] > MOST:
            more = counted[key] - MOST
            yield Finding(one.rule, one.severity, f"and {more} more of these", one.right)
