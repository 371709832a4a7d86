"""Three manuscripts become one: what was drafted, what the editor made of it, and a new draft.

The editor's manuscript is what stands; what the new draft has anew is put in its place, and what
it no longer has goes, where the editor left it as it was. Where both changed, both are shown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsletter.edition.manuscript_chunks import (
    BETWEEN,
    THEIRS,
    YOURS,
    Chunk,
    chunks,
    joined,
)
from newsletter.edition.manuscript_front import KEYS, Front, front, front_text
from newsletter.edition.manuscript_words import same
from newsletter.text.safe import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

STORY = "."  # ids of lines hold one: story.line


def merge(base: str, mine: str, new: str) -> tuple[str, int]:
    """The editor's manuscript with what is new, and how many conflicts are marked in it.

    Every line of the editor's is in it, or in a conflict. An untouched one gives the new draft.
    """
    mine = plain(mine)
    heads = front(base), front(mine), front(new)
    drafted, edited, anew = (chunks(head.text)[0] for head in heads)
    if _untouched(heads[0], heads[1], drafted, edited):
        return new, 0
    was, now = _named(drafted), _named(anew)
    settled = [told for part in edited if (told := _settled(part, was, now))]
    marked = sum(told not in edited for told in settled if told.kind == "conflict")
    kept = _placed(settled, _behind(settled, anew, was))
    return f"{_head(mine, *heads)}\n\n{joined(kept)}", marked


def _untouched(was: Front, mine: Front, drafted: Sequence[Chunk], edited: Sequence[Chunk]) -> bool:
    return (
        not mine.problems
        and dict(was.values) == dict(mine.values)
        and [one.raw for one in drafted] == [one.raw for one in edited]
    )


def _head(whole: str, was: Front, mine: Front, new: Front) -> str:
    """The front matter with the new draft's value where the editor left the old one.

    What cannot be understood stays as it is.
    """
    if mine.problems:
        return "\n".join(whole.split("\n")[: mine.first - 1]).strip("\n")
    values = {}
    for key in KEYS:
        before, own, after = (one.values.get(key, "") for one in (was, mine, new))
        kept = own or (after if key == "draft" else "")
        values[key] = after if same(own, before) else kept
    return front_text(values)


def _named(parts: Sequence[Chunk]) -> dict[str, Chunk]:
    return {part.id: part for part in parts if part.id}


def _settled(part: Chunk, was: Mapping[str, Chunk], now: Mapping[str, Chunk]) -> Chunk | None:
    """What becomes of a chunk of the editor's; None where it goes."""
    if not part.id or part.id not in was:
        return part
    before, after = was[part.id].text, now[part.id].text if part.id in now else None
    if not part.text.strip():  # its words were deleted
        return None if after is None else part
    if after is None:
        return None if same(part.text, before) else _conflict(part)
    if after == before or same(part.text, after):
        return part
    return now[part.id] if same(part.text, before) else _conflict(part, after)


def _conflict(part: Chunk, after: str | None = None) -> Chunk:
    """Both sides; without its id where the new draft has none of that id any more."""
    told = "the new draft" if after else "the new draft no longer has this"
    sides = (f"{YOURS} yours", part.text, BETWEEN, after, f"{THEIRS} {told}")
    text = "\n".join(filter(None, sides))
    if after is None:
        return Chunk("conflict", part.line, text)
    return replace(part, kind="conflict", text=text)


def _behind(
    settled: Sequence[Chunk], anew: Sequence[Chunk], was: Mapping[str, Chunk]
) -> dict[str, list[Chunk]]:
    """What only the new draft has, by the id that stands before it there and here.

    A story that the editor deleted gets no new lines.
    """
    standing = {part.id for part in settled if part.id and part.text.strip()}
    found: dict[str, list[Chunk]] = {}
    last, gone = "", False
    for part in anew:
        if not part.id:
            continue
        line = _is_line(part)
        gone = gone if line else part.id in was and part.id not in standing
        if part.id in standing:
            last = part.id
        elif part.id not in was and not (line and gone):
            found.setdefault(last, []).append(part)
    return found


def _placed(settled: Sequence[Chunk], behind: dict[str, list[Chunk]]) -> Iterator[Chunk]:
    """Lines go close behind; stories and sections where the next one begins."""
    waiting = behind.pop("", [])
    for part in settled:
        if _begins(part):
            yield from waiting
            waiting = []
        yield part
        for one in behind.pop(part.id, ()) if part.id else ():
            if waiting or not _is_line(one):
                waiting.append(one)
            else:
                yield one
    yield from waiting


def _is_line(part: Chunk) -> bool:
    """Whether it is a line of a story, and no headline or section."""
    return "." in part.id and not part.id.startswith("section.")


def _begins(part: Chunk) -> bool:
    """Whether a story or section begins with it."""
    if part.id:
        return not _is_line(part)
    return part.kind == "own" and part.text.startswith(("# ", "## "))


def torn_at(text: str) -> int | None:
    """The line of the first conflict that nobody has settled yet."""
    head = front(plain(text))
    found = chunks(head.text, head.first)[0]
    return next((part.line for part in found if part.kind == "conflict"), None)
