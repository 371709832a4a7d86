"""What of an article tells which event it is about: weighted words, figures, places, time."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.digest.ordinary import importance, is_ordinary
from newsletter.digest.places import places
from newsletter.digest.stopwords import STOPWORDS
from newsletter.text.figures import figures
from newsletter.text.similarity import ATOM
from newsletter.text.tokens import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from newsletter.model import Article

_LEAD = 1200  # characters; on groups of reports 600 give 2 points of B-cubed F1 less, 2000 no more
_FIGURES_IN = 500
_LEAD_WORD = 0.5
_TITLE = 300
_FIGURE = 1.4
_STEP = math.log(1.04)  # figures within 4 % of each other are one: $250 billion, $245 billion
_PRIOR = 30  # articles imagined besides those given, so that two alone have rare words too
_COMMON = 12

_POSSESSIVE = re.compile(r"['’]s?$")
_CAPITAL = re.compile(r"(?<=[\w,'’] )[A-Z][\w&-]+")
_ROUND = frozenset(("percent", "points", "multiple"))  # small numbers that many stories share


@dataclass(frozen=True, slots=True)
class Profile:
    """`title` and `lead` are words with their counts; `names` of them are names.

    `places` stand in the title.
    """

    title: Mapping[str, float]
    lead: Mapping[str, float]
    names: frozenset[str]
    places: frozenset[int]
    published: datetime | None


def profile(article: Article) -> Profile:
    """The words, figures and places that an article leads with."""
    title = (article.revision.title or article.entry.title)[:_TITLE]
    lead = _lead(article)
    heard = frozenset(name.lower() for name in _CAPITAL.findall(lead))
    names = heard | _names_of(title)
    return Profile(
        _bag(title),
        _bag(lead),
        names,
        places(title),
        article.entry.published,
    )


def weigh(profiles: Sequence[Profile], *, lead: bool) -> list[dict[str, float]]:
    """The bags of all profiles, telling words first; titles alone, or the leads too."""
    spread = Counter(word for one in profiles for word in {*one.title, *one.lead})
    telling = {word: importance(word) * _rare(many, len(profiles)) for word, many in spread.items()}
    bags = []
    for one in profiles:
        bag = defaultdict(float, one.title)
        for word, count in one.lead.items() if lead else ():
            bag[word] += _LEAD_WORD * math.log1p(count)
        bags.append({word: count * telling[word] for word, count in bag.items()})
    return bags


def _rare(many: int, of: int) -> float:
    """1 unless more than a twelfth of the articles have it, like another language's "the"."""
    return min(1.0, math.log((of + _PRIOR) / many) / math.log(_COMMON))


def _lead(article: Article) -> str:
    """The first sentences, furniture left out."""
    parts: list[str] = []
    length = 0
    for sentence in article.sentences:
        parts.append(article.text_of(sentence)[:_LEAD])
        length += len(parts[-1])
        if length >= _LEAD:
            break
    return " ".join(parts)[:_LEAD]


def _names_of(title: str) -> frozenset[str]:
    """Words with a capital within a title, where not every word has one."""
    said = re.findall(r"[^\W\d_][\w'’-]+", title)
    inner = said[1:]
    telling = [word for word in inner if word.lower() not in STOPWORDS]
    if not telling or sum(word[0].islower() for word in telling) * 3 < len(telling):
        return frozenset()
    if inner[0][0].isupper():
        inner = said  # "Harbor Foods": the first word's capital is the name's
    found = (bare(word).lower() for word in inner if word[0].isupper())
    return frozenset(word for word in found if not is_ordinary(word))


def bare(word: str) -> str:
    """The word without a possessive ending."""
    return _POSSESSIVE.sub("", word) if "'" in word or "’" in word else word


def _bag(text: str) -> dict[str, float]:
    bag: defaultdict[str, float] = defaultdict(float)
    for word in words(text):
        name = bare(word)
        if name and name not in STOPWORDS and not name[0].isdigit():
            bag[name] += 1
    for figure in figures(text[:_FIGURES_IN]):
        if figure.value > 0 and not (figure.unit in _ROUND and figure.value < 1):
            size = round(math.log(figure.value) / _STEP)
            weight = _FIGURE * (0.6 if figure.unit in _ROUND else 1.0)
            kind = figure.unit if figure.unit.isupper() or figure.unit in _ROUND else ""
            for near, part in ((-1, 0.5), (0, 1.0), (1, 0.5)):
                bag[f"{ATOM}{kind}{size + near}"] += weight * part
    return bag
