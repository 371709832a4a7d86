"""`status --json` says what docs/status.md says, field by field."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.deliver.receiver import SECRET, Receiver, receiving
from tests.deliver.sink import Sink, sinking

if TYPE_CHECKING:
    from tests.cli.conftest import Program

DOCUMENT = Path(__file__).parents[2] / "docs" / "status.md"
SETTINGS = """
version = 1
[sources]
feeds = ["feeds/morning.atom.xml", "gone.xml"]
seeds = ["seeds"]
[[newsletter]]
name = "morning"
schedule = "07:00"
approve = true
approve_within = "2h"
[newsletter.alert]
to = ["ops@news.example"]
[newsletter.deliver]
folder = "out"
from = "brief@news.example"
to = ["ada@mill.example"]
smtp = {{ host = "127.0.0.1", port = {smtp}, security = "none" }}
webhook = {{ url = "{hook}", secret_file = "hook.key", allow_networks = ["127.0.0.1"] }}
[[newsletter]]
name = "evening"
[newsletter.deliver]
folder = "blocked"
"""
IS = {
    "text": "str",
    "number": "int",
    "true or false": "bool",
    "list": "list",
    "object": "dict",
}


def documented() -> dict[str, dict[str, str]]:
    """Heading -> field -> what it is."""
    found: dict[str, dict[str, str]] = {}
    for section in DOCUMENT.read_text("utf-8").split("\n## ")[1:]:
        heading = section.splitlines()[0]
        rows = re.findall(r"(?m)^\| `(\w+)` \| ([^|]+) \| [^|]+ \|$", section)
        for name in re.findall(r"`(\w+)`", heading) or [heading]:
            found[name] = dict(rows)
    return found


def problems(name: str, told: dict[str, Any], documents: dict[str, dict[str, str]]) -> list[str]:
    """Where an object is not what the document says of it, and of all within it."""
    fields, found = documents[name], list[str]()
    if set(told) != set(fields):
        found.append(f"{name}: {set(told) ^ set(fields)}")
    for field in set(told) & set(fields):
        value, kind = told[field], fields[field]
        if value is None and kind.endswith(" or null"):
            continue
        kind = kind.removesuffix(" or null")
        if kind == "time":
            if not isinstance(value, str) or not datetime.fromisoformat(value).tzinfo:
                found.append(f"{name}.{field}: {value!r} is no time")
        elif type(value).__name__ != IS[kind]:
            found.append(f"{name}.{field}: {value!r} is no {kind}")
        elif field in documents:
            for part in value if isinstance(value, list) else [value]:
                found += problems(field, part, documents)
    return found


@pytest.fixture
def told(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What is said where all that may be is: drafts, a correction, and troubles of each kind."""
    monkeypatch.chdir(tmp_path)
    assert program("init", tmp_path).code == 0
    (tmp_path / "hook.key").write_text(SECRET, "utf-8")
    (tmp_path / "blocked").write_text("", "utf-8")
    with (
        sinking(Sink(fault=lambda _who, _number: "drop_before_answer")) as sink,
        receiving(Receiver(answer=lambda _number: "503 Down")) as receiver,
    ):
        settings = SETTINGS.format(smtp=sink.port, hook=receiver.url)
        (tmp_path / "newsletter.toml").write_text(settings, "utf-8")
        assert program("draft", "morning").code == 3
        assert program("approve", "morning", "--by", "Ana Holm").code == 0
        assert program("send", "morning").code == 3
        assert program("correct", "latest", "--wrong", "A name was wrong.").code == 0
        assert program("run", "evening").code == 1
        for number, text in enumerate(("The pier opens in May.", "A weir broke.", "Mills close.")):
            late_one = tmp_path / "seeds" / f"late-{number}.txt"
            late_one.write_text(f"{text} It is told.", "utf-8")
            os.utime(late_one, (0, 0))  # one that was written just now may be half there
        at = f"{datetime.now(UTC):%Y-%m-%d}T07:01"
        program("run", "--due", "morning", "--at", at)
        rows = map(json.loads, program("entries", "--jsonl").out.splitlines())
        late = [row["id"] for row in rows if row["guid"].startswith("late")]
        assert program("merge", late[0], late[1]).code == 0
        assert program("split", late[1], late[2]).code == 0
        made: dict[str, Any] = json.loads(program("status", "--json").out)
    return made


def test_each_field_is_what_its_document_says_and_none_is_missing(told: dict[str, Any]) -> None:
    documents = documented()
    assert problems("The object", told, documents) == []
    morning, _ = told["newsletters"]
    seen = {name: morning[name] for name in ("draft", "correction", "editions", "not_made")}
    seen |= {name: told[name] for name in documents["The object"]}
    seen["uncertain"] = told["mails"][0]["uncertain"]
    assert [name for name, there in seen.items() if not there] == []
    assert morning["editions"][0]["approved_by"] == "Ana Holm"
