"""The editor's own words, which are Markdown, as each format shows them.

They come as HTML that the sanitiser passed last, whatever stands in them.
"""

from __future__ import annotations

import re
from itertools import chain, repeat
from typing import TYPE_CHECKING

from markupsafe import Markup

from newsletter.render.columns import WIDTH, table, wrap
from newsletter.render.elements import BLOCKS, Element, inline, parse
from newsletter.render.filters import apart
from newsletter.render.shown import one_line
from newsletter.text.escape import escape, escape_url
from newsletter.text.fences import unfenced
from newsletter.text.markdown import to_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DEEPER, NARROWEST = 4, 24  # columns that a list takes off its lines, and leaves to them
SPACE = "margin:0 0 12px"
# What the mail's template writes beside its own elements.
STYLES = {
    "p": f'style="{SPACE}"',
    "h2": f'style="{SPACE};font-size:18px;line-height:1.35"',
    "h3": f'style="{SPACE};font-size:18px;line-height:1.35"',
    "ul": 'style="margin:0 0 12px 20px;padding:0"',
    "ol": 'style="margin:0 0 12px 22px;padding:0"',
    "blockquote": f'class="r" style="{SPACE};padding:0 0 0 14px;border-left:3px solid #dfe2e7"',
    "pre": f'style="{SPACE};font-size:14px;white-space:pre-wrap"',
    "table": 'width="100%" cellspacing="0" cellpadding="5"'
    ' style="margin:10px 0 12px;border-collapse:collapse;font-size:15px"',
    "th": 'class="r" style="border-top:1px solid #dfe2e7"',
    "td": 'class="r" style="border-top:1px solid #dfe2e7"',
}
MARKERS = {"left": ":---", "center": ":---:", "right": "---:"}
RULE = 'class="r" style="border:0;border-top:1px solid #dfe2e7;margin:16px 0"'
_HEADING = re.compile(r"<(/?)h[1-6]>")
_BOTH_WAYS = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_DIRECTED = re.compile(r"<(p|h[23]|ul|ol|li|blockquote|th|td)(?=[ >])")
_BAR = re.compile(r"(?<!\\)\|")
_OPENING = re.compile(r"<(p|h[23]|ul|ol|blockquote|pre|table|th|td)( align=[^>]+)?>")


def as_html(markdown: str, level: int = 3) -> Markup:
    """For the page; headings stand beneath a story's, or are of another level."""
    return Markup(_directed(_clean(markdown, level)))  # noqa: S704 - the sanitiser was last


def as_mail(markdown: str, link: str, level: int = 3) -> Markup:
    """For the mail, with its styles; `link` is the colour of links."""
    html = _OPENING.sub(_styled, _clean(markdown, level))
    html = html.replace("<hr>", f"<hr {RULE}>")
    html = html.replace("<a ", f'<a class="a" style="color:{link}" ')
    return Markup(_directed(html))  # noqa: S704 - as above


def _styled(opening: re.Match[str]) -> str:
    tag, align = opening.groups()
    near = ' align="left"' if tag in {"th", "td"} else ""
    return f"<{tag}{align or near} {STYLES[tag]}>"


def _clean(markdown: str, level: int) -> str:
    return _HEADING.sub(rf"<\1h{level}>", _html(markdown))


def _directed(html: str) -> str:
    """Each paragraph runs as its own words do, where some run from right to left."""
    return _DIRECTED.sub(r'<\1 dir="auto"', html) if _BOTH_WAYS.search(html) else html


def as_text(markdown: str) -> str:
    """For the text edition: 72 columns, every link."""
    return "\n\n".join(_text_blocks(parse(_html(markdown))))


def as_markdown(markdown: str) -> str:
    """Clean CommonMark: what is no Markdown of ours is text in it."""
    return "\n\n".join(_markdown_blocks(parse(_html(markdown))))


def heading_text(markdown: str) -> str:
    """A headline of the editor's without its marks."""
    return one_line(inline(parse(_html(markdown)), link=lambda text, _: text))


def heading_link(markdown: str) -> str | None:
    """The first link in a headline of the editor's."""
    return next((one.href for one in parse(_html(markdown)).walk() if one.href), None)


def _html(markdown: str) -> str:
    return to_html(unfenced(markdown))


