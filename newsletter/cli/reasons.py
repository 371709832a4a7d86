"""Explanations for people, in lines of a terminal's width; or as JSON lines."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from newsletter.cli.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsletter.digest.asked import Asked
    from newsletter.digest.explain import Choice, Explanation
    from newsletter.digest.options import DigestOptions
    from newsletter.digest.reasons import Part, Rated
    from newsletter.model import Article, Quote

    Explained = tuple[str, Article, Explanation]
    Record = dict[str, Any]

WIDTH = 100
MARGIN = 8
LINES = 2  # of parts that are named: the others are summed up


def show(form: str, explained: Iterable[Explained], options: DigestOptions) -> Iterator[str]:
    """The explanations in one of two forms, piece by piece."""
    for number, one in enumerate(explained):
        if form == "json":
            yield _json(*one, options)
        else:
            yield ("\n" if number else "") + "\n".join(_text(*one, options))


def _text(
    path: str, article: Article, explanation: Explanation, options: DigestOptions
) -> Iterator[str]:
    yield f"== {visible(path)} =="
    if explanation.headline:
        yield "\nHEADLINE"
        yield from _chosen(explanation.headline.chosen)
        yield from _left_out(explanation.headline)
    if explanation.sentences:
        counted = f"{options.words} words" if options.words else f"{options.sentences}"
        yield f"\nSENTENCES, at most {counted}, method {options.method}"
    before: Quote | None = None
    for choice in explanation.sentences:
        yield from _chosen(choice.chosen)
        yield from _left_out(choice, before)
        before = choice.rejected.quote if choice.rejected else None
    yield "\nBULLETS"
    if any(asked.speaks for asked in explanation.lenses):
        for asked in explanation.lenses:
            yield from _lens(asked)
    else:
        yield from _told(f"no lens asks texts in the language `{article.revision.language}`")


def _lens(asked: Asked) -> Iterator[str]:
    lens = asked.lens
    silent = " is silent: it" if not asked.chosen else ""
    yield f"{visible(lens.label)}{silent} answers from {lens.threshold:.2f} on"
    for bullet, rated in zip(asked.bullets, asked.chosen, strict=True):
        yield from _chosen(rated, bullet.label if bullet.label != lens.label else "")
    if asked.rejected is None:
        yield from _told(asked.lacked)
    else:
        yield from _rejected(asked.rejected, asked.lacked, asked.short)
        if not asked.chosen:
            yield from _sum(asked.rejected.parts, 1)


def _chosen(rated: Rated, label: str = "") -> Iterator[str]:
    yield _line(rated, f"{visible(label)}: " if label else "")
    if rated.parts:
        yield from _sum(rated.parts)


def _left_out(choice: Choice, before: Quote | None = None) -> Iterator[str]:
    if choice.rejected is None:
        yield from _told("there was no other to choose from")
    elif choice.rejected.quote == before:
        again = f"left out as above: {choice.lacked}"
        yield from _lacked(again, choice.short, _points(choice.rejected))
    else:
        yield from _rejected(choice.rejected, choice.lacked, choice.short)


def _rejected(rated: Rated, lacked: str, short: Sequence[Part]) -> Iterator[str]:
    yield _line(rated, "left out: ")
    yield from _lacked(lacked, short)


def _lacked(lacked: str, short: Sequence[Part], first: str = " " * MARGIN) -> list[str]:
    """In one line, if that holds one part in which it fell short."""
    told = _told(lacked, first)
    for count in range(1, len(short) + 1):
        longer = _told(f"{lacked}; behind in {', '.join(map(_part, short[:count]))}", first)
        if count > 1 and len(longer) > 1:
            break
        told = longer
    return told


def _sum(parts: Sequence[Part], lines: int = LINES) -> list[str]:
    """As many parts as there are lines for, and all others as one: together they are the score."""
    told: list[str] = []
    for count in range(len(parts), 0, -1):
        named = [_part(part) for part in parts[:count]]
        if parts[count:]:
            others = sum(round(100 * part.points) for part in parts[count:]) / 100
            named.append(f"{len(parts) - count} smaller {others:+.2f}")
        told = _told(", ".join(named))
        if len(told) <= lines:
            break
    return told


def _part(part: Part) -> str:
    detail = f" ({visible(part.detail)})" if part.detail else ""
    return f"{visible(part.name)}{detail} {part.points:+.2f}"


def _points(rated: Rated) -> str:
    """Points have two digits; the scores of other methods may differ far behind them."""
    score = rated.score
    told = "" if score is None else f"{score:.2f}" if score == round(score, 2) else f"{score:.4g}"
    return f"{told:>{MARGIN - 2}}  "


def _line(rated: Rated, before: str) -> str:
    """As much of a quotation as a line holds, and its place."""
    span, text = rated.quote.span, visible(rated.quote.text)
    place = f" [{'title ' if span.part == 'title' else ''}{span.start}:{span.end}]"
    room = WIDTH - MARGIN - len(before) - len(place)
    if len(text) > room:
        text = text[: text.rfind(" ", 0, room - 1)].rstrip() + " …"
    return f"{_points(rated)}{before}{text}{place}"


def _told(text: str, first: str = " " * MARGIN) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * MARGIN,
        break_on_hyphens=False,
    )


def _json(path: str, article: Article, explanation: Explanation, options: DigestOptions) -> str:
    from newsletter.cli.records import line

    return line(
        {
            "id": path,
            "language": article.revision.language,
            "method": options.method,
            "headline": explanation.headline and _choice_record(explanation.headline),
            "sentences": [_choice_record(choice) for choice in explanation.sentences],
            "lenses": [_lens_record(asked) for asked in explanation.lenses],
            "text": article.revision.text,
        }
    )


def _choice_record(choice: Choice) -> Record:
    return {"chosen": _rated_record(choice.chosen)} | _left_record(choice)


def _lens_record(asked: Asked) -> Record:
    lens = asked.lens
    return {
        "lens": lens.id,
        "label": lens.label,
        "threshold": lens.threshold,
        "second": lens.second,
        "chosen": [
            {"label": bullet.label} | _rated_record(rated)
            for bullet, rated in zip(asked.bullets, asked.chosen, strict=True)
        ],
    } | _left_record(asked)


def _left_record(choice: Choice | Asked) -> Record:
    rejected = choice.rejected and _rated_record(choice.rejected)
    return {"rejected": rejected, "lacked": choice.lacked, "short": _parts_record(choice.short)}


def _rated_record(rated: Rated) -> Record:
    quote = rated.quote
    return {
        "text": quote.text,
        "part": quote.span.part,
        "start": quote.span.start,
        "end": quote.span.end,
        "score": rated.score,
        "parts": _parts_record(rated.parts),
    }


def _parts_record(parts: Sequence[Part]) -> list[Record]:
    return [{"name": one.name, "detail": one.detail, "points": one.points} for one in parts]
