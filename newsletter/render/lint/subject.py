"""What the rules look at: a document with its styles, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.render.lint.cascade import Look, looks
from newsletter.render.lint.css import declarations, stylesheet
from newsletter.render.lint.tree import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsletter.render.lint.css import Declaration, Sheet
    from newsletter.render.lint.findings import Kind
    from newsletter.render.lint.tree import Document, Element, Text

# What only mails hold, and what their programs drop.
_MAIL = re.compile(
    r'aria-roledescription="email"|\[if\s+[^\]]*mso|\bmso-|x-apple-disable', re.IGNORECASE
)
_PAGE = frozenset({"main", "nav", "article"})


@dataclass(frozen=True, slots=True)
class Subject:
    """One HTML file; a `draft` is a mail without sender or reader, which nobody needs to leave."""

    html: str
    kind: Kind
    document: Document
    sheets: tuple[Sheet, ...]
    light: tuple[Look, ...]
    dark: tuple[Look, ...]
    inline: tuple[tuple[Element, tuple[Declaration, ...], tuple[str, ...]], ...]
    draft: bool = False

    @property
    def mail(self) -> bool:
        return self.kind == "mail"

    def is_hidden(self, element: Element) -> bool:
        return element.number < len(self.light) and self.light[element.number].hidden

    def seen(self) -> Iterator[tuple[Text, Look]]:
        """The words that are shown, with their look in light."""
        for text in self.document.texts:
            if 0 <= text.parent < len(self.light) and not self.light[text.parent].hidden:
                yield text, self.light[text.parent]

    def words(self) -> str:
        """All that is shown, white space collapsed."""
        return " ".join(" ".join(text.value for text, _ in self.seen()).split())


def kind_of(html: str, document: Document) -> Kind:
    """A page says so by elements that mails do without; all else is linted as a mail."""
    if _MAIL.search(html):
        return "mail"
    return "page" if any(True for _ in document.named(*_PAGE)) else "mail"


def subject(html: str, *, kind: Kind | None = None, draft: bool = False) -> Subject:
    """Read a file's HTML; never raises."""
    document = read(html)
    sheets = tuple(
        stylesheet(
            "".join(text.value for text in document.texts[slice(*one.words)]),
            document.texts[one.words[0]].line,
        )
        for one in document.named("style")
        if one.words[0] < one.words[1]
    )
    return Subject(
        html,
        kind or kind_of(html, document),
        document,
        sheets,
        tuple(looks(document, sheets, "light")),
        tuple(looks(document, sheets, "dark")),
        tuple(
            (one, *declarations(one.get("style"), one.line))
            for one in document.elements
            if one.get("style")
        ),
        draft,
    )
