from __future__ import annotations

import os
import subprocess
import sys
from typing import get_args

import pytest

from newsletter.digest.methods import ranking
from newsletter.digest.options import DigestOptions, Method
from newsletter.digest.passages import passages
from newsletter.digest.summarise import summarise_story
from newsletter.text.reading import article

NAMED = [name for name in get_args(Method) if name != "default"]
TEXT = """The harbour of Halden will close for two weeks in March, the port authority said.
Dredging of the harbour costs 12 million kroner. Fishing boats move to Sandvik while the harbour
is closed. The port authority expects larger ships in April. Shops near the harbour fear for
their trade. Sandvik has room for 40 boats."""


@pytest.mark.parametrize("method", NAMED)
def test_each_method_ranks_all_our_sentences(method: Method) -> None:
    articles = (article(TEXT, title="Halden closes its harbour", language="en"),)
    candidates = passages(articles)
    assert sorted(ranking(method, articles, candidates)) == list(range(len(candidates)))


@pytest.mark.parametrize("method", NAMED)
def test_each_method_keeps_budget_and_source_order_verbatim(method: Method) -> None:
    articles = (article(TEXT, language="en"),)
    few = summarise_story(articles, (), DigestOptions(sentences=2, method=method)).sentences
    assert len(few) == 2
    assert few[0].span.start < few[1].span.start
    assert all(TEXT[q.span.start : q.span.end] == q.text for q in few)
    short = summarise_story(articles, (), DigestOptions(words=25, method=method)).sentences
    assert 1 <= sum(len(quote.text.split()) for quote in short) <= 25


@pytest.mark.parametrize("method", NAMED)
@pytest.mark.parametrize("text", ["", "One.", "…", "の", "x y. x y. x y. x y.", "¿? a. ¡! b. 5."])
def test_each_method_bears_texts_of_almost_nothing(method: Method, text: str) -> None:
    made = summarise_story((article(text),), (), DigestOptions(sentences=2, method=method))
    assert len(made.sentences) <= 2


def test_each_method_chooses_alike_under_any_hash_seed() -> None:
    program = (
        "import sys; from newsletter.digest.api import summarise; "
        f"[print(m, [q.span.start for q in summarise({TEXT!r}, lenses=(), method=m).sentences])"
        f" for m in {NAMED!r}]"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_random_is_drawn_from_the_text() -> None:
    def order(text: str) -> tuple[int, ...]:
        articles = (article(text, language="en"),)
        return ranking("random", articles, passages(articles))

    assert order(TEXT) == order(TEXT)
    assert order(TEXT) != order(TEXT.replace("Halden", "Sandvik"))


def test_the_methods_that_are_ours_load_no_sumy() -> None:
    program = (
        "import sys; from newsletter.digest.api import summarise; "
        f"[summarise({TEXT!r}, method=m) for m in ('default', 'lexrank', 'textrank', 'random')]; "
        "assert not {'sumy', 'nltk', 'requests'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
