"""Where a sentence ends although the next one is glued to it, as feeds with lost markup have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.text.mark import FOLLOWING

if TYPE_CHECKING:
    from newsletter.text.mark import Mark

_WORD = 3  # letters that the last word has at least: shorter ones are parts of names
_DOMAINS = frozenset({"Com", "Net", "Org"})


def glued_end(mark: Mark) -> int | None:
    """No white space follows: "last year.The company" is two sentences, "example.Com" is not."""
    text, at = mark.text, mark.after
    if not (text[at].isupper() and text[at + 1 : at + 2].islower()):
        return None
    token = mark.stretch_before()
    if not (token[-1:].islower() or token[-1:].isdigit() or token.endswith(("%", ")"))):
        return None
    if len(token) < _WORD or token.isdigit() or any(sign in token for sign in ".@/:"):
        return None
    following = FOLLOWING.match(text, at, mark.end)
    assert following is not None  # the pattern matches the empty string
    if text.startswith((".", "@", "/"), following.end()) or following[1] in _DOMAINS:
        return None
    if mark.after == mark.closers:
        return at
    return mark.closers if _opens_quotation(mark) else at


def _opens_quotation(mark: Mark) -> bool:
    """In `growth."We are` the quotation mark belongs to what follows."""
    quote = mark.text[mark.closers]
    if quote in "“‘":
        return True
    return quote == '"' and mark.text.count('"', mark.begin, mark.closers) % 2 == 0
