"""A workspace as people have it: three feeds of three kinds, five documents, one newsletter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from newsletter.config.load import load
from newsletter.store.store import open_store
from tests.pipeline.newsroom import ATOM, DOCUMENTS, JSON, SETTINGS, STORM, feed_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsletter.config.settings import Settings
    from newsletter.store.store import Store


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "newsletter.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "wire.xml").write_text(feed_with(STORM), "utf-8")
    (tmp_path / "quay.atom").write_text(ATOM, "utf-8")
    (tmp_path / "post.json").write_text(json.dumps(JSON), "utf-8")
    for name, text in DOCUMENTS.items():
        path = tmp_path / "documents" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def settings(workspace: Path) -> Settings:
    return load(workspace / "newsletter.toml", {})


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with open_store(settings.store.url, settings.root) as opened:
        yield opened
