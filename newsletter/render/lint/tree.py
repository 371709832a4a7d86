"""The elements of a document and the words in them, near enough to what browsers build.

Elements stand in the order of their start tags; a tree would be deeper than Python can walk.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from newsletter.render.lint.tokens import ESCAPABLE, RAW, Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

_VOID_NAMES = "area base br col embed hr img input link meta source track wbr"
VOID = frozenset(_VOID_NAMES.split())
# What need not be closed: the end of what it stands in closes it.
_OPEN_NAMES = "html head body p li dt dd tr td th thead tbody tfoot colgroup option"
_OPEN = frozenset(_OPEN_NAMES.split())
_BLOCKS_NAMES = (
    "address article aside blockquote center details div dl fieldset figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr main menu nav ol p pre section table ul"
)
_BLOCKS = frozenset(_BLOCKS_NAMES.split())
# start tag -> what it closes, and what it does not look beyond
_CLOSES = {
    "li": ({"li"}, {"ul", "ol", "menu"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "tr": ({"tr", "td", "th"}, {"table", "tbody", "thead", "tfoot"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "tbody": ({"tbody", "thead", "tfoot", "tr", "td", "th"}, {"table"}),
    "tfoot": ({"tbody", "thead", "tr", "td", "th"}, {"table"}),
    "body": ({"head"}, {"html"}),
    "a": ({"a"}, {"td", "th", "table"}),
    "option": ({"option"}, {"select"}),
}
DEEPEST = 512  # browsers stop there, too
LINE = 1000  # characters that are put together; a longer text is told in several


@dataclass(slots=True)
class Element:
    """`parent` is a number of the document's elements, -1 for none; `words` its texts, `from:to`.

    `subtree` is where the elements inside it end.
    """

    name: str
    attributes: dict[str, str]
    line: int
    parent: int
    number: int
    depth: int
    words: tuple[int, int] = (0, 0)
    subtree: int = 0

    def get(self, attribute: str) -> str:
        return self.attributes.get(attribute, "")


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters inside the element of that number."""

    value: str
    parent: int
    line: int


@dataclass(slots=True)
class Document:
    """What was read; `faults` are places where the markup is not well formed."""

    size: int
    doctype: str = ""
    elements: list[Element] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    comments: list[Token] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    deepest: int = 0

    def named(self, *names: str) -> Iterator[Element]:
        return (one for one in self.elements if one.name in names)

    def first(self, name: str) -> Element | None:
        return next(self.named(name), None)

    def text(self, element: Element, most: int = 4000) -> str:
        """The words in an element, white space collapsed, at most so many characters."""
        pieces, length = [], 0
        for number in range(*element.words):
            pieces.append(self.texts[number].value[:most])
            length += len(self.texts[number].value)
            if length > most:
                break
        return " ".join("".join(pieces).split())

    def inside(self, element: Element) -> Iterator[Element]:
        return (self.elements[number] for number in range(element.number + 1, element.subtree))

    def ancestors(self, element: Element) -> Iterator[Element]:
        while element.parent >= 0:
            element = self.elements[element.parent]
            yield element


def read(html: str) -> Document:
    """The document of any characters; never raises."""
    builder = _Builder(Document(len(html.encode(errors="replace"))))
    for token in tokens(html):
        builder.take(token)
    builder.finish()
    return builder.document


class _Builder:
    """Takes tokens one by one; `stack` holds the numbers of the open elements."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._stack: list[int] = []
        self._open: dict[str, int] = {}

    def take(self, token: Token) -> None:
        match token.kind:
            case "start":
                self._start(token)
            case "end":
                self._end(token)
            case "text":
                self._text(token)
            case "comment":
                self.document.comments.append(token)
            case "doctype":
                self.document.doctype = token.value

    def _text(self, token: Token) -> None:
        """A place where a line may break parts no words: what is behind it goes on."""
        parent = self._stack[-1] if self._stack else -1
        texts, elements = self.document.texts, self.document.elements
        last = elements[-1] if elements else None
        if last and last.name == "wbr" and last.words[0] == len(texts) > 0:
            before = texts[-1]
            if before.parent == last.parent == parent and len(before.value) < LINE:
                texts[-1] = replace(before, value=before.value + token.value)
                return
        texts.append(Text(token.value, parent, token.line))

    def finish(self) -> None:
        while self._stack:
            self._pop(told=True)

    def _start(self, token: Token) -> None:
        name = token.value
        if name in _BLOCKS and self._open.get("p"):
            self._close({"p"}, {"table", "td", "th", "button", "caption"})
        if name in _CLOSES:
            self._close(*_CLOSES[name])
        for again in token.repeated:
            self.document.faults.append((token.line, f"<{name}> has `{again}` twice"))
        if len(self._stack) >= DEEPEST and name not in VOID:
            self._pop(told=False)
        number = len(self.document.elements)
        parent = self._stack[-1] if self._stack else -1
        texts = len(self.document.texts)
        element = Element(
            name, dict(token.attributes), token.line, parent, number, len(self._stack),
            (texts, texts), number + 1,
        )  # fmt: skip
        self.document.elements.append(element)
        self.document.deepest = max(self.document.deepest, element.depth)
        foreign = self._open.get("svg") or self._open.get("math") or ":" in name
        if name in VOID or (token.selfclosed and foreign and name not in RAW | ESCAPABLE):
            return
        self._stack.append(number)
        self._open[name] = self._open.get(name, 0) + 1

    def _end(self, token: Token) -> None:
        name = token.value
        if not self._open.get(name):
            if name not in VOID and name != "p":
                self.document.faults.append((token.line, f"</{name}> closes nothing"))
            return
        while self._stack:
            top = self.document.elements[self._stack[-1]].name
            self._pop(told=top != name)
            if top == name:
                return

    def _close(self, closed: set[str], within: set[str]) -> None:
        """End the elements of those names that are open, up to the nearest of `within`."""
        if not any(self._open.get(name) for name in closed):
            return
        last = None
        for place in range(len(self._stack) - 1, -1, -1):
            name = self.document.elements[self._stack[place]].name
            if name in within:
                break
            if name in closed:
                last = place
        while last is not None and len(self._stack) > last:
            self._pop(told=False)

    def _pop(self, *, told: bool) -> None:
        document = self.document
        element = document.elements[self._stack.pop()]
        self._open[element.name] -= 1
        element.words = element.words[0], len(document.texts)
        element.subtree = len(document.elements)
        if told and element.name not in _OPEN:
            document.faults.append((element.line, f"<{element.name}> is never closed"))
