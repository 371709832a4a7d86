"""Why an edition's stories are in it, for people in lines of a terminal; or as one JSON object."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from newsletter.cli.terminal import visible
from newsletter.edition.written import headlines_of
from newsletter.errors import ConfigError, NewsletterError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.model import Decision, Edition, HeldBack, Item

    Numbered = tuple[int, Item, Decision | None]  # without one it is the editor's whole
    Record = dict[str, Any]

WIDTH = 100
MARGIN = " " * 4
WRITTEN = "written by the editor"


def show(form: str, edition: Edition, story: str, by: str = "") -> Iterator[str]:
    """The edition's decisions, or those of the `story` that is named by number or words.

    `by` is who approved the edition, as far as that is known. ConfigError where there is no such
    story, NewsletterError where the edition kept no decisions.
    """
    told = _numbered(edition)
    chosen = _chosen(told, story, edition.id) if story else told
    if form == "json":
        yield _json(edition, chosen, by, whole=not story)
    else:
        if by:
            yield visible(f"approved by {by}")
        yield "\n".join(_text(edition, chosen, whole=not story))


def headline(item: Item) -> str:
    """As it is printed: the editor's words, where the editor wrote it."""
    return next(iter(headlines_of((item,))), "")


def _numbered(edition: Edition) -> list[Numbered]:
    """Counted as they are printed: stories in full, then headlines."""
    by_story = {one.story: one for one in edition.decisions}
    items = [*edition.items, *edition.also]
    if any(item.sources and item.story not in by_story for item in items):
        raise NewsletterError(
            f"{edition.id}: was made before editions kept their decisions; a new one has them"
        )
    return [(number, item, by_story.get(item.story)) for number, item in enumerate(items, start=1)]


def _chosen(told: list[Numbered], story: str, name: str) -> list[Numbered]:
    found = [one for one in told if str(one[0]) == story]
    if not found:
        wanted = story.casefold().split()
        found = [one for one in told if _has(headline(one[1]), wanted)]
    if not found:
        count = "no story" if not told else f"stories 1 to {len(told)}"
        raise ConfigError(f"{name}: no story `{story}`; it has {count}")
    return found


def _has(line: str, wanted: list[str]) -> bool:
    return all(word in line.casefold() for word in wanted)


def _text(edition: Edition, chosen: list[Numbered], *, whole: bool) -> Iterator[str]:
    coverage = edition.coverage
    yield f"== {visible(edition.id)} =="
    yield f"{coverage.entries} entries, {coverage.stories} stories, {coverage.held} held back"
    for number, item, decision in chosen:
        yield ""
        yield from _wrapped(f"{number}. {headline(item)}", "")
        if decision is None:
            yield f"{MARGIN}{WRITTEN}"
            continue
        yield from _wrapped(_place(edition, number, item), MARGIN)
        yield from _wrapped(_sum(decision), MARGIN)
        yield from _articles(edition, item, decision)
        if lines := [one.line for one in edition.withheld if one.story == item.story]:
            share = f"max_quote allows {edition.max_quote:.0%} of a text"
            yield from _wrapped(f"not quoted, as {share}: {', '.join(lines)}", MARGIN)
    if whole and edition.held:
        yield "\nHELD BACK"
        for one in edition.held:
            yield from _held(one)
        if (more := coverage.held - len(edition.held)) > 0:
            yield f"and {more} more"


def _place(edition: Edition, number: int, item: Item) -> str:
    full = len(edition.items)
    rank = [one.story for one in edition.decisions].index(item.story) + 1
    where = f"{'in full' if number <= full else 'as a headline'}; ranked {rank}"
    if item.mark == "new":
        return where
    return f"{where}; {item.mark} of what {item.since} told"


def _sum(decision: Decision) -> str:
    factors = ", ".join(f"{name} {value:+.3f}" for name, value in decision.factors)
    return f"score {decision.score:.3f}{f': {factors}' if factors else ''}"


def _articles(edition: Edition, item: Item, decision: Decision) -> Iterator[str]:
    if not decision.articles:
        for one in edition.sources:
            if one.number in item.sources:
                yield from _wrapped(f"{one.entry}  {one.name}: {one.title}", MARGIN)
        return
    reports = len(item.telling.reports)
    independent = "" if not reports else f", {reports} independent"
    yield f"{MARGIN}{len(item.summary.sources)} articles{independent}:"
    for merged in decision.articles:
        yield from _wrapped(f"{merged.entry}  {merged.name}: {merged.title}", MARGIN)
        shared = ", ".join(merged.shared) or "nothing in its first lines"
        yield from _wrapped(f"shares {shared}", MARGIN * 2)


def _held(one: HeldBack) -> Iterator[str]:
    score = "     -" if one.score is None else f"{one.score:6.3f}"
    yield from _wrapped(f"{score}  {one.headline}", "", MARGIN * 2)
    yield from _wrapped(one.reason, MARGIN * 2)


def _wrapped(text: str, margin: str, further: str | None = None) -> list[str]:
    lead = text[: len(text) - len(text.lstrip())]
    return textwrap.wrap(
        visible(text),
        WIDTH,
        initial_indent=margin + lead,
        subsequent_indent=margin + MARGIN if further is None else further,
        break_on_hyphens=False,
    )


def _json(edition: Edition, chosen: list[Numbered], by: str, *, whole: bool) -> str:
    from dataclasses import asdict

    from newsletter.cli.records import line

    record: Record = {
        "edition": edition.id,
        "approved_by": by or None,
        "stories": [_record(edition, *one) for one in chosen],
    }
    if whole:
        coverage = edition.coverage
        record["entries"], record["considered"] = coverage.entries, coverage.stories
        record["held_back"] = coverage.held
        record["held"] = [asdict(one) for one in edition.held]
    return line(record)


def _record(edition: Edition, number: int, item: Item, decision: Decision | None) -> Record:
    if decision is None:
        full = number <= len(edition.items)
        return {"number": number, "headline": headline(item), "full": full, "written": True}
    alone = [
        {"entry": one.entry, "name": one.name, "title": one.title, "shared": []}
        for one in edition.sources
        if one.number in item.sources
    ]
    return {
        "number": number,
        "headline": headline(item),
        "full": number <= len(edition.items),
        "rank": [one.story for one in edition.decisions].index(item.story) + 1,
        "mark": item.mark,
        "since": item.since or None,
        "score": decision.score,
        "factors": dict(decision.factors),
        "not_quoted": [one.line for one in edition.withheld if one.story == item.story],
        "independent": len(item.telling.reports) or None,
        "articles": [
            {"entry": one.entry, "name": one.name, "title": one.title, "shared": list(one.shared)}
            for one in decision.articles
        ]
        or alone,
    }
