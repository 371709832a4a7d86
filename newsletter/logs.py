"""Log lines: one event each, as key=value (logfmt) or as JSON, on one line whatever they hold.

The same keys everywhere: time, level, event, newsletter, slot, edition, feed, reason, duration
(seconds). What strangers wrote is a value in quotes: it can neither begin a line nor move a cursor.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    LogFormat = Literal["logfmt", "json"]

FORMATS: tuple[LogFormat, ...] = ("logfmt", "json")
# Needs no quotes: nothing in it ends a value or hides where one begins.
_BARE = re.compile(r"[\w.:/@+%~-]+", re.ASCII)
# What a terminal obeys, or a reader of lines takes for an end of one, and JSON lets through.
_OBEYED = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


class Event:
    """A log message of fields; `str` gives its key=value form."""

    __slots__ = ("fields",)

    def __init__(self, fields: Mapping[str, object]) -> None:
        self.fields = fields

    def __str__(self) -> str:
        return " ".join(f"{key}={_value(value)}" for key, value in self.fields.items())


def event(name: str, /, **fields: object) -> Event:
    """What happened, for `log.info` and the others; a field that is None is left out."""
    told = {key: _plain(value) for key, value in fields.items() if value is not None}
    return Event({"event": name, **told})


def reason(error: BaseException) -> str:
    """What an error says; of one that says nothing, its kind."""
    said = " ".join(str(error).split())
    return said or type(error).__name__


def quoted(value: str) -> str:
    """A value in quotes, on one line whatever it holds."""
    return _OBEYED.sub(
        lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False)
    )


def log_to(stream: TextIO, form: LogFormat = "logfmt", *, verbose: bool = False) -> None:
    """Sends what this process logs to a stream; a closed one swallows it."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Lines(_json if form == "json" else _logfmt))
    logging.raiseExceptions = False
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    if verbose:
        # Libraries tell of single bytes and of addresses with what is secret in them.
        for name in ("asyncio", "aiohttp", "sqlalchemy", "alembic", "watchdog", "PIL", "tzlocal"):
            logging.getLogger(name).setLevel(logging.WARNING)


class _Lines(logging.Formatter):
    def __init__(self, form: Callable[[Mapping[str, object]], str]) -> None:
        super().__init__()
        self._form = form

    def format(self, record: logging.LogRecord) -> str:
        return self._form(_fields(record))


def _fields(record: logging.LogRecord) -> dict[str, object]:
    """A library's own message is an event called log."""
    at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    told = {"time": at.replace("+00:00", "Z"), "level": record.levelname.lower()}
    if isinstance(record.msg, Event):
        fields = {**told, **record.msg.fields}
    else:
        fields = {**told, "event": "log", "logger": record.name, "message": record.getMessage()}
    if record.exc_info:
        fields["trace"] = logging.Formatter().formatException(record.exc_info)
    return fields


def _plain(value: object) -> object:
    """Times in ISO 8601, lengths of time in seconds, numbers as they are."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return round(value.total_seconds(), 3)
    return value if isinstance(value, int | float) else str(value)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return text if _BARE.fullmatch(text) else quoted(text)


def _logfmt(fields: Mapping[str, object]) -> str:
    return str(Event(fields))


def _json(fields: Mapping[str, object]) -> str:
    made = json.dumps(fields, ensure_ascii=False, default=str)
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", made)
