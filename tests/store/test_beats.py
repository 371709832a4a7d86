from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newsletter.store.beats import Beats
from newsletter.store.database import Database
from newsletter.store.schema import prepare

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)


def test_a_machine_knows_of_its_own_service_alone(tmp_path: Path) -> None:
    database = Database("sqlite:///newsletter.db", tmp_path, busy=1)
    prepare(database)
    mill, barn = Beats(database, "mill"), Beats(database, "barn")
    mill.put(NOW)
    mill.put(NOW + timedelta(seconds=30))
    assert (mill.last(), barn.last()) == (NOW + timedelta(seconds=30), None)
    barn.put(NOW + timedelta(days=2))
    assert mill.last() is None, "what is older than a day is forgotten"
    database.close()
