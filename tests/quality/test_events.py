"""Headlines and short reports of events, written before what groups them, against floors."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from datetime import datetime
from pathlib import Path

from newsletter.digest.cluster import cluster
from newsletter.model import Entry
from newsletter.text.reading import read, revision

HERE = Path(__file__).parent
CASES = HERE.parent / "data" / "stories" / "events.jsonl"
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))["events"]


def test_near_misses_stay_apart_and_what_shares_words_comes_together() -> None:
    """B-cubed (Bagga and Baldwin, 1998). Half the reports share no word with the others."""
    told = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    articles = [
        read(
            Entry(
                one["id"],
                "Wire",
                "feed",
                one["id"],
                one["title"],
                published=datetime.fromisoformat(one["published"]),
            ),
            revision(one["title"], one.get("text", "")),
        )
        for one in told
    ]
    gold = {one["id"]: one["event"] for one in told}
    sizes = Counter(gold.values())
    precision = recall = 0.0
    for story in cluster(articles):
        events = Counter(gold[article.entry.id] for article in story.articles)
        precision += sum(many * many for many in events.values()) / len(story.articles)
        recall += sum(many * many / sizes[event] for event, many in events.items())
    assert precision / len(told) >= FLOORS["precision"]
    assert recall / len(told) >= FLOORS["recall"]
