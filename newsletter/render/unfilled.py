"""Braces that sources and editors write: no place in a template of ours, or of a sender's."""

from __future__ import annotations

import re

# A tag or a comment, whose attributes have no bare `>`; or what begins `{{`, `{%`, `*|`, `**`, or
# a link in Markdown.
_OPENS = re.compile(r"<[^>]*>|\{(?=[{%])|\*(?=[|*])|\](?=\(https?:)")
_NOTHING = "<!-- -->"


def unfilled(html: str) -> str:
    """A page or mail with nothing in it that reads as a place that was not filled in.

    Services that send mails fill `{{...}}` and `*|...|*` in whatever passes them, and checkers
    take them for forgotten. A comment within keeps both off; readers see and copy the same
    characters. The head stays: comments have no meaning in its title.
    """
    begins = max(html.find("<body"), 0)
    return html[:begins] + _OPENS.sub(_apart, html[begins:])


def _apart(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("<") else found[0] + _NOTHING
