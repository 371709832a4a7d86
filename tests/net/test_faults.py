from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from newsletter.errors import FetchError
from newsletter.net.fetch import Request, fetch_all
from newsletter.net.options import FetchOptions
from tests.net.faults import FAULTS, SLOW, Fault
from tests.net.faultserver import FaultServer, running

if TYPE_CHECKING:
    from collections.abc import Iterator

OPTIONS = FetchOptions(allow_networks=("127.0.0.1/32",), timeout=0.5)
GRACE = 1.0  # seconds; a loaded machine is slow, a fetch that hangs never gets there


@pytest.fixture(scope="module")
def server() -> Iterator[FaultServer]:
    with running() as found:
        yield found


def test_there_are_at_least_84_faults_and_each_has_a_name_of_its_own() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 84


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_each_fault_ends_in_its_way_and_within_its_deadline(
    server: FaultServer, fault: Fault
) -> None:
    # What is not slow has time, so that a loaded machine is not taken for a slow server.
    options = OPTIONS if fault.wire == SLOW else replace(OPTIONS, timeout=10.0)
    start = time.monotonic()
    (answer,) = fetch_all([Request(server.url(fault.name))], options)
    assert time.monotonic() - start < options.timeout + GRACE
    said = answer.reason if isinstance(answer, FetchError) else ""
    assert fault.wire in said
    assert bool(fault.wire) == bool(said)
    assert server.forbidden == 0
