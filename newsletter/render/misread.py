"""Characters of sources and editors that programs would take for something else."""

from __future__ import annotations

import re

# A tag or a comment, whose attributes have no bare `>`; or what begins `{{`, `{%`, `*|`, `**`, or
# a link in Markdown.
_OPENS = re.compile(r"<[^>]*>|\{(?=[{%])|\*(?=[|*])|\](?=\(https?:)")
_NOTHING = "<!-- -->"
# A source that prints "&lt;" is not text escaped twice, but checkers take it for that.
_ESCAPED_TWICE = re.compile(r"&amp;(?=(?:amp|lt|gt|quot|#\d+);)")


def unmistakable(html: str) -> str:
    """A page or mail in which nothing reads as a place that was not filled in, or escaped twice.

    Services that send mails fill `{{...}}` and `*|...|*` in whatever passes them, and checkers
    take them for forgotten. A comment within keeps both off; readers see and copy the same
    characters. The head has none: comments mean nothing in its title.
    """
    html = _ESCAPED_TWICE.sub("&#38;", html)
    begins = max(html.find("<body"), 0)
    return html[:begins] + _OPENS.sub(_apart, html[begins:])


def _apart(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("<") else found[0] + _NOTHING
