"""One table of the file against one options class: every value checked, every problem told."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cache
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}
CENTURY = 36_525 * _UNITS["d"]


@cache
def keys(options: type) -> Mapping[str, tuple[str, Any]]:
    """The keys of an options class as the file spells them -> (field name, type).

    Options may import Meta for type checking only: msgspec costs 12 ms, and not all who need
    the options read settings.
    """
    hints = get_type_hints(options, localns={"Meta": msgspec.Meta}, include_extras=True)
    return {
        field.metadata.get("key", field.name): (field.name, hints[field.name])
        for field in fields(options)
    }


def read_table(
    options: type, table: Mapping[str, object], where: str, problems: list[str]
) -> dict[str, Any]:
    """The fields that `table` sets, converted; what is wrong is added to `problems`."""
    known = keys(options)
    found: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            problems.append(f"{where}: {unknown(key, known)}")
            continue
        name, kind = known[key]
        if tables := tables_of(kind):
            found[name] = _read_tables(tables, value, f"{where} `{key}`", problems)
            continue
        if one := table_of(kind):
            found[name] = _read_one(one, value, f"{where} `{key}`", problems)
            continue
        try:
            found[name] = convert(value, kind)
        except ValueError as error:
            problems.append(f"{where}: `{key}`: {error}")
    return found


def tables_of(kind: Any) -> type | None:  # noqa: ANN401 - any type that an option may have
    """The class of a list of tables, such as [[sources.headers]]; None for any other type."""
    inner = get_args(get_args(kind)[0]) if get_args(kind) else ()
    if NoneType in inner:
        return None
    return inner[0] if inner and is_dataclass(inner[0]) and isinstance(inner[0], type) else None


def table_of(kind: Any) -> type | None:  # noqa: ANN401 - any type that an option may have
    """The class of a table that may be missing, such as [newsletter.deliver.smtp]."""
    inner = get_args(get_args(kind)[0]) if get_args(kind) else ()
    found = [one for one in inner if is_dataclass(one) and isinstance(one, type)]
    return found[0] if found and NoneType in inner else None


def _read_one(options: type, value: object, where: str, problems: list[str]) -> object:
    if not isinstance(value, dict):
        names = ", ".join(f"`{key}`" for key in keys(options))
        problems.append(f"{where}: wants to be a table with {names}")
        return None
    return options(**read_table(options, value, where, problems))


def _read_tables(
    options: type, value: object, where: str, problems: list[str]
) -> tuple[object, ...]:
    if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
        names = ", ".join(f"`{key}`" for key in keys(options))
        problems.append(f"{where}: wants tables with {names}")
        return ()
    return tuple(options(**read_table(options, table, where, problems)) for table in value)


def unknown(key: str, known: Mapping[str, object]) -> str:
    """A sentence about a key that is not there, with the nearest right one."""
    return f"no such setting `{key}`; {nearest(key, known)}"


def nearest(name: str, known: Iterable[str]) -> str:
    """What may have been meant by a name that is not there."""
    names = list(known)
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"there are {', '.join(f'`{one}`' for one in names)}"


def convert(value: object, kind: Any) -> Any:  # noqa: ANN401 - any type that an option may have
    """A TOML value as `kind`; ValueError says what would be right."""
    if is_duration(kind):
        return duration(value)
    if isinstance(value, list):
        value = [one.isoformat() if isinstance(one, date) else one for one in value]
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise ValueError(expectation(kind, value, str(error))) from None


def is_duration(kind: Any) -> bool:  # noqa: ANN401 - any type that an option may have
    return timedelta in (kind, *get_args(kind)[:1])


def expectation(kind: Any, value: object, detail: str) -> str:  # noqa: ANN401 - as above
    """Say what would be right in the words of the settings, not of the library."""
    schema = msgspec.json.schema(kind)
    if "enum" in schema:
        choices = [str(choice) for choice in schema["enum"]]
        near = get_close_matches(str(value), choices, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        return f"{value!r} is not one of {', '.join(choices)}{hint}"
    if "pattern" in {**schema.get("items", {}), **schema} and isinstance(value, (str, list)):
        return f"{value!r} does not fit: {schema['description']}"
    if schema.get("type") == "array" and isinstance(value, str):
        return f"wants a list: [{value!r}]"
    if schema.get("type") == "integer":
        least, most = schema.get("minimum", 0), schema.get("maximum")
        limits = f"from {least} to {most}" if most else f"of {least} or more"
        return f"{value!r} is not a whole number {limits}"
    if {"minimum", "maximum"} <= schema.keys():
        return f"{value!r} is no number from {schema['minimum']:g} to {schema['maximum']:g}"
    return f"{value!r}: {detail[0].lower()}{detail[1:]}"


def duration(value: object) -> timedelta:
    """`90` (seconds), `"90s"`, `"36h"`, `"1d 12h"`; ValueError says what would be right."""
    text = f"{value}s" if isinstance(value, int) and not isinstance(value, bool) else str(value)
    if not re.fullmatch(r"(\d{1,9} ?[smhdw] ?)+", text):
        raise ValueError(f'{value!r} is not a duration such as "90s", "36h" or "2d"')
    parts = re.findall(r"(\d+) ?([smhdw])", text)
    seconds = sum(int(number) * _UNITS[unit] for number, unit in parts)
    if seconds > CENTURY:  # so that every time that far back has a date
        raise ValueError(f"{value!r} is longer than a century")
    if not seconds:
        raise ValueError(f"{value!r} must be longer than nothing")
    return timedelta(seconds=seconds)
