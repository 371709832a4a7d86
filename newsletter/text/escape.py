"""Foreign text in Markdown: shown as it is, wherever it stands."""

from __future__ import annotations

import re

# Escaped wherever they stand; `_` between letters is a letter to CommonMark.
_ALWAYS = re.compile(r"[\\`*\[\]|~]|(?<![^\W_])_|_(?![^\W_])")
_MARKUP = {"&": "&amp;", "<": "&lt;"}
# An ampersand that begins no entity is an ampersand: "Alder & Finch" reads well raw.
_ENTITY = re.compile(r"&(?=#?\w+;)|<")
# Many readers turn these into links, though CommonMark does not.
_AUTOLINK = re.compile(r"(?<=[A-Za-z])(?=://)|(?<=www)(?=\.)|(?<=\w)(?=@\w)", re.IGNORECASE)
# What begins a heading, a list, a quotation or a rule at the start of a line.
_START = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|(?=[#+\-=>]))")

# A heading's closing marks, which are not shown.
_END = re.compile(r"(?<=\s)(?=#+$)")


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line, wherever it stands."""
    line = " ".join(text.split())
    line = _ALWAYS.sub(lambda found: "\\" + found[0], line)
    line = _AUTOLINK.sub(r"\\", line)
    line = _START.sub(lambda found: found[1] + "\\", line)
    line = _END.sub(r"\\", line)
    return _ENTITY.sub(lambda found: _MARKUP[found[0]], line)


def escape_url(url: str) -> str:
    """A URL as the destination of a link, between angle brackets only where it must be."""
    return re.sub(r"[()\\]", lambda found: f"%{ord(found[0]):02X}", url)
