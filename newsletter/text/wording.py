"""What of a text's wording carries meaning."""

from __future__ import annotations

import re

# Letters, digits, and the signs that give a number its meaning.
_MEANING = re.compile(r"[^\W_]+(?:[.,]\d+)*|[%$€£¥+]|(?<!\w)[-−–](?=\d)")


def meaning(text: str) -> tuple[str, ...]:
    """What two writings of one sentence share.

    Commas, white space, quotation marks and capitals are left out; the sign of a number is not.
    """
    return tuple(word.casefold() for word in _MEANING.findall(text))
