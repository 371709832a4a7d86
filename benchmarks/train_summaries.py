"""Learns newsletter/digest/weights.py, and says what the weights are worth on unseen texts.

    python benchmarks/train_summaries.py DATA [--write]

DATA is laid out as `summary_cases` says. Articles: the weights make the expected ROUGE-1 plus
ROUGE-2 of three sentences, drawn by the exponential of their summed scores, as large as they can
(minimum risk training; Adam, L2). Groups: ridge regression on the share of a sentence's words
and word pairs that the reference has. Both are cross-validated through the program's own choice.
"""

from __future__ import annotations

import sys
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from rouge import tokens
from summary_cases import Case, load, versus

from newsletter.digest import weights
from newsletter.digest.choose import Budget, choose
from newsletter.digest.coverage import Coverage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Choices = tuple[np.ndarray, np.ndarray]
    Learn = Callable[[Sequence[int]], np.ndarray]

NAMES = tuple(weights.ARTICLE)
FOLDS, MANY, WORDS = 5, 10**6, 250
CLOSE, FAR = 9, 5  # candidates of a choice in training: the first, and the best of the rest
STEPS, RATE, ARTICLE_L2 = 120, 0.05, 0.1
STORY_L2, STORY_SCALE = 100.0, 3.0  # a sentence with twice the share is worth 3 in the choice


def chosen(case: Case, raw: np.ndarray, budget: Budget) -> tuple[int, ...]:
    """The sentences that the program prints with these weights."""
    return choose(
        case.candidates,
        (case.rows @ raw).tolist(),
        case.shown,
        budget,
        among=range(len(case.candidates)),
        coverage=Coverage(case.articles, case.candidates) if len(case.articles) > 1 else None,
    )


def scale_of(cases: Sequence[Case]) -> np.ndarray:
    deviation: np.ndarray = np.concatenate([case.rows for case in cases]).std(axis=0)
    return deviation + 1e-9


def share(case: Case) -> np.ndarray:
    """What share of each sentence the reference has; word pairs count twice."""
    words, pairs = case.reference.words, case.reference.pairs
    return np.array(
        [
            sum(word in words for word in told) / max(1, len(told))
            + 2 * sum(pair in pairs for pair in pairwise(told)) / max(1, len(told) - 1)
            for told in case.tokens
        ]
    )


def ridge(cases: Sequence[Case], strength: float) -> np.ndarray:
    """Weights for the features as they are."""
    scale = scale_of(cases)
    rows = np.concatenate([case.rows for case in cases]) / scale
    aim = np.concatenate([share(case) for case in cases])
    rows, aim = rows - rows.mean(axis=0), aim - aim.mean()
    gram = rows.T @ rows + strength * np.eye(rows.shape[1])
    learned: np.ndarray = np.linalg.solve(gram, rows.T @ aim)
    return learned / scale


def choices(case: Case, guess: np.ndarray) -> Choices:
    """Triples of likely sentences, and what ROUGE gives for each."""
    count = len(case.candidates)
    close = range(min(CLOSE, count))
    rest = sorted(range(len(close), count), key=lambda i: -float(case.rows[i] @ guess))
    triples = list(combinations(sorted([*close, *rest[:FAR]]), min(3, count)))
    return np.array(triples), np.array([sum(case.rouge(triple)) for triple in triples])


def minimum_risk(cases: Sequence[Case], prepared: Sequence[Choices]) -> np.ndarray:
    """Weights for the features as they are, of a score whose standard deviation is one."""
    scale = scale_of(cases)
    described = [
        ((case.rows / scale)[triples].sum(axis=1), gains)
        for case, (triples, gains) in zip(cases, prepared, strict=True)
    ]
    learned = np.zeros(len(NAMES))
    mean, square = np.zeros_like(learned), np.zeros_like(learned)
    for step in range(1, STEPS + 1):
        slope = -ARTICLE_L2 * learned
        for rows, gains in described:
            logits = rows @ learned
            chance = np.exp(logits - logits.max())
            chance /= chance.sum()
            slope += rows.T @ (chance * (gains - chance @ gains)) / len(cases)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        adam = (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        learned += RATE * (1 - 0.8 * step / STEPS) * adam
    raw = learned / scale
    return raw / float(np.std(np.concatenate([case.rows for case in cases]) @ raw))


def validated(
    cases: Sequence[Case], learn: Learn, budget: Callable[[], Budget], words: int | None
) -> np.ndarray:
    """Prints what weights learned from the other folds are worth; returns those of all cases."""
    ours = [(0.0, 0.0)] * len(cases)
    for fold in range(FOLDS):
        raw = learn([i for i in range(len(cases)) if i % FOLDS != fold])
        for i in range(fold, len(cases), FOLDS):
            ours[i] = cases[i].rouge(chosen(cases[i], raw, budget()))
    lead = [case.reference.score(tokens(case.lead(words))) for case in cases]
    print(f"{len(cases)} cases, cross-validated, against the lead: {versus(ours, lead)}")
    return learn(range(len(cases)))


def main() -> None:
    folder = Path(sys.argv[1])
    single, groups = list(load(folder, "cnn*.jsonl")), list(load(folder, "multinews*.jsonl"))
    guess = ridge(single, 30.0)
    prepared = [choices(case, guess) for case in single]
    of_article = validated(
        single,
        lambda those: minimum_risk([single[i] for i in those], [prepared[i] for i in those]),
        lambda: Budget(3),
        None,
    )
    of_story = validated(
        groups,
        lambda those: STORY_SCALE * ridge([groups[i] for i in those], STORY_L2),
        lambda: Budget(MANY, WORDS),
        WORDS,
    )
    if "--write" in sys.argv:
        write(Path(weights.__file__), of_article, of_story)


def write(path: Path, of_article: np.ndarray, of_story: np.ndarray) -> None:
    lines = [
        '"""What each feature of `salience` is worth, for one article and for a story of several.',
        "",
        "Learned by `benchmarks/train_summaries.py`, which says how; not to be edited by hand.",
        '"""',
        "",
        "from __future__ import annotations",
    ]
    for name, raw in (("ARTICLE", of_article), ("STORY", of_story)):
        lines += ["", f"{name} = {{"]
        lines += [f'    "{one}": {value:.4f},' for one, value in zip(NAMES, raw, strict=True)]
        lines += ["}"]
    path.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
