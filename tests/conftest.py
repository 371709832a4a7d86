"""Groups of tests that need something of the machine are left out with one line that says why."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.postgres import Server, running

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Browser

CHECKOUT = Path(__file__).parent.parent
SHARED = CHECKOUT.parent / "shared"

# marker -> (is it here?, why not)
GROUPS = {
    "browser": (
        shutil.which("chromium") is not None,
        "chromium is not installed; `make setup` installs it",
    ),
    "shared": (
        (SHARED / "data").is_dir(),
        "the development data does not lie beside this checkout",
    ),
}
# A test that finds out only when it runs skips with a reason that starts like these; a skip of any
# other kind is shown as well.
LEFT_OUT = re.compile(r"(?:Skipped: )?(?:(browser|postgresql|shared|wheel): )?(.+)", re.DOTALL)
# Data that is not part of the project cannot be asked of every machine.
OPTIONAL = {"shared"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, for tests with the marker of that name."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--all-groups", action="store_true", help="fail where a group of tests is left out"
    )


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    for item in items:
        for group, (here, why) in GROUPS.items():
            if not here and item.get_closest_marker(group):
                item.add_marker(pytest.mark.skip(reason=f"{group}: {why}"))


def left_out(reporter: pytest.TerminalReporter) -> Counter[tuple[str, str]]:
    """(group, why) -> how many of its tests were skipped; under xdist workers tell their skips."""
    reasons = (str(report.longrepr[-1]) for report in reporter.stats.get("skipped", []))
    found = (LEFT_OUT.match(reason) for reason in reasons)
    return Counter((one[1] or "other", one[2]) for one in found if one)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for (group, why), count in sorted(left_out(terminalreporter).items()):
        terminalreporter.write_line(f"left out: {count} {group} tests: {why}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if exitstatus or reporter is None or not session.config.getoption("--all-groups"):
        return
    if {group for group, _ in left_out(reporter)} - OPTIONAL:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development data; only for tests marked `shared`."""
    return SHARED


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder that holds pyproject.toml."""
    return CHECKOUT


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Where a store lies: a test that asks for it runs on each kind of database."""
    if request.param == "sqlite":
        yield "sqlite:///newsletter.db"
        return
    server: Server = request.getfixturevalue("postgres")
    with server.store() as found:
        yield found
