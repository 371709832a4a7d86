"""How sure it is that a page's text is the article that was looked for. Pure; both in [0, 1]."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsletter.model import Block

WHOLE = re.compile(r"[.!?…。！？。؟।][\"'”’»)\]]*$")
SENTENCE = 40  # characters; shorter ones are captions and labels
ENOUGH = 500  # characters of prose that no consent wall has
WORD = re.compile(r"\w{4,}")


def prose(text: str, blocks: Sequence[Block]) -> float:
    """The share of the text that is whole sentences, less where there is little text at all.

    Lists of links, tables of contents and pages that ask to log in come out low.
    """
    told = [text[block.start : block.end] for block in blocks]
    if not told:
        return 0.0
    length = sum(map(len, told))
    whole = sum(len(one) for one in told if len(one) >= SENTENCE and WHOLE.search(one))
    return round(whole / length * min(1.0, length / ENOUGH), 2)


def agreement(said: str, text: str) -> float:
    """The share of the words of what a feed said that stand in the text; 1 where it said nothing.

    Of teasers and their own articles it is 0.6 and more, of consent walls 0.3 and less.
    """
    words = set(WORD.findall(said.lower()))
    if not words:
        return 1.0
    return len(words & set(WORD.findall(text.lower()))) / len(words)
