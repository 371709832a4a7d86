"""Log lines are one event each, key=value."""

from __future__ import annotations

import json


def quoted(value: str) -> str:
    """A value in quotes, on one line whatever it holds."""
    return json.dumps(value, ensure_ascii=False)


def reason(error: BaseException) -> str:
    """What an error says; of one that says nothing, its kind."""
    said = " ".join(str(error).split())
    return said or type(error).__name__
