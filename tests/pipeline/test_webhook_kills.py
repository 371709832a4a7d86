"""Many at once tell a webhook once; killed meanwhile, under the same id."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from newsletter.pipeline.handover import deliver
from newsletter.pipeline.run import run
from newsletter.store.store import open_store
from tests.deliver.receiver import until
from tests.pipeline.forked import ended, forked, kill
from tests.pipeline.test_webhook import (
    HOUR,
    MINUTE,
    NOW,
    OUTSIDE,
    morning,
    receiver,
    settings,
    states,
    store,
)

if TYPE_CHECKING:
    from newsletter.config.settings import Newsletter, Settings
    from newsletter.store.store import Store
    from tests.deliver.receiver import Receiver

__all__ = ["morning", "receiver", "settings", "store"]


def test_two_processes_at_once_tell_it_once(
    morning: Newsletter, settings: Settings, store: Store, receiver: Receiver
) -> None:
    receiver.answer = lambda number: "200 OK" if number else "503 Down"
    run(morning, settings, store, NOW, outside=OUTSIDE)
    threads = [
        threading.Thread(target=deliver, args=(morning, settings, store, NOW + HOUR, OUTSIDE))
        for _ in range(4)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(receiver.calls) == 2
    assert states(store) == ["sent"]


def test_a_process_killed_while_it_tells_is_followed_by_one_that_tells_it_under_the_same_id(
    morning: Newsletter, settings: Settings, store: Store, receiver: Receiver
) -> None:
    receiver.answer = lambda number: "200 OK" if number else "hang"

    def work() -> None:
        with open_store(settings.store.url, settings.root) as own:
            run(morning, settings, own, NOW, outside=OUTSIDE)

    process = forked(work)
    assert until(lambda: bool(receiver.calls), 30)
    kill(process)
    assert ended(process) == -9
    assert states(store) == ["sending"]
    assert deliver(morning, settings, store, NOW + MINUTE, OUTSIDE).webhooks == 1
    first, second = receiver.calls
    assert first.id == second.id
    assert first.body == second.body
