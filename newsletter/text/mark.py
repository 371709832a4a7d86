"""A place where a sentence may end."""

from __future__ import annotations

import re
from typing import NamedTuple

BEHIND = 40  # characters looked back for the word before a mark; abbreviations are shorter
# The next word, behind white space and whatever opens.
FOLLOWING = re.compile(r"[\s\"'“‘«„‚‹(\[{¿¡\-–—*_•·|>「『（【]*+(\w{0,30}+)")


class Mark(NamedTuple):
    """A run of marks in a text, and the sentence that it may end.

    A named tuple: a frozen dataclass takes three times as long to define and to make.
    """

    text: str
    begin: int  # where the sentence begins
    start: int  # where the run of marks begins
    closers: int  # where the quotation marks and brackets after it begin
    after: int  # where those end
    end: int  # where the block ends

    def stretch_before(self) -> str:
        """What stands at the mark without white space between."""
        stretch = self.text[max(self.begin, self.start - BEHIND) : self.start]
        return "" if stretch[-1:].isspace() else "".join(stretch.rsplit(None, 1)[-1:])
