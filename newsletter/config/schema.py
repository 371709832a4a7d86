"""The JSON Schema of newsletter.toml, for editors that complete and check it."""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import timedelta
from typing import Any

import msgspec

from newsletter.config.load import OWN, ROOMS, VERSION, WHOLE
from newsletter.config.settings import Newsletter
from newsletter.config.values import is_duration, keys, table_of, tables_of
from newsletter.deliver.options import DeliverOptions

Schema = dict[str, Any]


def schema() -> Schema:
    """Everything that newsletter.toml may hold."""
    rooms = {room: _table(options) for room, options in ROOMS.items()}
    overrides = {key: kind for table in rooms.values() for key, kind in table["properties"].items()}
    own = _table(Newsletter)["properties"]
    newsletter = {key: own[key] for key in OWN}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "newsletter.toml",
        **_object(
            {
                "version": {"const": VERSION},
                **rooms,
                **{room: _table(options) for room, options in WHOLE.items()},
                "newsletter": {
                    "type": "array",
                    "minItems": 1,
                    "items": _object(
                        newsletter | overrides | rooms | {"deliver": _table(DeliverOptions)},
                        required=["name"],
                    ),
                },
            },
            required=["version", "newsletter"],
        ),
    }


def _table(options: type) -> Schema:
    defaults = {field.name: field.default for field in fields(options)}
    return _object(
        {
            key: _value(kind, defaults[name])
            for key, (name, kind) in keys(options).items()
            if options is not Newsletter or key in OWN
        }
    )


def _object(properties: Schema, required: list[str] | None = None) -> Schema:
    found: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return found | ({"required": required} if required else {})


def _value(kind: Any, default: object) -> Schema:  # noqa: ANN401 - any type that an option may have
    tables = tables_of(kind)
    if tables:
        about = {"description": kind.__metadata__[0].description}
        return about | {"type": "array", "items": _table(tables)}
    if one := table_of(kind):
        return {"description": kind.__metadata__[0].description} | _table(one)
    found = msgspec.json.schema(kind)
    if is_duration(kind):
        found = {key: found[key] for key in ("description",) if key in found}
        found |= {"type": ["string", "integer"], "pattern": r"^(\d{1,9} ?[smhdw] ?)+$"}
    if isinstance(default, timedelta):
        return found | {"default": f"{int(default.total_seconds())}s"}
    return found if default is MISSING else found | {"default": msgspec.to_builtins(default)}
