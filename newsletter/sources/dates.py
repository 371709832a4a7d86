"""Times as feeds write them, to aware UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)  # clocks and zones are wrong by hours; more than that is no date
LONGEST = 100


def read_date(text: str) -> datetime | None:
    """An ISO 8601 or RFC 5322 time, or None; without a zone it is taken for UTC. Never raises."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    for read in (datetime.fromisoformat, _mail_date):
        try:
            moment = read(text)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None


def _mail_date(text: str) -> datetime:
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - 12 ms; few dates need it

    return parsedate_to_datetime(text)


def credible(moment: datetime | None, now: datetime) -> datetime | None:
    """The time, or None when no entry can have it: before 1990, or more than a day ahead."""
    if moment is None or not EARLIEST <= moment <= now + AHEAD:
        return None
    return moment
