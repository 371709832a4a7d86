"""Who watches over the service is told whether it is well, and how much there is."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from newsletter.store.subscribers import Joining
from tests.web.conftest import NOW

if TYPE_CHECKING:
    from tests.web.conftest import Site


def test_it_is_well_while_the_store_answers_and_the_clock_is_looked_at(site: Site) -> None:
    response, body = site.ask("/healthz")
    assert response.status == 200
    assert response.headers["Content-Type"] == "application/json"
    assert json.loads(body) == {
        "status": "ok",
        "heartbeat": "2026-11-23T06:30:00+00:00",
        "problems": [],
    }


def test_a_schedule_that_stands_still_is_told(site: Site) -> None:
    for site.clock.beat in (None, NOW - timedelta(minutes=3)):
        response, body = site.ask("/healthz")
        assert response.status == 503
        assert json.loads(body)["problems"] == ["the schedule stands still"]


def test_a_store_that_does_not_answer_is_told_everywhere(site: Site) -> None:
    key = site.publish()
    file = site.room.settings.root / "newsletter.db"
    site.store.close()
    file.unlink()
    for log in site.room.settings.root.glob("newsletter.db-*"):
        log.unlink()
    file.mkdir()
    response, body = site.ask("/healthz")
    assert response.status == 503
    assert json.loads(body)["problems"] == ["the store does not answer"]
    for path in ("/", "/metrics", f"/morning/{key}/"):
        response, page = site.ask(path)
        assert response.status == 503
        assert response.headers["Retry-After"] == "60"
        assert "<h1>Not now</h1>" in page.decode()
    assert site.ask("/morning/unsubscribe?reader=x")[0].status == 200
    assert site.ask("/morning/unsubscribe?reader=x", "POST", b"")[0].status == 503
    assert str(file) not in page.decode()


def test_metrics_are_those_of_the_store(site: Site) -> None:
    site.publish()
    site.store.subscribers.add("morning", [Joining("ada@example.org")], NOW)
    response, body = site.ask("/metrics")
    assert response.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = body.decode().splitlines()
    for line in (
        'newsletter_editions{newsletter="morning"} 1',
        'newsletter_deliveries{newsletter="morning",state="queued"} 1',
        'newsletter_subscribers{newsletter="morning",state="active"} 1',
        f"newsletter_heartbeat_timestamp_seconds {NOW.timestamp():.0f}",
    ):
        assert line in lines
    assert "ada" not in body.decode()
