"""A place where a sentence may end."""

from __future__ import annotations

from typing import NamedTuple


class Mark(NamedTuple):
    """A run of marks in a text, and the sentence that it may end.

    A named tuple: a frozen dataclass takes three times as long to make, once a mark.
    """

    text: str
    begin: int  # where the sentence begins
    start: int  # where the run of marks begins
    closers: int  # where the quotation marks and brackets after it begin
    after: int  # where those end
    end: int  # where the block ends
