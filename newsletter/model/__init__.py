"""The words of the house as frozen values; every room speaks in them.

Offsets are code points, ends are exclusive, times are aware UTC.
"""

from __future__ import annotations

from newsletter.model.editions import (
    Change,
    Correction,
    Coverage,
    Decision,
    Edition,
    HeldBack,
    Item,
    Look,
    Mark,
    Masthead,
    Merged,
    Source,
    Trouble,
)
from newsletter.model.stories import (
    Bullet,
    Difference,
    Report,
    Story,
    Summary,
    Telling,
    Ties,
)
from newsletter.model.texts import (
    Article,
    Block,
    BlockKind,
    Direction,
    Entry,
    Feed,
    Figure,
    Part,
    Quote,
    Revision,
    Sentence,
    Span,
)

__all__ = [
    "Article",
    "Block",
    "BlockKind",
    "Bullet",
    "Change",
    "Correction",
    "Coverage",
    "Decision",
    "Difference",
    "Direction",
    "Edition",
    "Entry",
    "Feed",
    "Figure",
    "HeldBack",
    "Item",
    "Look",
    "Mark",
    "Masthead",
    "Merged",
    "Part",
    "Quote",
    "Report",
    "Revision",
    "Sentence",
    "Source",
    "Span",
    "Story",
    "Summary",
    "Telling",
    "Ties",
    "Trouble",
]
