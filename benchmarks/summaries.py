"""Our summaries beside the lead, chance, the best possible and every method of sumy.

    python benchmarks/summaries.py DATA [--articles N]

DATA is laid out as `summary_cases` says. ROUGE F1 by the rouge-score package, stemmed; gains are
over the lead, with 95 % intervals; the time is CPU for reading and choosing, an article. The
weights were learned on data of this kind: what they are worth on unseen texts is printed by
`train_summaries.py`.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from rouge_score.rouge_scorer import RougeScorer
from summary_cases import Case, load, versus

from newsletter.digest.options import DigestOptions, Method
from newsletter.digest.summarise import summarise_story
from newsletter.text.reading import article

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Summariser = Callable[[Case], str]

SENTENCES, WORDS = 3, 250
KINDS = ("rouge1", "rouge2", "rougeLsum")
SCORER = RougeScorer(KINDS, use_stemmer=True)


def by_method(method: Method, words: int | None) -> Summariser:
    """Reads the texts again, so that the whole cost is counted."""
    options = DigestOptions(sentences=SENTENCES, words=words, method=method)

    def summary(case: Case) -> str:
        articles = tuple(article(one.revision.text) for one in case.articles)
        return "\n".join(quote.text for quote in summarise_story(articles, (), options).sentences)

    return summary


def oracle(case: Case, words: int | None) -> str:
    """Sentence by sentence what adds most ROUGE-1 and ROUGE-2; it looks at the reference."""
    chosen: list[int] = []
    open_ = set(range(len(case.candidates)))
    left = words or 10**6
    while open_ and (words or len(chosen) < SENTENCES):
        best = max(open_, key=lambda index: (sum(case.rouge([*chosen, index])), -index))
        if sum(case.rouge([*chosen, best])) <= sum(case.rouge(chosen)):
            break
        chosen.append(best)
        left -= case.candidates[best].size
        open_ = {i for i in open_ - {best} if case.candidates[i].size <= left}
    return "\n".join(case.candidates[index].text for index in sorted(chosen))


def scores(case: Case, summary: str) -> tuple[float, ...]:
    found = SCORER.score(case.summary, summary)
    return tuple(100 * found[kind].fmeasure for kind in KINDS)


def table(cases: Sequence[Case], words: int | None) -> None:
    lead = [scores(case, case.lead(words)) for case in cases]
    rows: dict[str, Summariser] = {"lead": lambda case: case.lead(words)}
    rows |= {method: by_method(method, words) for method in get_args(Method)}
    rows["oracle"] = lambda case: oracle(case, words)
    print(f"{'':12}{'ROUGE-1':22}{'ROUGE-2':22}{'ROUGE-Lsum':22}ms")
    for name, summariser in rows.items():
        begin = time.process_time()
        texts = [summariser(case) for case in cases]
        spent = 1000 * (time.process_time() - begin) / len(cases)
        ours = [scores(case, text) for case, text in zip(cases, texts, strict=True)]
        print(f"{name:12}{versus(ours, lead)}  {spent:6.1f}", flush=True)


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "")
    if len(sys.argv) < 2 or not any(folder.glob("*.jsonl")):  # noqa: PLR2004 - program and folder
        raise SystemExit(f"{__doc__}\n{folder} holds no .jsonl files; name a folder of them.")
    most = int(sys.argv[sys.argv.index("--articles") + 1]) if "--articles" in sys.argv else None
    for pattern, words in (("cnn*.jsonl", None), ("multinews*.jsonl", WORDS)):
        cases = list(load(folder, pattern))[:most]
        budget = f"{words} words" if words else f"{SENTENCES} sentences"
        print(f"\n{len(cases)} of {pattern}, {budget}")
        table(cases, words)


if __name__ == "__main__":
    main()
