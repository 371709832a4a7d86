"""JSON Feed 1 and 1.1 (jsonfeed.org/version/1.1), read with patience for what is wrong in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from newsletter.errors import ParseError
from newsletter.sources.dates import read_date
from newsletter.sources.pictures import best
from newsletter.sources.raw import (
    ADDRESS,
    CONTENT,
    LANGUAGE,
    NAME,
    TITLE,
    RawEntry,
    RawFeed,
    capped,
    newest,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

VERSION = "https://jsonfeed.org/version/"


def read(body: bytes, where: str) -> RawFeed:
    """The feed in these bytes, with its newest entries; raises ParseError when it is none."""
    try:
        # The standard library's reader takes half surrogate pairs and raw newlines, which
        # truncated summaries are full of; `capped` mends them.
        feed = json.loads(_decoded(body), strict=False)
    except RecursionError as error:
        raise ParseError(where, "is JSON nested too deeply") from error
    except ValueError as error:
        raise ParseError(where, "is not valid JSON") from error
    version = _text(feed.get("version")) if isinstance(feed, dict) else ""
    if "jsonfeed.org/version/" not in version and not _looks_like_feed(feed):
        raise ParseError(where, "is JSON, but not a JSON Feed (jsonfeed.org)")
    language = _text(feed.get("language"))
    items = [item for item in _list(feed.get("items")) if isinstance(item, dict)]
    return RawFeed(
        format="json11" if version.rstrip("/").endswith("1.1") else "json10",
        title=_line(feed.get("title"), TITLE),
        link=whole(_words(feed.get("home_page_url"))),
        language=capped(language, LANGUAGE),
        entries=tuple(_entry(item, feed, language) for item in newest(items, _date)),
    )


def _entry(item: Mapping[str, Any], feed: Mapping[str, Any], language: str) -> RawEntry:
    html, text = _words(item.get("content_html")), _words(item.get("content_text"))
    plain = text or _words(item.get("summary"))
    return RawEntry(
        guid=_line(item.get("id"), ADDRESS),
        link=whole(_words(item.get("url")) or _words(item.get("external_url"))),
        title=_line(item.get("title"), TITLE),
        published=read_date(_text(item.get("date_published"))),
        updated=read_date(_text(item.get("date_modified"))),
        author=_author(item) or _author(feed),
        language=capped(_text(item.get("language")) or language, LANGUAGE),
        content=capped(html or plain, CONTENT),
        content_type="html" if html else "text",
        picture=best(("image", _words(item.get(name)), "") for name in ("image", "banner_image")),
    )


def _author(item: Mapping[str, Any]) -> str:
    """Version 1.1 has `authors`; version 1 had one `author`. Some feeds give the bare name."""
    several = item.get("authors")
    authors = [*(several if isinstance(several, list) else [several]), item.get("author")]
    names = [
        _line(author.get("name") if isinstance(author, dict) else _words(author), NAME)
        for author in authors
    ]
    return capped(", ".join(name for name in dict.fromkeys(names) if name), NAME)


def _date(item: Mapping[str, Any]) -> datetime | None:
    return read_date(_text(item.get("date_published"))) or read_date(
        _text(item.get("date_modified"))
    )


def _looks_like_feed(feed: object) -> bool:
    """Some feeds forget their version; a list of items with ids is what makes one."""
    if not isinstance(feed, dict):
        return False
    items = _list(feed.get("items"))
    return bool(items) and all(isinstance(item, dict) and "id" in item for item in items)


def _decoded(body: bytes) -> str:
    return body.removeprefix(b"\xef\xbb\xbf").decode(json.detect_encoding(body), "replace")


def _text(value: object) -> str:
    """A string; numbers, which some feeds have for ids, are written out."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


def _line(value: object, length: int) -> str:
    return capped(" ".join(_text(value).split()), length)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
