"""What a figure counts, in the words of its sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.digest.stopwords import STOPWORDS
from newsletter.digest.verbs import main_verb, words_of
from newsletter.text.figures import figures
from newsletter.text.units import TIME_UNITS

if TYPE_CHECKING:
    from newsletter.model import Figure

_LONGEST = 8  # words: a label is read at a glance
_ARTICLES = re.compile(r"(?:(?:the|its|their|his|her|an?|all)\s)+", re.IGNORECASE)
# Who is spoken of stands elsewhere, or the sentence begins with where and when.
_ELSEWHERE = re.compile(
    r"\b(?:it|they|he|she|we|i|there|this|that)\b"
    r"|^(?:on|in|at|by|for|from|after|before|under|with|nearly|some|most|about)\b",
    re.IGNORECASE,
)
# "Has raised its offer for Pallam to", "puts the cost at".
_OBJECT = re.compile(
    r"(?:\s\w+(?:ed|en|t))?\s(?:its|their|his|her|the)\s(?P<what>[\w’'-]+(?:\s[\w’'-]+){0,2}?)"
    r"(?=\s(?:for|in|by|to|at|from|of|against)\b)"
)
_TO = re.compile(r"(?:\b(?:to|at|of|by)|[,:])\s(?:about\s|some\s|nearly\s)?$")
_BEHIND = re.compile(
    r"\s(?P<what>of\s(?:the\s|its\s|their\s)?[\w’'-]+(?:\s[\w’'-]+)??)"
    r"(?=\s(?:is|are|was|were|on|at|in|for|to|by|and|after|as|with)\b|[.,;]|$)"
)
_SAID_OF = re.compile(
    r"\s(?P<what>(?:is|are|was|were|has|have|had|will)\s[\w’'-]+(?:\s[\w’'-]+){0,4}?)"
    r"(?=[.,;:]|$|\s(?:and|but|in|on|at|by|after|before|as|when|while|since|for|from|with)\b)"
)
_APART = re.compile(r"[:;]\s")
_TIMES = TIME_UNITS | {"session", "morning", "afternoon", "evening"}


def label(text: str, figure: Figure) -> tuple[int, int] | None:
    """Where the sentence names what the figure counts: before the figure, or right behind it.

    `figure` counts in `text`. None where the sentence leaves it to others ("It now stands at").
    """
    words = words_of(text)
    before = sum(1 for word in words if word.end <= figure.start)
    verb = main_verb(words, 0, before)
    found = None
    if verb is not None and verb > 0:
        found = _object(text, words[verb].end, figure)
        if not found and not _APART.search(text, words[verb].end, figure.start):
            found = _subject(text, words[verb - 1].end, verb)
    return found or _behind(text, figure) or _predicate(text, figure)


def _object(text: str, start: int, figure: Figure) -> tuple[int, int] | None:
    what = _OBJECT.match(text, start)
    if what is None or what["what"].split()[-1].lower() in _TIMES:
        return None
    if not _TO.search(text[what.end() : figure.start]):
        return None
    return _telling(text, *what.span("what"))


def _subject(text: str, end: int, words: int) -> tuple[int, int] | None:
    if words > _LONGEST or _ELSEWHERE.search(text[:end]):
        return None
    article = _ARTICLES.match(text)
    start = article.end() if article else 0
    return _telling(text, start, len(text[:end].rstrip(",;: ")))


def _behind(text: str, figure: Figure) -> tuple[int, int] | None:
    what = _BEHIND.match(text, figure.end)
    return _telling(text, *what.span("what")) if what else None


def _predicate(text: str, figure: Figure) -> tuple[int, int] | None:
    """What is said of those that the figure counts: "540" of whom it is said "were injured"."""
    what = _SAID_OF.match(text, figure.end)
    return _telling(text, *what.span("what")) if what else None


def _telling(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span, where it holds a meaningful word and no figure."""
    said = text[start:end]
    words = (word.strip(".,;:()\"'“”").lower() for word in said.split())
    meant = any(word and word not in STOPWORDS for word in words)
    return (start, end) if meant and not figures(said) else None
