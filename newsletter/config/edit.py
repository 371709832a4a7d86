"""Change the feeds in somebody's newsletter.toml; comments and layout stay. tomlkit's door."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from newsletter.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tomlkit import TOMLDocument

Feeds = list[Any]


def with_feed(text: str, feed: str) -> str:
    """The settings with `feed` at the end of `[sources] feeds`, which is made where it is missing.

    Where the only `feeds` are a newsletter's own, it is added to the first of those. Raises
    ConfigError where it cannot be done without spoiling what stands there.
    """

    def add(document: TOMLDocument) -> None:
        tables = _tables(document)
        table = next((one for one in tables if "feeds" in one), None)
        if table is None:
            table = document.setdefault("sources", {})
            table["feeds"] = []
        table["feeds"].append(feed)

    return _changed(text, add, f"add {feed!r} to `feeds` in [sources] yourself")


def without_feed(text: str, feed: str) -> str:
    """The settings without `feed` in any list of feeds; ConfigError as above."""

    def remove(document: TOMLDocument) -> None:
        for table in _tables(document):
            while feed in table.get("feeds", ()):
                table["feeds"].remove(feed)

    return _changed(text, remove, f"take {feed!r} out of `feeds` yourself")


def _tables(document: Any) -> list[Any]:  # noqa: ANN401 - tomlkit's own tables
    """Where feeds can be named: [sources] first, then each newsletter and its own sources."""
    found = [document["sources"]] if "sources" in document else []
    for newsletter in document.get("newsletter", ()):
        found += [newsletter, newsletter.get("sources", {})]
    return found


def _changed(text: str, change: Callable[[TOMLDocument], None], otherwise: str) -> str:
    import tomlkit  # noqa: PLC0415 - 40 ms that only these verbs need
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415 - same reason

    try:
        document = tomlkit.parse(text)
        change(document)
        changed = tomlkit.dumps(document)
        same = tomllib.loads(changed) == document.unwrap()
    except (TOMLKitError, tomllib.TOMLDecodeError, AttributeError, TypeError, KeyError):
        same = False
    if not same:
        raise ConfigError(f"newsletter.toml: its list of feeds cannot be changed; {otherwise}")
    return changed
