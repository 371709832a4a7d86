"""Summaries for people: plain text for a terminal, Markdown, a web page; or JSON lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.cli.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsletter.model import Article, Quote, Summary

    Shown = tuple[str, Article, Summary]

_PAGE = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title></head>
<body>"""


def show(form: str, summaries: Iterable[Shown], *, headed: bool) -> Iterator[str]:
    """The summaries in one of four forms, piece by piece; `headed` names each by its path."""
    if form == "json":
        yield from map(_json, summaries)
    elif form == "html":
        yield from _html(summaries)
    else:
        each = _text if form == "text" else _markdown
        for number, shown in enumerate(summaries):
            yield ("\n" if number else "") + "\n\n".join(each(*shown, headed=headed))


def _json(shown: Shown) -> str:
    from newsletter.cli.records import line, record

    path, article, summary = shown
    return line(record(path, (article,), summary) | {"text": article.revision.text})


def _text(path: str, _article: Article, summary: Summary, *, headed: bool) -> Iterator[str]:
    """Each quotation with its offsets behind it."""
    if headed:
        yield f"== {visible(path)} =="
    if summary.headline:
        yield visible(summary.headline.text)
    for quote in summary.sentences:
        yield _placed(quote)
    if summary.bullets:
        yield "\n".join(f"- {b.label}: {_placed(b.quote)}" for b in summary.bullets)


def _placed(quote: Quote) -> str:
    return f"{visible(quote.text)} [{quote.span.start}:{quote.span.end}]"


def _markdown(path: str, _article: Article, summary: Summary, *, headed: bool) -> Iterator[str]:
    from newsletter.text.escape import escape as marked
    from newsletter.text.safe import plain

    title = summary.headline.text if summary.headline else path
    yield f"# {marked(plain(title))}"
    if headed:
        yield f"*{marked(plain(path))}*"
    for quote in summary.sentences:
        yield marked(plain(quote.text))
    if summary.bullets:
        yield "\n".join(
            f"- **{marked(plain(b.label))}:** {marked(plain(b.quote.text))}"
            for b in summary.bullets
        )


def _html(summaries: Iterable[Shown]) -> Iterator[str]:
    started = False
    for path, article, summary in summaries:
        title = _safe(summary.headline.text if summary.headline else path)
        if not started:
            started = True
            yield _PAGE.format(language=_safe(article.revision.language), title=title)
        yield f'<article lang="{_safe(article.revision.language)}">\n<h1>{title}</h1>'
        for quote in summary.sentences:
            yield f"<p{_data(quote)}>{_safe(quote.text)}</p>"
        if summary.bullets:
            yield "<ul>"
            for bullet in summary.bullets:
                said = f"<q{_data(bullet.quote)}>{_safe(bullet.quote.text)}</q>"
                yield f"<li><b>{_safe(bullet.label)}:</b> {said}</li>"
            yield "</ul>"
        yield "</article>"
    if started:
        yield "</body>\n</html>"


def _data(quote: Quote) -> str:
    return f' data-start="{quote.span.start}" data-end="{quote.span.end}"'


def _safe(text: str) -> str:
    from html import escape

    from newsletter.text.safe import plain

    return escape(plain(text))
