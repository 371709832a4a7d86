"""Documents as JSON lines: hostile bytes in, checked values out, one line at a time."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsletter.cli.records import line
from newsletter.model import Entry
from newsletter.sources.dates import read_date
from newsletter.text.reading import article, read, revision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from typing import BinaryIO

    from newsletter.model import Article

    Record = dict[str, Any]

# Longer than any article, shorter than what makes a machine swap.
MOST_BYTES = 64 * 2**20
_BODIES = ("text", "html", "documents")
_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Given:
    """A good line: one document, or the `many` documents of one story.

    `read` is true where the text is not the line's own but what was read from its HTML.
    """

    number: int
    id: str | int | float
    articles: tuple[Article, ...]
    many: bool = False
    read: bool = False

    @property
    def leading(self) -> Article:
        """The article that stands for the line; an empty list of documents has an empty one."""
        return (
            self.articles[0] if self.articles else article("", entry=_entry(f"{self.number}:", {}))
        )


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that cannot be used, and why; `id` where the line still tells it."""

    number: int
    error: str
    id: str | int | float | None = None

    def record(self) -> Record:
        return {"id": self.id, "line": self.number, "error": self.error}


class _LineError(ValueError):
    """One line for a person: what is wrong with a line."""


def lines(
    stream: BinaryIO, *, titles: bool = False, most: int = MOST_BYTES
) -> Iterator[Given | Bad]:
    """Every line that is not blank, as it comes in; numbers count from 1, blank lines too.

    `titles`: a title alone is enough. `most`: bytes that a line may have.
    """
    number = 0
    while raw := stream.readline(most):
        number += 1
        if len(raw) == most and not raw.endswith(b"\n"):
            while len(rest := stream.readline(most)) == most and not rest.endswith(b"\n"):
                pass
            yield Bad(number, f"longer than {most:,} bytes")
        elif raw.strip():
            yield _line(number, raw, titles=titles)


def write(stream: BinaryIO, record: Record) -> None:
    """One line, at once."""
    stream.write(line(record).encode() + b"\n")
    stream.flush()


def _line(number: int, raw: bytes, *, titles: bool) -> Given | Bad:
    identity: str | int | float | None = None
    try:
        fields = _object(raw)
        identity = _identity(fields)
        return _given(number, identity, fields, titles=titles)
    except _LineError as wrong:
        return Bad(number, str(wrong), identity)


def _object(raw: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(raw.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise _LineError(f"not UTF-8: byte {error.start + 1} of the line") from None
    except json.JSONDecodeError as error:
        raise _LineError(f"not JSON: {error.msg} at character {error.pos + 1}") from None
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, 100,000 brackets
        raise _LineError(f"not JSON that can be read: {error}") from None
    if not isinstance(value, dict):
        raise _LineError(f'not an object but {_kind(value)}; a line is {{"id": ..., "text": ...}}')
    return value


def _no_constant(name: str) -> None:
    raise _LineError(f"not JSON: {name} is no JSON number")


def _identity(fields: Mapping[str, Any]) -> str | int | float:
    value = fields.get("id")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        what = f"is {_kind(value)}" if "id" in fields else "is missing"
        raise _LineError(f"`id` {what}; it must be a string or a number")
    if value in {float("inf"), float("-inf")}:
        raise _LineError("`id` is too large a number")
    return value


def _given(number: int, identity: str | float, fields: Mapping[str, Any], *, titles: bool) -> Given:
    bodies = [name for name in _BODIES if fields.get(name) is not None]
    if len(bodies) > 1:
        raise _LineError(f"has both `{bodies[0]}` and `{bodies[1]}`; give one of them")
    if not bodies and not (titles and _string(fields, "title")):
        right = "one of them or a `title`" if titles else "one of them"
        raise _LineError(f"has none of `text`, `html` and `documents`; give {right}")
    if bodies == ["documents"]:
        return Given(number, identity, _documents(number, fields), many=True)
    entry = _entry(f"{number}:{identity}", fields)
    if bodies == ["html"]:
        return Given(number, identity, (_from_html(entry, fields),), read=True)
    text = _string(fields, "text")
    made = article(text, title=entry.title, language=entry.language, entry=entry)
    return Given(number, identity, (made,))


def _documents(number: int, fields: Mapping[str, Any]) -> tuple[Article, ...]:
    documents = fields["documents"]
    if not isinstance(documents, list):
        raise _LineError(f"`documents` is {_kind(documents)}; it must be a list of objects")
    made = []
    for index, document in enumerate(documents):
        where = f"documents[{index}]"
        if not isinstance(document, dict):
            raise _LineError(f"`{where}` is {_kind(document)}; it must be an object")
        if document.get("text") is None:
            raise _LineError(f"`{where}` has no `text`")
        entry = _entry(f"{number}:{index}", {"lang": fields.get("lang"), **document}, where)
        text = _string(document, "text", where)
        made.append(article(text, title=entry.title, language=entry.language, entry=entry))
    return tuple(made)


def _from_html(entry: Entry, fields: Mapping[str, Any]) -> Article:
    from newsletter.text.markup import read_html

    markup = read_html(_string(fields, "html"), entry.link)
    state = revision(
        entry.title or markup.title, markup.text, markup.blocks, entry.language or markup.language
    )
    return read(entry, state)


def _entry(identity: str, fields: Mapping[str, Any], where: str = "") -> Entry:
    source = _string(fields, "source", where)
    return Entry(
        id=identity,
        source=source,
        feed=source,
        guid=identity,
        title=_string(fields, "title", where),
        link=_string(fields, "url", where) or None,
        published=_time(_string(fields, "published", where), where),
        language=_string(fields, "lang", where),
    )


def _string(fields: Mapping[str, Any], name: str, where: str = "") -> str:
    """A field's text; a missing field and null are empty."""
    value = fields.get(name)
    if value is None:
        return ""
    called = f"{where}.{name}" if where else name
    if not isinstance(value, str):
        raise _LineError(f"`{called}` is {_kind(value)}; it must be a string")
    if half := _HALF.search(value):
        raise _LineError(f"`{called}` holds half of a surrogate pair at character {half.start()}")
    return value


def _time(value: str, where: str) -> datetime | None:
    """ISO 8601 or, as feeds write it, RFC 5322; without a zone it is UTC."""
    moment = read_date(value)
    if value and moment is None:
        called = f"{where}.published" if where else "published"
        raise _LineError(f"`{called}` is not a time like 2026-11-23T07:00:00Z")
    return moment


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "a number")
