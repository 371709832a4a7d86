"""An editor's manuscript, read back into the edition that it was drafted from.

What the editor left as it was stays a quotation with its proof; what was changed, or is new, is
the editor's own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsletter.edition.manuscript_chunks import chunks, ids_amid
from newsletter.edition.manuscript_front import Front, front
from newsletter.edition.manuscript_ids import line_ids, section_ids
from newsletter.edition.manuscript_story import Desk
from newsletter.edition.manuscript_words import same
from newsletter.edition.written import headlines_of, lines_of_head
from newsletter.errors import ManuscriptError
from newsletter.model import HeldBack, Written
from newsletter.model.editions import LEFT_OUT
from newsletter.text.safe import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from newsletter.edition.manuscript_chunks import Chunk
    from newsletter.model import Edition, Item

LARGEST = 4_000_000  # bytes: a hundred times the longest edition
HEAD = ("subject", "preheader")

Problem = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Drafted:
    """What an editor was given: an edition, its manuscript as it was written, and its name."""

    name: str
    edition: Edition
    text: str


def decoded(data: bytes, where: str) -> str:
    """The text of a manuscript's file; ManuscriptError where it is none."""
    if len(data) > LARGEST:
        raise ManuscriptError(f"{where}: is larger than {LARGEST // 1_000_000} MB")
    code = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(code)
    except UnicodeDecodeError:
        text = None
    if text is None or "\0" in text:
        raise ManuscriptError(f"{where}: is not UTF-8 text; save it as UTF-8")
    return plain(text)


def read_back(text: str, drafted: Drafted, where: str) -> Edition:
    """The edition as the editor wants it; an untouched manuscript gives the drafted one.

    ManuscriptError with file and line of each doubled or unknown id, unsettled conflict, and what
    else cannot be understood.
    """
    head = front(plain(text))
    parts, unclosed = chunks(head.text, head.first)
    names = _names(drafted.edition)
    problems = [*head.problems, *_problems(parts, names)]
    if unclosed:
        problems.append((unclosed, "the code block that begins here has no end"))
    if (named := head.values.get("draft")) and named != drafted.name:
        problems.append((1, f"is of the draft {named}, not of {drafted.name}"))
    if names and not any(part.id for part in parts) and _says_something(parts, head):
        problems.append((head.first, _without_ids(drafted)))
    desk = Desk(drafted.edition, _given(drafted), names)
    if not problems:
        for part in parts:
            desk.take(part)
        desk.finish()
        problems += desk.problems
    if problems:
        raise ManuscriptError(*(f"{where}:{line}: {said}" for line, said in sorted(problems)))
    return _edition(drafted.edition, desk, head)


def _names(edition: Edition) -> dict[str, tuple[int, str, int]]:
    sections = {name: (place, "section", 0) for place, name in section_ids(edition).items()}
    return sections | {name: key for key, name in line_ids(edition).items()}


def _says_something(parts: tuple[Chunk, ...], head: Front) -> bool:
    """Whether there is more than an emptied manuscript, of which its head is left."""
    return not head.values or any(part.kind == "own" for part in parts)


def _without_ids(drafted: Drafted) -> str:
    """Without any id no word could be told from the editor's own: a program took them away."""
    return (
        f"has none of the lines `<!-- id ... -->` of {drafted.name}, so no line could be "
        "proved; take them back from an earlier copy, or delete the stories' words and leave an id"
    )


def _given(drafted: Drafted) -> dict[str, str]:
    """What stood beneath each id."""
    given = front(drafted.text)
    return {part.id: part.text for part in chunks(given.text)[0] if part.id}


def _problems(parts: tuple[Chunk, ...], names: Mapping[str, object]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for part in parts:
        if part.kind == "conflict":
            yield part.line, "a conflict is not settled; keep one side and delete its marks"
        for amid in ids_amid(part.text) if part.kind in {"own", "line"} else ():
            if amid in names:
                yield part.line, f"the id `{amid}` stands among words; it wants a line of its own"
        if not part.id:
            continue
        if part.id not in names:
            yield part.line, f"no such id `{part.id}` in this draft; delete its line to keep words"
        elif part.id in seen:
            already = f"the id `{part.id}` stands in line {seen[part.id]} already"
            yield part.line, f"{already}; delete one of the two; words without an id are yours"
        seen.setdefault(part.id, part.line)


def _edition(base: Edition, desk: Desk, head: Front) -> Edition:
    items, also = desk.items(), tuple(desk.also)
    kept = {item.story for item in (*items, *also)}
    dropped = [item for item in (*base.items, *base.also) if item.story not in kept]
    cut = dict(zip(HEAD, lines_of_head(items, base.title), strict=True))
    drafted = dict(zip(HEAD, lines_of_head(base.items, base.title), strict=True))
    lines = {
        name: _line(head, name, cut[name] if was == drafted[name] else was, was)
        for name, was in (("subject", base.subject), ("preheader", base.preheader))
    }
    lines = {name: line or cut[name] for name, line in lines.items()}
    words = "\n\n".join(filter(None, (head.values.get("introduction", ""), *desk.introduction)))
    return replace(
        base,
        items=items,
        also=also,
        subject=lines["subject"],
        preheader=lines["preheader"],
        coverage=replace(base.coverage, held=base.coverage.held + len(dropped)),
        decisions=tuple(one for one in base.decisions if one.story in kept),
        held=(*base.held, *_held(dropped, base)),
        introduction=Written(words) if words.strip() else None,
        closing=Written("\n\n".join(desk.closing)) if desk.closing else None,
        rewritten=tuple(name for name, line in lines.items() if line != cut[name]),
    )


def _line(head: Front, key: str, kept: str, drafted: str) -> str:
    """A line of the head, nothing without one; what is as it was drafted is what is to be `kept`.

    A drafted one that was cut from the headlines is cut anew from those that the editor left.
    """
    value = " ".join(head.values.get(key, "").split())
    if not value:
        return ""
    if same(value, drafted):
        return kept
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _held(dropped: list[Item], base: Edition) -> Iterator[HeldBack]:
    scores = {one.story: one.score for one in base.decisions}
    for item in dropped:
        headline = next(iter(headlines_of((item,))), "")
        yield HeldBack(headline, scores.get(item.story), LEFT_OUT)
