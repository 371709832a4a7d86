"""How long an edition takes to read."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Brysbaert (2019), "How many words do we read per minute?": 238 words of English non-fiction,
# about 260 words, which is some 400 characters, of Chinese.
WORDS_A_MINUTE = 238
CHARACTERS_A_MINUTE = 400

_CHARACTER = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")


def minutes(texts: Iterable[str]) -> int:
    """Whole minutes, at least one."""
    words = characters = 0
    for text in texts:
        characters += len(_CHARACTER.findall(text))
        words += len(_WORD.findall(_CHARACTER.sub(" ", text)))
    return max(1, math.ceil(words / WORDS_A_MINUTE + characters / CHARACTERS_A_MINUTE))
