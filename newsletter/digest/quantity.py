"""What a figure measures: its clause read for who, what, where, when and which kind."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsletter.digest import dated, tense
from newsletter.digest.agreement import extent
from newsletter.digest.cuelists import cue_lists, heard
from newsletter.digest.figureclause import clause_of, is_aside
from newsletter.digest.mentions import all_names, fields, heads, names, places, stems, within
from newsletter.digest.period import Periods, told_before, told_in, without_comparisons
from newsletter.digest.readings import readings
from newsletter.digest.sizes import dimension, factor, form_of
from newsletter.model import Sentence
from newsletter.text.superseded import superseded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsletter.digest.cuelists import Where
    from newsletter.model import Article, Figure, Part

MOST = 40  # figures of an article that are looked at: its first
SENTENCES = 60  # of an article that are read for them
_FAR = 20_000  # characters of it
_IN_TITLE = 4
_LONGEST = 800  # characters; a longer sentence is a table or an attack

_OF_WORK = frozenset(("jobs", "hired", "staff"))
_WORKING = frozenset(("work", "people"))
_WHOLE = re.compile(
    r"\b(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|some|half|all|one|many|most)\s(?:out\s)?of\s(?:its|the|their|his|her|a\stotal\sof)\s$"
)
_MORE = re.compile(r"\b(?:more|new|another|extra|additional)\b")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with what is said of it; names are cut to what nouns and adjectives share.

    `near` are the measures that the article speaks of anywhere, `low` and `high` the values
    that the figure may stand for; `old` is what was before, or had been expected; `headed` is
    what the title says as well, `when` all the days that the sentence names.
    """

    figure: Figure
    sentence: Sentence
    part: Part
    headed: bool
    form: str
    dimension: str
    size: float
    scale: float
    digits: int
    order: int
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
    tense: str
    whole: bool
    forecast: bool
    foretold: bool
    years: frozenset[str]
    days: frozenset[str]
    dates: frozenset[tuple[str, str]]
    terms: frozenset[str]
    when: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Wide:
    """An article with all that it says and the measures that it speaks of, by their forms."""

    article: Article
    whole: str
    near: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Passage:
    """A sentence of a text, or a title."""

    part: Part
    text: str
    sentence: Sentence
    place: int


def quantities(article: Article) -> tuple[Quantity, ...]:
    """The quantities in an article's title and sentences, in order.

    Of the title only those that its text does not repeat: readers are shown whole sentences.
    """
    title, text = article.revision.title, article.revision.text
    whole = f"{title}\n{text}"
    near = {"money": heard(cue_lists().measures["money"], whole)}  # what LOOSE ones are of
    wide = _Wide(article, whole, near)
    told: list[Quantity] = []
    for passage, mine in _by_sentence(article):
        told += [_read(wide, passage, mine, figure) for figure in mine]
        if len(told) >= MOST:
            break
    seen: Counter[str] = Counter()
    for place, one in enumerate(told):
        told[place] = replace(one, order=seen[one.dimension])
        seen[one.dimension] += 1
    headed = tuple(_headed(wide))
    body = [
        replace(one, headed=True) if any(_same(one, other) for other in headed) else one
        for one in told[:MOST]
    ]
    alone = (one for one in headed if not any(_same(one, other) for other in body))
    return (*alone, *body)


def _headed(wide: _Wide) -> Iterator[Quantity]:
    title = wide.article.revision.title[:_LONGEST]
    mine = readings(title)
    passage = _Passage("title", title, Sentence(0, len(title), 0), 0)
    return (_read(wide, passage, mine, figure) for figure in mine[:_IN_TITLE])


def _same(one: Quantity, other: Quantity) -> bool:
    return one.dimension == other.dimension and one.low < other.high and other.low < one.high


def _by_sentence(article: Article) -> Iterator[tuple[_Passage, list[Figure]]]:
    """Sentences with their figures, those left out that nobody would read."""
    read = article.sentences[:SENTENCES]
    text = article.revision.text[: min(read[-1].end, _FAR) if read else 0]
    found = iter(readings(text))
    figure = next(found, None)
    for place, sentence in enumerate(read):
        mine = []
        while figure is not None and figure.start < sentence.end:
            if figure.start >= sentence.start and figure.end <= sentence.end:
                mine.append(figure)
            figure = next(found, None)
        if mine and sentence.end - sentence.start <= _LONGEST:
            yield _Passage("text", article.revision.text, sentence, place), mine


def _read(wide: _Wide, passage: _Passage, mine: Sequence[Figure], figure: Figure) -> Quantity:
    text, sentence = passage.text, passage.sentence
    said, form = text[sentence.start : sentence.end], form_of(figure)
    start, end = clause_of(text, sentence, figure, [one for one in mine if form_of(one) == form])
    before = without_comparisons(text[start : figure.start])
    behind = without_comparisons(text[figure.end : end])
    clause = f"{before}# {figure.text}{behind}"
    noun = " ".join((figure.text, *behind.split(",")[0].split()[:5]))
    low, high = extent(figure, text)
    earlier = told_before(wide.article, passage.place) if passage.part == "text" else frozenset()
    return Quantity(
        figure=figure,
        sentence=sentence,
        part=passage.part,
        headed=False,
        form=form,
        dimension=dimension(figure),
        size=abs(figure.value if figure.high is None else (figure.value + figure.high) / 2)
        * factor(figure),
        scale=factor(figure),
        order=0,
        digits=len(f"{figure.value:.6g}".replace(".", "").strip("0")),
        low=low * factor(figure),
        high=high * factor(figure),
        measures=_measures(form, f"{before}#{behind}\n{figure.text}", figure),
        said=_measures(form, said, figure),
        near=wide.near.get(form, frozenset()),
        periods=told_in(f"{before}#{behind}") or told_in(said) | earlier,
        kinds=_kinds(
            {
                "clause": clause,
                "before": before,
                "noun": noun,
                "beside": " ".join((*before.split()[-2:], noun)),
                "sentence": tense.without_surprise(said),
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
        around=wide.whole,
        old=superseded(text, figure.start, figure.end)
        or tense.had_been(before)
        or is_aside(said[: figure.start - sentence.start], figure, mine),
        place=passage.place,
        tense=tense.tense(f"{before}{behind}"),
        whole=form == "count" and _WHOLE.search(before) is not None,
        forecast=tense.forecast(said),
        foretold=tense.foretold(clause),
        years=dated.years(text[start:end]),
        terms=dated.terms(text[start:end]),
        dates=dated.dates(text[start:end]),
        days=dated.days(text[start:end]),
        when=dated.all_days(said),
    )


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
