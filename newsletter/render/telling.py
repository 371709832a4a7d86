"""Who told a story, who copied whom, and in what they differ, as templates want it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.render.shown import clipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from newsletter.model import Difference, Item, Quote
    from newsletter.render.labels import Labels
    from newsletter.render.source import SourceView
    from newsletter.render.stories import Line

FIGURE = 80  # characters that one may take


@dataclass(frozen=True, slots=True)
class ReportView:
    """Who wrote it, the agency's copy where one names it, and who else printed it."""

    source: SourceView
    copies: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value that one of the sources tells; `line` is its sentence."""

    figure: str
    line: Line


@dataclass(frozen=True, slots=True)
class TellingView:
    """`counted` is "5 outlets, 2 independent reports", empty where one told it.

    Of an update it says first who told what is new, and then "7 outlets, 3 reports in all".
    """

    counted: str
    reports: tuple[ReportView, ...]
    differences: tuple[tuple[ValueView, ...], ...]


def telling_view(
    item: Item,
    sources: Sequence[SourceView],
    beside: Sequence[SourceView],
    line: Callable[[Quote], Line],
    words: Labels,
) -> TellingView:
    """The view of a story; `sources` and `beside` are the item's own.

    Where nobody asked who copied whom, each source stands for itself.
    """
    reports = tuple(_reports(item, sources))
    differences = tuple(
        tuple(_values(one, line)) for one in item.telling.differences if len(one.quotes) > 1
    )
    return TellingView(_counted(item, sources, beside, words), reports, differences)


def _reports(item: Item, sources: Sequence[SourceView]) -> Iterator[ReportView]:
    shown: set[int] = set()
    for report in item.telling.reports:
        places = [place for place in report.articles if 0 <= place < len(sources)]
        first = report.origin if report.origin in places else next(iter(places), None)
        if first is not None:
            copies = (sources[place] for place in places if place != first)
            yield ReportView(sources[first], _apart(sources[first], copies))
            shown.update(sources[place].number for place in places)
    for source in dict.fromkeys(sources):
        if source.number not in shown:
            yield ReportView(source, ())


def _apart(first: SourceView, copies: Iterator[SourceView]) -> tuple[SourceView, ...]:
    """The copies of other outlets, each outlet once."""
    names = {first.name: first}
    for copy in copies:
        names.setdefault(copy.name, copy)
    return tuple(names.values())[1:]


def _values(difference: Difference, line: Callable[[Quote], Line]) -> Iterator[ValueView]:
    for quote in difference.quotes:
        if quote.figures:
            yield ValueView(clipped(quote.figures[0].text, FIGURE), line(quote))


def _counted(
    item: Item, sources: Sequence[SourceView], beside: Sequence[SourceView], words: Labels
) -> str:
    now = _outlets(sources), len(item.telling.reports)
    in_all = _outlets((*sources, *beside)), item.telling.in_all
    told = [_count(*now, words)]
    if in_all != now and (counted := _count(*in_all, words)):
        told.append(words.in_all.format(counted=counted))
    return "; ".join(filter(None, told))


def _outlets(sources: Iterable[SourceView]) -> int:
    return len({source.name.casefold() for source in sources})


def _count(outlets: int, reports: int, words: Labels) -> str:
    if outlets < 2 or not reports:  # noqa: PLR2004 - more than one
        return ""
    noun = words.report if reports == 1 else words.independent
    return f"{words.outlets(outlets)}, {noun(reports)}"
