"""An edition is the same, byte for byte, whoever worked it out."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from newsletter.config.settings import Newsletter
from newsletter.digest.lens import load_lenses
from newsletter.edition.codec import to_json
from newsletter.model import Coverage, Entry
from newsletter.model.work import in_turn
from newsletter.pipeline.crew import crew
from newsletter.pipeline.make import frame_of, make
from newsletter.render.options import RenderOptions
from newsletter.sources.outside import Outside
from newsletter.text.reading import revision
from newsletter.workers.crew import Crew
from newsletter.workers.options import WorkerOptions
from newsletter.workers.pool import Pool

if TYPE_CHECKING:
    from newsletter.model.work import Each
    from newsletter.pipeline.collect import Pairs

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
FIRMS = ("Alvanta", "Norvik Steel", "Sundal Ferries", "Quay Bank", "Zephyr Air", "Orvik Mills")
DEEDS = (
    "said on Monday that it will spend ${0} million on {1} new plants by 2029.",
    "reported that its sales rose {1}% to ${0} million in the third quarter.",
    "warned that strikes at {1} of its sites could cost it ${0} million this year.",
    "named Ada Holm, who led its rival for {1} years, as its chief executive.",
    "agreed to buy a rival for ${0} million, its {1}th deal since spring.",
    "shares closed {1}% higher after the announcement, adding ${0} million in value.",
)


def news(count: int, seed: int = 1) -> Pairs:
    """Some articles: four newsrooms tell each event, the last in the words of the first."""
    chance = random.Random(seed)  # noqa: S311 - texts for a test
    found = []
    for number in range(count):
        event, teller = divmod(number, 4)
        firm = FIRMS[event % len(FIRMS)]
        words = random.Random(event if teller in {0, 3} else number)  # noqa: S311 - as above
        told = [
            f"{firm} {words.choice(DEEDS).format(words.randint(20, 900), words.randint(2, 60))}"
            for _ in range(9)
        ]
        title = f"{firm} plans {DEEDS[event % 6].split()[0]} {100 + event} stores in Tarnow"
        entry = Entry(
            id=f"e{number}",
            source=f"Paper {teller}",
            feed="f",
            guid=str(number),
            title=title,
            content="<p>not read</p>",
            published=NOW - timedelta(minutes=chance.randint(1, 900)),
        )
        found.append((entry, revision(title, "\n\n".join(told), language="en")))
    return tuple(found)


def edition(pairs: Pairs, each: Each = in_turn, share: float = 1.0) -> bytes:
    newsletter = Newsletter(name="morning", render=RenderOptions(max_quote=share))
    lenses = load_lenses((), newsletter.digest.lenses)
    frame = frame_of(newsletter, "morning/2026-11-23T0700", NOW, NOW)
    return to_json(make(pairs, newsletter, lenses, frame, Coverage(), each=each))


@pytest.mark.parametrize(
    ("processes", "least", "share"), [(2, 0.01, 1.0), (3, 0.003, 0.3), (1, 9.0, 0.3)]
)
def test_an_edition_of_several_processes_is_that_of_one(
    processes: int, least: float, share: float
) -> None:
    """Each process has a hash seed of its own; chunks are cut anywhere."""
    pairs = news(120)
    with Crew(lambda: Pool(processes), lambda: processes, worth=0.0, least=least) as each:
        assert edition(pairs, each, share) == edition(pairs, share=share)


def test_an_edition_whose_workers_are_killed_is_the_same() -> None:
    pool, over = Pool(2), threading.Event()

    def kill() -> None:
        for _ in range(3):
            while not pool.pids and not over.is_set():
                time.sleep(0.01)
            for pid in pool.pids[:1]:
                os.kill(pid, signal.SIGKILL)
            over.wait(1.0)

    killer = threading.Thread(target=kill)
    pairs = news(120)
    with Crew(lambda: pool, lambda: 2, worth=0.0, least=0.01) as each:
        killer.start()
        found = edition(pairs, each)
        over.set()
        killer.join()
    assert found == edition(pairs)


def _process(_item: str) -> int:
    return os.getpid()


def test_settings_say_who_works() -> None:
    heard: list[tuple[int, int]] = []
    with crew(WorkerOptions(), Outside(worked=lambda *told: heard.append(told))) as each:
        assert each(_process, "ab", [0, 0]) == [os.getpid()] * 2
    assert heard == [(1, 2), (2, 2)]
    with crew(WorkerOptions(processes=2), Outside()) as each:
        assert isinstance(each, Crew)
        assert edition(news(8), each) == edition(news(8))


def test_an_edition_of_nothing_needs_nobody() -> None:
    with crew(WorkerOptions(processes=2), Outside()) as each:
        assert edition((), each) == edition(())