def _text_blocks(parent: Element, room: int = WIDTH) -> Iterator[str]:
    def beneath(item: Element) -> Iterator[str]:
        return _text_blocks(item, max(room - DEEPER, NARROWEST))

    for block in parent.blocks():
        match block.tag:
            case "ul" | "ol":
                yield "\n".join(_items(block, beneath, "* "))
            case "blockquote" | "div" | "li":
                mark = "> " if block.tag == "blockquote" else ""
                yield _indented("\n\n".join(beneath(block)), mark, mark)
            case "pre":
                yield "\n".join(wrap(apart(line), "    ", limit=room) for line in _lines(block))
            case "table":
                rows = block.rows()
                yield table(
                    [tuple(map(_words, row.elements())) for row in rows], sides=_sides(rows)
                )
            case "hr":
                yield "* * *"
            case _:
                yield "\n".join(wrap(line, limit=room) for line in _words(block).split("\n"))


def _markdown_blocks(parent: Element) -> Iterator[str]:
    for block in parent.blocks():
        match block.tag:
            case "ul" | "ol":
                yield "\n".join(_items(block, _markdown_blocks, "- "))
            case "blockquote" | "div" | "li":
                mark = "> " if block.tag == "blockquote" else ""
                yield _indented("\n\n".join(_markdown_blocks(block)), mark, mark)
            case "pre":
                fence = _ticks(block.text(), 3)
                yield "\n".join((fence, *_lines(block), fence))
            case "table":
                yield "\n".join(_markdown_rows(block))
            case "hr":
                yield "---"
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                yield f"#### {_marked(block)}"
            case _:
                yield _marked(block, "\\\n")


def _markdown_rows(block: Element) -> Iterator[str]:
    for number, row in enumerate(block.rows()):
        cells = [_BAR.sub(r"\|", _marked(cell)) for cell in row.elements()]
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield f"| {' | '.join(MARKERS.get(cell.align, '---') for cell in row.elements())} |"


def _sides(rows: list[Element]) -> list[str]:
    """Where the columns' words keep to, as the table's head says."""
    return [cell.align or "left" for cell in rows[0].elements()] if rows else []


def _items(block: Element, blocks: Callable[[Element], Iterator[str]], mark: str) -> Iterator[str]:
    for number, item in enumerate(block.elements(), start=1):
        first = mark if block.tag == "ul" else f"{number}. "
        yield _indented("\n\n".join(blocks(item)), first, " " * len(first))


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        (mark + line).rstrip()
        for mark, line in zip(chain([first], repeat(rest)), lines, strict=False)
    )


def _lines(block: Element) -> list[str]:
    return block.text().strip("\n").split("\n")


def _words(element: Element) -> str:
    """As text, a line where it has one, each link followed by where it leads."""
    return apart(inline(element, link=_beside))


def _beside(text: str, url: str) -> str:
    return text if url in {text, f"mailto:{text}"} else f"{text} ({url})"


def _marked(element: Element, line_end: str = " ") -> str:
    """As Markdown on one line, or with its broken lines ended so."""
    told = _marks(element).split("\0")
    return line_end.join(" ".join(line.split()) for line in told)


def _marks(element: Element) -> str:
    told = []
    for child in element.children:
        if isinstance(child, str):
            told.append(_escaped(child))
            continue
        words = _marks(child)
        match child.tag:
            case "br":
                told.append("\0")
            case "code":
                ticks = _ticks(child.text(), 1)
                told.append(f"{ticks} {child.text()} {ticks}")
            case "strong" | "b" | "em" | "i" if words.strip():
                mark = "**" if child.tag in {"strong", "b"} else "*"
                told.append(_around(words, mark, mark))
            case "a" if child.href:
                told.append(f"[{words.strip()}]({escape_url(child.href)})")
            case _:
                told.append(f"{words} " if child.tag in BLOCKS else words)
    return "".join(told)


def _around(words: str, before: str, after: str) -> str:
    """Marks stand close to words, spaces outside."""
    inner = words.strip()
    start = words.index(inner)
    return f"{words[:start]}{before}{inner}{after}{words[start + len(inner) :]}"


def _escaped(text: str) -> str:
    """Escaped, with a space kept at either end: pieces are put together again."""
    line = escape(text)
    return f"{' ' * text[:1].isspace()}{line}{' ' * text[-1:].isspace()}" if line else " "


def _ticks(text: str, fewest: int) -> str:
    longest = max(map(len, re.findall("`+", text)), default=0)
    return "`" * max(fewest, longest + 1)
