"""Clean HTML as a tree: what the text and the Markdown edition are told from."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BLOCKS = (
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre table thead tbody tfoot tr th td hr div dl dt dd"
)
BLOCKS = frozenset(_BLOCKS.split())
VOID = frozenset({"br", "hr"})
# Elements within elements; what is nested deeper is told as if it stood here.
DEEPEST = 40


@dataclass(slots=True)
class Element:
    """An element with its children in order; `href` is a link's, `align` a cell's side."""

    tag: str
    href: str = ""
    children: list[Element | str] = field(default_factory=list)
    align: str = ""

    def elements(self) -> Iterator[Element]:
        return (child for child in self.children if isinstance(child, Element))

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.elements():
            yield from child.walk()

    def text(self) -> str:
        return "".join(one if isinstance(one, str) else one.text() for one in self.children)

    def rows(self) -> list[Element]:
        """The rows of a table, all as long as the longest."""
        found = [one for one in self.walk() if one.tag == "tr"]
        most = max((len(list(row.elements())) for row in found), default=0)
        for row in found:
            row.children = list(row.elements())
            row.children += [Element("td") for _ in range(most - len(row.children))]
        return [row for row in found if row.children]

    def blocks(self) -> Iterator[Element]:
        """The children that are blocks; words between them are a paragraph."""
        loose = Element("p")
        for child in self.children:
            if isinstance(child, str) or child.tag not in BLOCKS:
                loose.children.append(child)
                continue
            if loose.text().strip():
                yield loose
            loose = Element("p")
            yield child
        if loose.text().strip():
            yield loose


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("div")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        made = Element(tag, told.get("href") or "", align=told.get("align") or "")
        if len(self.open) < DEEPEST:
            self.open[-1].children.append(made)
        if tag not in VOID:
            # Too deep a one is opened and closed as any, and its words go to the last that stands.
            self.open.append(made if len(self.open) < DEEPEST else self.open[-1])

    def handle_endtag(self, _tag: str) -> None:
        if len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    """The tree of what the sanitiser passed, whose elements are all closed."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.open[0]


def inline(element: Element, *, link: Callable[[str, str], str]) -> str:
    """Its words on one line, or on several where a line is broken; `link` writes its links."""
    return "\n".join(" ".join(line.split()) for line in _inline(element, link).split("\0"))


def _inline(element: Element, link: Callable[[str, str], str]) -> str:
    told = []
    for child in element.children:
        if isinstance(child, str):
            told.append(child)
        elif child.tag == "br":
            told.append("\0")
        elif child.href:
            told.append(link(" ".join(_inline(child, link).replace("\0", " ").split()), child.href))
        else:
            told.append(_inline(child, link))
            if child.tag in BLOCKS:
                told.append(" ")
    return "".join(told)
