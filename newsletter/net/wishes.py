"""What servers ask of us in their headers: until when not to come back. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

WEEK = 7 * 24 * 3600.0
MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
NOT_KEPT = re.compile(r"(?:^|[,\s])no-(?:cache|store)(?:$|[,\s=])", re.IGNORECASE)


def retry_after(value: str, date: str, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks us to stay away, or None; at most a week.

    A time of day is counted from the server's own `Date`, so that its clock may be wrong; where
    it gives none, from `now`. RFC 9110, 10.2.3.
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), WEEK)
    until = http_date(value)
    if until is None:
        return None
    wait = until - (http_date(date) or now)
    return min(max(wait.total_seconds(), 0.0), WEEK)


def fresh_for(cache_control: str, age: str = "", expires: str = "", date: str = "") -> float:
    """Seconds for which an answer stays true by its own words, at most a week; 0 if it says none.

    RFC 9111, 4.2: `max-age` less the `Age` that a cache on the way gave it, else `Expires` less
    `Date`.
    """
    if NOT_KEPT.search(cache_control):
        return 0.0
    said = MAX_AGE.search(cache_control)
    if said:
        spent = float(age.strip()[:9]) if age.strip().isascii() and age.strip().isdigit() else 0.0
        return min(max(float(said[1]) - spent, 0.0), WEEK)
    until = http_date(expires) if expires else None
    since = http_date(date) if until else None
    if until is None or since is None:
        return 0.0
    return min(max((until - since).total_seconds(), 0.0), WEEK)


def http_date(value: str) -> datetime | None:
    """A date of HTTP's headers in UTC; None for anything else."""
    try:
        found = parsedate_to_datetime(value[:100])
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
