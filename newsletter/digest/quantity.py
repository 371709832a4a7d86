"""What a figure measures: its clause read for who, what, where, when and which kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.digest.agreement import extent
from newsletter.digest.cuelists import cue_lists, heard
from newsletter.digest.period import Periods, told_before, told_in, without_comparisons
from newsletter.digest.stopwords import STOPWORDS
from newsletter.text.figures import figures
from newsletter.text.superseded import superseded
from newsletter.text.tokens import stem, words
from newsletter.text.units import TIME_UNITS, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsletter.digest.cuelists import Where
    from newsletter.model import Article, Figure, Sentence

LEAD = 6  # sentences in which an article tells its news
MOST = 40  # figures of an article that are looked at: its first
_LONGEST = 800  # characters; a longer sentence is a table or an attack
_LETTERS = 4  # of a name: "Austria" and "Austrian", "Finland" and "Finnish" but for luck
_CODE = 3
_RATES = frozenset(("percent", "points", "basis_points", "multiple"))

_BREAK = re.compile(
    r";\s|:\s|\s[–—-]\s|,?\s(?:while|whereas|although|but)\s"
    r"|,\s(?:and|after|from|compared|against|which|who)\s"
    r"|\s(?:after|because|as|when)\s(?=(?:it|the|an?|he|she|its|they|his|their)\s)"
)
_NAME = re.compile(r"(?<=[\w,'’] )[A-Z][\w&-]{2,}")
_FIRST_WORD = re.compile(r"[A-Z][\w&-]{2,}")
_DATED = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|January|February|March|April|May|June|July|August|September|October|November|December"
)
_PLACE = re.compile(r"\b[Ii]n\s(?:the\s)?([A-Z]\w{2,})\b(?!\s(?:said|reported|announced))")
_MEASURED_IN = re.compile(
    r"\b(?:[Rr]evenues?|[Ss]ales|[Pp]rices?|[Pp]rofits?|[Ii]nflation|[Uu]nemployment|[Rr]ents|[Oo]rders"
    r"|[Oo]utput|[Ee]xports|[Ii]mports|[Gg]rowth|[Dd]emand|[Tt]urnover|[Dd]eliveries|[Mm]arket\sshare)"
    r"\sin\s(?:the\s)?([A-Z]\w{2,})"
)
_FIELD = re.compile(r"\b[Ii]n\s(?:the\s)?([a-z]{4,}s)\b")
_PART = re.compile(
    r"(?:\s[-–—]\s|\b(?:including|among\sthem|of\swhom|of\swhich|of\sthem|of\sthese|with)\b)[^.;]{0,60}$"
)
_WITHIN = re.compile(r"\sin\s(?:the\s)?([A-Z]\w{2,})")
_HAD = re.compile(
    r"(?<!said it )(?<!said they )(?<!said he )(?<!said she )(?<!that it )(?<!that they )(?<!also )"
    r"\bhad\s(?:\w+ed|been|stood|bid|paid|made|put|risen|fallen|grown|taken|sold|bought|set|gone)\b"
)
_NO_FIELDS = frozenset(
    listed("terms years months weeks days hours others shares ways cases prices sales stocks")
)
_MORE = re.compile(r"\b(?:more|new|another|extra|additional)\b")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with what is said of it; names are cut to what nouns and adjectives share.

    `near` are the measures that the article speaks of anywhere, `low` and `high` the values
    that the figure may stand for; `old` is what was before, or had been expected.
    """

    figure: Figure
    sentence: Sentence
    form: str
    low: float
    high: float
    measures: frozenset[str]
    near: frozenset[str]
    periods: Periods
    kinds: frozenset[tuple[str, str]]
    stems: frozenset[str]
    names: frozenset[str]
    subjects: frozenset[str]
    places: frozenset[str]
    within: frozenset[str]
    fields: frozenset[str]
    around: str
    old: bool
    deep: bool


def quantities(article: Article) -> tuple[Quantity, ...]:
    """The quantities in an article's sentences, in order."""
    text = article.revision.text
    whole = f"{article.revision.title}\n{text}"
    near = {form: heard(lists, whole) for form, lists in cue_lists().measures.items()}
    told: list[Quantity] = []
    for place, mine in _by_sentence(article):
        told += [_read(article, place, mine, figure, (whole, near)) for figure in mine]
        if len(told) >= MOST:
            break
    return tuple(told[:MOST])


def form_of(figure: Figure) -> str:
    """Money, a rate, a span of time, or a count of what its unit names."""
    if figure.unit.isupper() and len(figure.unit) == _CODE:
        return "money"
    if figure.unit in _RATES:
        return "rate"
    return "time" if figure.unit in TIME_UNITS else "count"


