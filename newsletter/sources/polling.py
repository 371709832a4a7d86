"""When a feed is looked at next. Pure: the clock and chance are arguments."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.sources.pace import Pace

# Feeds that hold few items lose none at this pace. A minute short of the service's quarter of an
# hour: a tick that comes a moment early finds them due.
ORDINARY = timedelta(minutes=14)
# However long a feed or a cache wants to be left alone: in the morning there is news of the night.
MOST = timedelta(hours=6)
# A feed that fails is asked after 14 minutes, 28, 56 ...; at last about once a day, but always
# before the same time tomorrow, so that a daily newsletter never misses its healing.
RAREST = timedelta(hours=20)
SPREAD = 0.25  # of a wait is left to chance, so that feeds that failed together come apart
TROUBLED = 3  # failures in a row; one may be anybody's bad minute
HOUR = timedelta(hours=1)
DAYS_LOOKED_AT = 8


def after_success(now: datetime, pace: Pace, fresh_for: float) -> datetime:
    """The longest of our interval, the feed's and the cache's (bounded), in an hour it allows."""
    asked = max(pace.every, timedelta(seconds=fresh_for))
    return allowed(now + max(ORDINARY, min(asked, MOST)), pace)


def after_failure(now: datetime, failures: int, chance: float) -> datetime:
    """Twice as late with each failure in a row (1 or more); `chance` lies in [0, 1)."""
    # 2**7 times that is more than RAREST; large powers overflow.
    wait = min(ORDINARY * (1 << min(failures - 1, 7)), RAREST)
    return now + wait * (1 - SPREAD * chance)


def allowed(at: datetime, pace: Pace) -> datetime:
    """The first moment from `at` on that is not in the feed's skipped hours and days (UTC)."""
    for _ in range(24 * DAYS_LOOKED_AT):
        if at.hour not in pace.skip_hours and at.weekday() not in pace.skip_days:
            break
        at = at.replace(minute=0, second=0, microsecond=0) + HOUR
    return at
