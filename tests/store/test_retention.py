"""Old texts go; what an edition tells stays, and so does all by which an entry is known again."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from newsletter.store.values import Placed, Role

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.model import Entry, Revision
    from newsletter.store.store import Store
    from tests.store.conftest import Tell

DAY = timedelta(days=1)
FEED = "https://harbourpost.example/feed"
ALL = 10_000

Pair = tuple["Entry", "Revision"]


def publish(store: Store, now: datetime, *placed: tuple[Pair, Role]) -> None:
    claim = store.ledger.claim("morning", None, "k", who="t", now=now, lease=DAY)
    assert claim is not None
    places = [Placed(entry.id, text.id, role) for (entry, text), role in placed]
    assert store.ledger.finish(claim, b"{}", places, [], now)


def held(store: Store, *pairs: Pair) -> list[bool]:
    """Which of the texts the store still has."""
    texts = store.entries.texts([text.id for _, text in pairs])
    return [texts.get(text.id) == text for _, text in pairs]


def test_an_old_text_goes_and_its_entry_is_still_known(
    store: Store, tell: Tell, now: datetime
) -> None:
    old, young = tell("1", link="https://a.example/1"), tell("2")
    store.entries.add([old], now - 90 * DAY)
    store.entries.add([young], now)
    before = store.entries.rows()
    assert store.retention.forget(now - 30 * DAY, now, ALL) == 1
    assert held(store, old, young) == [False, True]
    assert store.entries.rows() == before
    assert store.entries.history(old[0].id) == ()
    assert store.entries.unseen([old[0]]) == ()
    again = tell("new-guid", link="https://a.example/1", title=old[0].title, text=old[1].text)
    assert store.entries.add([old, again], now).known == 2
    assert store.retention.forget(now - 30 * DAY, now, ALL) == 0


def test_a_text_that_an_edition_tells_stays_for_ever(
    store: Store, tell: Tell, now: datetime
) -> None:
    story, also, aside, edited = (tell(str(number)) for number in range(4))
    edit = tell("3", text="Corrected: there are three ferries, not two.")
    store.entries.add([story, also, aside, edited], now - 90 * DAY)
    publish(
        store,
        now - 90 * DAY,
        (story, "story"),
        (also, "also"),
        (aside, "held"),
        (edited, "story"),
    )
    store.entries.add([edit], now - 80 * DAY)
    assert store.retention.forget(now, now, ALL) == 2
    assert held(store, story, also, edited) == [True] * 3
    assert held(store, aside, edit) == [False] * 2
    assert store.entries.fresh("morning", [FEED], now - 365 * DAY, edits=False) == ()


def test_what_an_edition_may_still_tell_stays(store: Store, tell: Tell, now: datetime) -> None:
    """By its date or by when it came; `before` is never younger than what editions reach back."""
    dated = tell("1", published=now)
    arrived = tell("2", published=now - 90 * DAY)
    store.entries.add([dated], now - 60 * DAY)
    store.entries.add([arrived], now - 10 * DAY)
    assert store.retention.forget(now - 30 * DAY, now, ALL) == 0


def test_a_text_that_is_forgotten_is_offered_to_nobody(
    store: Store, tell: Tell, now: datetime
) -> None:
    store.entries.add([tell("1")], now - 90 * DAY)
    store.retention.forget(now, now, ALL)
    assert store.entries.fresh("evening", [FEED], now - 365 * DAY) == ()


def test_a_text_that_comes_again_is_there_again(store: Store, tell: Tell, now: datetime) -> None:
    first, edit = tell("1"), tell("1", text="Another text, for a while.")
    store.entries.add([first], now - 90 * DAY)
    store.retention.forget(now, now, ALL)
    store.entries.add([edit], now - DAY)
    assert store.entries.add([first], now).revised == (first[0].id,)
    assert held(store, first, edit) == [True, True]
    assert [text for _, text in store.entries.history(first[0].id)] == [edit[1], first[1]]


def test_texts_go_in_parts(store: Store, tell: Tell, now: datetime) -> None:
    pairs = [tell(str(number)) for number in range(1200)]
    store.entries.add(pairs, now - 90 * DAY)
    assert store.retention.forget(now, now, 500) == 500
    assert store.retention.forget(now, now, ALL) == 700
    assert not any(held(store, *pairs))


FORGET = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from newsletter.store import retention
from newsletter.store.store import open_store
retention.BATCH = 20
at = datetime(2026, 11, 23, tzinfo=UTC)
with open_store(sys.argv[1], Path(sys.argv[2])) as store:
    print("ready", flush=True)
    store.retention.forget(at, at, 100_000)
"""


def test_two_that_forget_at_once_of_which_one_is_killed_leave_nothing_half_done(
    store: Store, url: str, tmp_path: Path, tell: Tell, now: datetime
) -> None:
    pairs = [tell(str(number)) for number in range(600)]
    store.entries.add(pairs, now - 90 * DAY)
    publish(store, now - 90 * DAY, *((pair, "story") for pair in pairs[::10]))
    command = [sys.executable, "-c", FORGET, url, str(tmp_path)]
    dying, other = (
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    )
    assert dying.stdout is not None
    assert dying.stdout.readline() == "ready\n"
    time.sleep(0.1)
    dying.kill()
    dying.communicate()
    assert other.communicate(timeout=60)[1] == ""
    expected = [number % 10 == 0 for number in range(600)]
    assert held(store, *pairs) == expected
    histories = [bool(store.entries.history(entry.id)) for entry, _ in pairs]
    assert histories == expected
    assert len(store.entries.rows()) == 600
