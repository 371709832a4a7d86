"""Summarising methods by name. The only importer of sumy, and only where one of its is asked for.

Each ranks our own sentences, so that what is printed is verbatim whatever the method.
"""

from __future__ import annotations

import warnings
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any

from newsletter.digest.passages import content
from newsletter.digest.stopwords import STOPWORDS
from newsletter.text.tokens import stem, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsletter.digest.options import Method
    from newsletter.digest.passages import Passage
    from newsletter.model import Article

# Sentences that are ranked, the first of each story; the rest come after them. The graph takes
# memory by the square of it; sumy's own take time by the cube (KL: 4 s for 200).
MOST = 1500
MOST_SUMY = 150
_DIGITS = 9  # equal up to here is equal: what comes after depends on the order of sets in memory

# Edmundson's cue words for news; the title gives his title words.
_BONUS = "announced first largest record new plan agreed approved reported rose fell because"
_STIGMA = "hardly impossible perhaps maybe recall remember example instance photo"


def ranking(
    method: Method, articles: Sequence[Article], candidates: Sequence[Passage]
) -> tuple[int, ...]:
    """Indexes of all candidates, the best first; equal ones in source order.

    `random` is drawn from the text itself: the same text gives the same summary.
    """
    if method == "random":
        seed = "".join(article.revision.id for article in articles)
        return tuple(sorted(range(len(candidates)), key=lambda index: _draw(seed, index)))
    scores = ratings(method, articles, candidates)
    ranked = sorted(range(len(scores)), key=lambda index: (-scores[index], index))
    return (*ranked, *range(len(scores), len(candidates)))


def ratings(
    method: Method, articles: Sequence[Article], candidates: Sequence[Passage]
) -> tuple[float, ...]:
    """The method's own scores of the first candidates, higher is better; `random` has none."""
    if method == "random":
        return ()
    if method in {"lexrank", "textrank"}:
        from newsletter.digest import graphrank  # noqa: PLC0415 - numpy costs 130 ms to import

        rank = graphrank.lexrank if method == "lexrank" else graphrank.textrank
        scores = rank([passage.stems for passage in candidates[:MOST]])
    else:
        scores = _by_sumy(method, articles, candidates[:MOST_SUMY])
    return tuple(round(score, _DIGITS) for score in scores)


def _draw(seed: str, index: int) -> bytes:
    return sha256(f"{seed}{index}".encode()).digest()


def _by_sumy(
    method: Method, articles: Sequence[Article], candidates: Sequence[Passage]
) -> tuple[float, ...]:
    """Ratings of sumy, one a candidate; higher is better."""
    if not any(passage.stems for passage in candidates):
        return (0.0,) * len(candidates)
    language = articles[0].revision.language
    summarizer = _summarizer(method, articles, candidates, language)
    ratings = [0.0] * len(candidates)

    def record(infos: Sequence[Any]) -> Sequence[Any]:
        """Called by sumy with all its ratings, to cut off what is not printed."""
        for info in infos:
            ratings[info.order] = float(info.rating)
        return infos

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # LSA warns of more sentences than words, and works
        summarizer(_document(articles, candidates), record)
    return tuple(ratings)


def _summarizer(
    method: Method, articles: Sequence[Article], candidates: Sequence[Passage], language: str
) -> Any:  # noqa: ANN401 - sumy has no type hints
    from sumy.summarizers.edmundson import EdmundsonSummarizer  # noqa: PLC0415 - 600 ms
    from sumy.summarizers.kl import KLSummarizer  # noqa: PLC0415 - see above
    from sumy.summarizers.lsa import LsaSummarizer  # noqa: PLC0415 - see above
    from sumy.summarizers.luhn import LuhnSummarizer  # noqa: PLC0415 - see above
    from sumy.summarizers.reduction import ReductionSummarizer  # noqa: PLC0415 - see above
    from sumy.summarizers.sum_basic import SumBasicSummarizer  # noqa: PLC0415 - see above

    def stemmer(word: str) -> str:
        return stem(word, language)

    kinds: dict[str, Callable[..., Any]] = {
        "edmundson": EdmundsonSummarizer,
        "kl": KLSummarizer,
        "lsa": LsaSummarizer,
        "luhn": LuhnSummarizer,
        "reduction": ReductionSummarizer,
        "sumbasic": SumBasicSummarizer,
    }
    summarizer = kinds[method](stemmer)
    if method == "edmundson":
        titles = " ".join(article.revision.title for article in articles)
        lead = candidates[0].stems
        summarizer.bonus_words = (*_BONUS.split(), *content(words(titles), language), *lead)
        summarizer.stigma_words = _STIGMA.split()
        summarizer.null_words = STOPWORDS
    else:
        summarizer.stop_words = STOPWORDS
    return summarizer


def _document(articles: Sequence[Article], candidates: Sequence[Passage]) -> Any:  # noqa: ANN401 - sumy has no type hints
    """A document for sumy of our sentences: paragraph by paragraph, the titles as headings."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence  # noqa: PLC0415 - 600 ms

    tokenizer = _Tokenizer()
    paragraphs = [
        [Sentence(passage.text, tokenizer) for passage in together]
        for _, together in groupby(candidates, key=lambda passage: (passage.article, passage.block))
    ]
    headings = [
        Sentence(article.revision.title, tokenizer, is_heading=True)
        for article in articles
        if article.revision.title.strip()
    ]
    paragraphs[0] = headings + paragraphs[0]
    return ObjectDocumentModel([Paragraph(sentences) for sentences in paragraphs])


class _Tokenizer:
    """What sumy asks of a tokenizer; its own needs data of nltk that must be downloaded."""

    def to_sentences(self, text: str) -> tuple[str, ...]:
        return (text,)

    def to_words(self, text: str) -> tuple[str, ...]:
        return words(text)