def _by_sentence(article: Article) -> Iterator[tuple[int, list[Figure]]]:
    """The places of sentences with their figures, those left out that nobody would read."""
    found = iter(figures(article.revision.text))
    figure = next(found, None)
    for place, sentence in enumerate(article.sentences):
        mine = []
        while figure is not None and figure.start < sentence.end:
            if figure.start >= sentence.start and figure.end <= sentence.end:
                mine.append(figure)
            figure = next(found, None)
        if mine and sentence.end - sentence.start <= _LONGEST:
            yield place, mine


def _read(
    article: Article,
    place: int,
    mine: Sequence[Figure],
    figure: Figure,
    article_wide: tuple[str, dict[str, frozenset[str]]],
) -> Quantity:
    text, sentence = article.revision.text, article.sentences[place]
    said, form = article.text_of(sentence), form_of(figure)
    start, end = _clause(text, sentence, figure, [one for one in mine if form_of(one) == form])
    before = without_comparisons(text[start : figure.start])
    behind = without_comparisons(text[figure.end : end])
    clause = f"{before}# {figure.text}{behind}"
    noun = " ".join((figure.text, *behind.split(",")[0].split()[:3]))
    whole, near = article_wide
    low, high = extent(figure, text)
    return Quantity(
        figure=figure,
        sentence=sentence,
        form=form,
        low=low,
        high=high,
        measures=_measures(form, f"{before}#{behind}\n{figure.text}", said, figure),
        near=near.get(form, frozenset()),
        periods=told_in(f"{before}#{behind}") or told_in(said) | told_before(article, place),
        kinds=_kinds(
            {
                "clause": clause,
                "before": before,
                "noun": noun,
                "beside": " ".join((*before.split()[-2:], noun)),
                "sentence": said,
            }
        ),
        stems=frozenset(_stems(said, mine, sentence.start)),
        names=frozenset((*_names(said), *_cut(_FIRST_WORD.findall(said[: _LETTERS * 9])[:1]))),
        subjects=frozenset(_names(clause)),
        places=frozenset(name[:_LETTERS] for name in _PLACE.findall(said) if _is_name(name)),
        within=frozenset(_within(text[figure.end : end], before)),
        fields=frozenset(_FIELD.findall(clause)) - _NO_FIELDS,
        around=whole,
        old=superseded(text, figure.start, figure.end)
        or _HAD.search(before) is not None
        or _is_aside(said[: figure.start - sentence.start], figure, mine),
        deep=place >= LEAD,
    )


def _clause(
    text: str, sentence: Sentence, figure: Figure, peers: Iterable[Figure]
) -> tuple[int, int]:
    """What of a sentence speaks of the figure: up to others of its form, and to breaks."""
    start, end = sentence.start, sentence.end
    stops = [(one.start, one.end) for one in peers if one is not figure]
    stops += [found.span() for found in _BREAK.finditer(text, start, end)]
    for first, last in stops:
        if last <= figure.start:
            start = max(start, last)
        elif first >= figure.end:
            end = min(end, first)
    return start, end


def _measures(form: str, clause: str, said: str, figure: Figure) -> frozenset[str]:
    lists = cue_lists().measures.get(form, {})
    found = heard(lists, clause) or heard(lists, said)
    return found - {"stock"} if _MORE.search(figure.text) else found


def _kinds(parts: dict[Where, str]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (name, kind)
        for name, table in cue_lists().kinds.items()
        for kind, pattern in table.words.items()
        if pattern.search(parts[table.where.get(kind, "clause")])
    )


def _is_aside(before: str, figure: Figure, mine: Iterable[Figure]) -> bool:
    """Whether it stands in brackets, or is a part of a greater one: "29 people, among them 8"."""
    if before.rfind("(") > before.rfind(")"):
        return True
    greater = any(
        one.end <= figure.start and one.value > figure.value and form_of(one) == form_of(figure)
        for one in mine
    )
    return greater and _PART.search(before) is not None


def _within(behind: str, before: str) -> Iterator[str]:
    """Places that the figure or its measure is restricted to: "3,100 people in Germany"."""
    names = _MEASURED_IN.findall(before)
    if counted := _WITHIN.match(behind):
        names.append(counted[1])
    return _cut(names)


def _stems(said: str, mine: Iterable[Figure], start: int) -> Iterator[str]:
    """What the sentence is about: its words without the figures, names and function words."""
    rest = list(said)
    for figure in mine:
        rest[figure.start - start : figure.end - start] = " " * (figure.end - figure.start)
    for word in words(_NAME.sub(" ", "".join(rest))):
        if word.isalpha() and word not in STOPWORDS:
            yield stem(word, "en")


def _names(said: str) -> Iterator[str]:
    return _cut(_NAME.findall(said))


def _cut(names: Iterable[str]) -> Iterator[str]:
    return (name[:_LETTERS] for name in names if _is_name(name))


def _is_name(word: str) -> bool:
    return word.lower() not in STOPWORDS and not _DATED.fullmatch(word)
