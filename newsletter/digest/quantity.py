"""What a figure measures: its clause read for who, what, where, when and which kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsletter.digest.agreement import extent
from newsletter.digest.cuelists import cue_lists, heard
from newsletter.digest.mentions import all_names, fields, heads, names, places, stems, within
from newsletter.digest.period import Periods, told_before, told_in, without_comparisons
from newsletter.digest.readings import readings
from newsletter.digest.roles import role_of
from newsletter.digest.sizes import dimension, factor, form_of
from newsletter.text.superseded import superseded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsletter.digest.cuelists import Where
    from newsletter.model import Article, Figure, Sentence

MOST = 40  # figures of an article that are looked at: its first
_LONGEST = 800  # characters; a longer sentence is a table or an attack

_BREAK = re.compile(
    r";\s|:\s|\s[–—-]\s|,?\s(?:while|whereas|although|but)\s"
    r"|,\s(?:and|after|from|compared|against|which|who)\s"
    r"|\sbecause\s|\s(?:after|as|when)\s(?=(?:it|the|an?|he|she|its|they|his|their)\s)"
)
_PART = re.compile(
    r"(?:\s[-–—]\s|\b(?:including|among\sthem|of\swhom|of\swhich|of\sthem|of\sthese|with)\b)[^.;]{0,60}$"
)
_HAD = re.compile(
    r"(?<!said it )(?<!said they )(?<!said he )(?<!said she )(?<!that it )(?<!that they )(?<!also )"
    r"\bhad\s(?:been(?!\s\w+ing\b)|stood|bid|paid|put|set|offered|announced|planned|estimated|forecast|wanted|asked|demanded)\b"
)
_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_DATE = re.compile(
    r"\b(?:on|of)\s((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))[a-z]*\.?\s(\d{1,2})\b"
)
_SAID_ON = re.compile(
    r"\b(?:said|announced|reported|told|showed|published|confirmed|estimated|forecast|decided|ruled"
    r"|agreed|figures|data|statement|report)\b[^,.;]{0,40}?\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:['’]s)?"
    r"|\b(?:by|By|As\sof|as\sof|until|since|Since|before)\s(?:late\s|early\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day['’]s\s(?:report|figures|data|announcement|statement|notice|ruling)"
)
_TERM = re.compile(r"\b(\d+|two|three|five|seven|ten|twenty|thirty)[- ](?:year|month)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AS_EXPECTED = re.compile(
    r"\b(?:surpris|confound|defy|disappoint|cheer)ing\s(?:most\s|many\s|all\s)?(?:economists|analysts)"
    r"|\bas\s(?:most\s|many\s|some\s)?(?:economists|analysts)\s(?:had\s)?(?:expected|forecast|predicted)"
)
_OF_WORK = frozenset(("jobs", "hired", "staff"))
_WORKING = frozenset(("work", "people"))
_FORECAST = re.compile(
    r"\b(?:expects?|forecasts?|predicts?|sees|polls?|survey|surveyed|pollsters?|estimates?|reckons?|projects|thinks?)\b"
)
_FORETOLD = re.compile(
    r"\b(?:could|might|may|(?:is|are|was|were)\s(?:expected|forecast|predicted|projected|likely)"
    r"|opinion|survey|polls?\b(?!ing)|forecasts?|predict\w*|warned)\b"
)
_WHOLE = re.compile(
    r"\b(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|some|half|all|one|many|most)\s(?:out\s)?of\s(?:its|the|their|his|her|a\stotal\sof)\s$"
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
    dimension: str
    size: float
    scale: float
    low: float
    high: float
    measures: frozenset[str]
    said: frozenset[str]
    near: frozenset[str]
    periods: Periods
    kinds: frozenset[tuple[str, str]]
    stems: frozenset[str]
    close: frozenset[str]
    names: frozenset[str]
    subjects: frozenset[str]
    places: frozenset[str]
    within: frozenset[str]
    fields: frozenset[str]
    heads: frozenset[tuple[str, str]]
    around: str
    old: bool
    place: int
    role: str
    whole: bool
    forecast: bool
    foretold: bool
    years: frozenset[str]
    days: frozenset[str]
    dates: frozenset[tuple[str, str]]
    terms: frozenset[str]


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


def _by_sentence(article: Article) -> Iterator[tuple[int, list[Figure]]]:
    """The places of sentences with their figures, those left out that nobody would read."""
    found = iter(readings(article.revision.text))
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
    noun = " ".join((figure.text, *behind.split(",")[0].split()[:5]))
    whole, near = article_wide
    low, high = extent(figure, text)
    return Quantity(
        figure=figure,
        sentence=sentence,
        form=form,
        dimension=dimension(figure),
        size=abs(figure.value if figure.high is None else (figure.value + figure.high) / 2)
        * factor(figure),
        scale=factor(figure),
        low=low * factor(figure),
        high=high * factor(figure),
        measures=_measures(form, f"{before}#{behind}\n{figure.text}", figure),
        said=_measures(form, said, figure),
        near=near.get(form, frozenset()),
        periods=told_in(f"{before}#{behind}") or told_in(said) | told_before(article, place),
        kinds=_kinds(
            {
                "clause": clause,
                "before": before,
                "noun": noun,
                "beside": " ".join((*before.split()[-2:], noun)),
                "sentence": _AS_EXPECTED.sub(" ", said),
            }
        ),
        stems=frozenset(stems(said, mine, sentence.start)),
        close=frozenset(stems(f"{before} {behind}", (), 0)),
        names=frozenset(all_names(said)),
        subjects=frozenset(names(clause)),
        places=frozenset(places(said)),
        within=frozenset(within(text[figure.end : end], before)),
        heads=frozenset(heads(f"{before} # {behind}", cue_lists().measures.get(form, {}))),
        fields=fields(clause),
        around=whole,
        old=superseded(text, figure.start, figure.end)
        or _HAD.search(before) is not None
        or _is_aside(said[: figure.start - sentence.start], figure, mine),
        place=place,
        role=role_of(before, behind, figure),
        whole=form == "count" and _WHOLE.search(before) is not None,
        forecast=_FORECAST.search(said) is not None,
        foretold=_FORETOLD.search(said) is not None,
        years=frozenset(_YEAR.findall(text[start:end])),
        terms=frozenset(_TERM.findall(text[start:end])),
        dates=frozenset(_DATE.findall(text[start:end])),
        days=frozenset(_DAY.findall(_SAID_ON.sub(" ", text[start:end]))),
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


def _measures(form: str, said: str, figure: Figure) -> frozenset[str]:
    found = heard(cue_lists().measures.get(form, {}), said)
    groups = cue_lists().nouns.get(figure.unit)
    if groups and not groups & _WORKING:
        found -= _OF_WORK
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
