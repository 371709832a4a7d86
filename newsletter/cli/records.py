"""The JSON objects that people script against, and how they are written."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsletter.model import Article, Figure, Quote, Summary

    Record = dict[str, Any]

# What a figure counts where its text names nothing: "the index closed at 75,603".
NUMBER = "number"


def line(record: Mapping[str, object]) -> str:
    """As one line of JSON: times in ISO 8601, non-ASCII as it is but halves of surrogate pairs."""
    made = json.dumps(record, ensure_ascii=False, allow_nan=False, default=as_text)
    try:
        made.encode()
    except UnicodeEncodeError:
        made = json.dumps(record, allow_nan=False, default=as_text)
    return made


def as_text(value: object) -> str:
    """What JSON has no type for."""
    return value.isoformat() if isinstance(value, datetime) else str(value)


def record(
    identity: str | float, articles: Sequence[Article], summary: Summary, *, many: bool = False
) -> Record:
    """A summary. `many`: the documents of one story, so that each span says in which it stands."""
    documents = {
        article.revision.id: number for number, article in reversed([*enumerate(articles)])
    }
    index = documents if many else {}
    return {
        "id": identity,
        "headline": summary.headline.text if summary.headline else None,
        "sentences": [_span(quote, index) for quote in summary.sentences],
        "bullets": [
            {"lens": bullet.lens, "label": bullet.label}
            | _span(bullet.quote, index)
            | {"figures": [_figure(figure, bullet.quote, index) for figure in bullet.quote.figures]}
            for bullet in summary.bullets
        ],
    }


def _span(quote: Quote, documents: Mapping[str, int]) -> Record:
    return {"text": quote.text, "start": quote.span.start, "end": quote.span.end} | _document(
        quote, documents
    )


def _figure(figure: Figure, quote: Quote, documents: Mapping[str, int]) -> Record:
    """`high` is there for a range, `approx` where the text says about or more than."""
    made: Record = {
        "text": figure.text,
        "start": figure.start,
        "end": figure.end,
        "value": _number(figure.value),
        "unit": figure.unit or NUMBER,
        "direction": figure.direction,
    }
    if figure.high is not None:
        made["high"] = _number(figure.high)
    if figure.approx:
        made["approx"] = True
    return made | _document(quote, documents)


def _document(quote: Quote, documents: Mapping[str, int]) -> Record:
    return {"document": documents[quote.span.revision]} if documents else {}


def _number(value: float) -> float:
    """Whole numbers without a point, as far as a float holds them exactly."""
    return int(value) if value.is_integer() and abs(value) < 2**53 else value
