"""Metrics are in Prometheus' text format, whatever newsletters are called."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime

from newsletter.store.counts import Counts
from newsletter.web.metrics import metrics

NOW = datetime(2026, 11, 23, 6, 30, 0, 123_456, tzinfo=UTC)
EMPTY = Counts((), (), (), (), (), (), (), Counter(), (), (), None)
SAMPLE = re.compile(
    r'newsletter_[a-z_]+(?:\{[a-z]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z]+="(?:[^"\\\n]|\\["\\n])*")*\})?'
    r" [0-9.e+]+"
)


def test_every_line_is_of_the_format_and_every_family_comes_once() -> None:
    strange = 'a"b\\c\nd'
    counts = Counts(
        editions=((strange, 3),),
        slots=((strange, "done", 1),),
        deliveries=((strange, "queued", 0),),
        mails=(("a", "sent", 2),),
        webhooks=(("a", "failed", 1),),
        alerts=(("a", 1),),
        subscribers=((strange, "active", 10**12),),
        feeds=Counter({"well": 2}),
        last_edition=((strange, NOW),),
        last_delivery=(),
        last_answer=NOW,
    )
    text = metrics(counts, NOW).decode()
    assert text.endswith("\n")
    families = re.findall(r"^# TYPE (\S+) gauge$", text, re.MULTILINE)
    assert len(families) == len(set(families)) == 13
    for line in text.splitlines():
        assert line.startswith("#") or SAMPLE.fullmatch(line), line
    assert 'newsletter_mails{newsletter="a",state="sent"} 2' in text
    assert 'newsletter_webhooks{newsletter="a",state="failed"} 1' in text
    assert 'newsletter_troubles{newsletter="a"} 1' in text
    assert 'newsletter_editions{newsletter="a\\"b\\\\c\\nd"} 3' in text
    assert "newsletter_last_feed_answer_timestamp_seconds 1795415400.123456" in text


def test_what_has_never_happened_has_no_number() -> None:
    text = metrics(EMPTY, None).decode()
    assert re.findall("^newsletter_.*", text, re.MULTILINE) == [
        text.splitlines()[2]  # the version
    ]
