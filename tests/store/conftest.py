from __future__ import annotations

import hashlib
import resource
import signal
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

import pytest

from newsletter.model import Block, Entry, Revision
from newsletter.store.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FEED = "https://harbourpost.example/feed"
BODY = "Nordhafen Werft wins an order for two ferries worth 120 million euros."


class Tell(Protocol):
    """Makes an entry and its text, as reading would."""

    def __call__(  # noqa: PLR0913 - each test gives what it is about
        self,
        guid: str,
        *,
        feed: str = ...,
        title: str | None = ...,
        text: str | None = ...,
        link: str | None = ...,
        published: datetime | None = ...,
        said: str | None = ...,
    ) -> tuple[Entry, Revision]: ...


def told(  # noqa: PLR0913 - each test gives what it is about
    guid: str,
    *,
    feed: str = FEED,
    title: str | None = None,
    text: str | None = None,
    link: str | None = None,
    published: datetime | None = None,
    said: str | None = None,
) -> tuple[Entry, Revision]:
    title = f"Headline of {guid}" if title is None else title
    text = f"{BODY} So says {guid}." if text is None else text
    entry = Entry(
        id=hashlib.sha256(f"{feed} {guid}".encode("utf-8", "replace")).hexdigest()[:16],
        source="Harbour Post",
        feed=feed,
        guid=guid,
        title=title,
        link=link,
        published=published,
        content=f"<p>{text}" if said is None else said,
    )
    number = hashlib.sha256(f"{title}\0{text}".encode("utf-8", "replace")).hexdigest()
    blocks = (Block("paragraph", 0, len(text)),)
    return entry, Revision(number, title, text, blocks, "en")


@pytest.fixture
def tell() -> Tell:
    return told


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


@pytest.fixture
def store(url: str, tmp_path: Path) -> Iterator[Store]:
    with open_store(url, tmp_path, busy=5) as opened:
        yield opened


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """As a disk that is full: Python ignores the signal that a write past the limit sends."""
    assert signal.getsignal(signal.SIGXFSZ) is signal.SIG_IGN
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
