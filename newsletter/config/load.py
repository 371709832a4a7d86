"""newsletter.toml, the environment and flags -> Settings; all problems at once."""

from __future__ import annotations

import os
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsletter.config.holidays import with_days_off
from newsletter.config.rules import NO_SOURCES, newsletter_problems
from newsletter.config.settings import Newsletter, Settings
from newsletter.config.values import keys, nearest, read_table, unknown
from newsletter.config.web import WebOptions
from newsletter.deliver.options import DeliverOptions
from newsletter.digest.options import DigestOptions
from newsletter.errors import ConfigError
from newsletter.render.options import RenderOptions
from newsletter.sources.options import SourceOptions
from newsletter.store.options import StoreOptions
from newsletter.workers.options import WorkerOptions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOMS: Mapping[str, type] = {
    "sources": SourceOptions,
    "digest": DigestOptions,
    "render": RenderOptions,
}
# Tables that are the workspace's alone.
WHOLE: Mapping[str, type] = {"store": StoreOptions, "web": WebOptions, "workers": WorkerOptions}
OWN = (
    *("name", "title", "schedule", "timezone", "catch_up"),
    *("skip_dates", "when_empty", "approve", "lead", "approve_within", "alert"),
)
FILE = "newsletter.toml"
VERSION = 1

Table = dict[str, Any]


def find(config: Path | None, environ: Mapping[str, str]) -> Path:
    """The settings file: the flag's, `NEWSLETTER_CONFIG`, this folder's, the user's own.

    Raises ConfigError with the places that were looked at.
    """
    if config is None and environ.get("NEWSLETTER_CONFIG"):
        config = Path(environ["NEWSLETTER_CONFIG"])
    if config is not None:
        for path in (config / FILE, config):
            if _is_file(path):
                return path
        raise ConfigError(f"{path}: no such settings file; `newsletter init DIR` makes one")
    home = Path(environ.get("XDG_CONFIG_HOME") or _home() / ".config")
    places = (Path(FILE), home / "newsletter" / FILE)
    for place in places:
        if _is_file(place):
            return place
    raise ConfigError(
        f"no {FILE} here or in {places[1].parent}; `newsletter init DIR` makes a workspace"
    )


def _is_file(path: Path) -> bool:
    """Whether it is one that may be seen: `sudo -u` leaves people in folders closed to them."""
    try:
        return path.is_file()
    except OSError:
        return False


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:  # a user without an entry, as in containers
        return Path("/")


def load(
    path: Path,
    environ: Mapping[str, str] = os.environ,
    flags: Mapping[str, Mapping[str, object]] | None = None,
    *,
    sourceless: bool = False,
) -> Settings:
    """Settings from a file; flag over environment over file over default.

    `flags` are tables like the file's. A newsletter may be `sourceless` for verbs that give it
    its first feed. Raises ConfigError with every problem, a line each.
    """
    table = _parse(path)
    problems: list[str] = []
    outside: list[str] = []
    _check_top(table, problems)
    above = {
        room: _environment(room, options, environ, outside)
        | read_table(options, (flags or {}).get(room, {}), "arguments", outside)
        for room, options in (*ROOMS.items(), *WHOLE.items())
    }
    base = {
        room: read_table(options, _table(table, room, "", problems), f"[{room}]", problems)
        for room, options in (*ROOMS.items(), *WHOLE.items())
    }
    newsletters = tuple(
        _newsletter(entry, index, base, above, problems)
        for index, entry in enumerate(_newsletter_tables(table, problems), start=1)
    )
    newsletters = tuple(with_days_off(one, path.parent, problems) for one in newsletters)
    problems += _twice([newsletter.name for newsletter in newsletters])
    if sourceless:
        problems = [problem for problem in problems if not problem.endswith(NO_SOURCES)]
    told = [f"{path}: {problem}" for problem in dict.fromkeys(problems)] + outside
    if told:
        raise ConfigError(*told)
    whole = {room: options(**(base[room] | above[room])) for room, options in WHOLE.items()}
    return Settings(root=path.parent.resolve(), newsletters=newsletters, **whole)


def _parse(path: Path) -> Table:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from None


def _check_top(table: Table, problems: list[str]) -> None:
    if table.get("version") != VERSION:
        problems.append(f"wants `version = {VERSION}` at its top")
    known = dict.fromkeys(("version", *ROOMS, *WHOLE, "newsletter"))
    problems += [unknown(key, known) for key in table if key not in known]


def _table(table: Table, key: str, where: str, problems: list[str]) -> Table:
    value = table.get(key, {})
    if isinstance(value, dict):
        return value
    problems.append(f"{where}`{key}` wants to be a table: [{key}]")
    return {}


def _newsletter_tables(table: Table, problems: list[str]) -> list[Table]:
    value = table.get("newsletter", [])
    if isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value):
        return value
    problems.append("names no newsletter: add [[newsletter]] with a `name`")
    return []


def _newsletter(
    table: Table,
    index: int,
    base: Mapping[str, Table],
    above: Mapping[str, Table],
    problems: list[str],
) -> Newsletter:
    """One newsletter; overrides stand in tables of their own or directly among its keys."""
    where = f"[[newsletter]] {table.get('name') or f'number {index}'}"
    rooms = {room: _table(table, room, f"{where}: ", problems) for room in (*ROOMS, "deliver")}
    plain = {key: value for key, value in table.items() if key not in rooms}
    for room, options in ROOMS.items():
        mine = {key: plain.pop(key) for key in list(plain) if key in keys(options)}
        rooms[room] = mine | rooms[room]
    known = {key: kind for key, kind in keys(Newsletter).items() if key in OWN}
    for key in [key for key in plain if key not in known]:
        every = dict.fromkeys((*known, *(name for room in ROOMS.values() for name in keys(room))))
        problems.append(f"{where}: {unknown(key, every)}")
        del plain[key]
    if "name" not in plain:
        problems.append(f"{where}: wants a `name`")
    own = read_table(Newsletter, plain, where, problems)
    resolved = {
        room: options(
            **(
                base[room]
                | read_table(options, rooms[room], f"{where} {room}", problems)
                | above[room]
            )
        )
        for room, options in ROOMS.items()
    }
    deliver = DeliverOptions(
        **read_table(DeliverOptions, rooms["deliver"], f"{where} deliver", problems)
    )
    newsletter = Newsletter(**({"name": f"number-{index}"} | own | resolved), deliver=deliver)
    problems += [f"{where}: {problem}" for problem in newsletter_problems(newsletter)]
    return newsletter if newsletter.title else replace(newsletter, title=_title(newsletter.name))


def _title(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").title()


def _environment(
    room: str, options: type, environ: Mapping[str, str], problems: list[str]
) -> Table:
    """`NEWSLETTER_DIGEST_STORIES=5`: lists are separated by commas."""
    prefix = f"NEWSLETTER_{room}_".upper()
    known = {f"{prefix}{key}".upper(): key for key in keys(options)}
    table: dict[str, object] = {}
    for name in sorted(name for name in environ if name.startswith(prefix)):
        if name not in known:
            problems.append(f"environment: no such setting `{name}`; {nearest(name, known)}")
            continue
        key = known[name]
        value = _typed(environ[name], str(keys(options)[key][1]))
        table |= read_table(options, {key: value}, f"environment: {name}", problems)
    return table


def _typed(text: str, kind: str) -> object:
    if "tuple[" in kind:
        return [part.strip() for part in text.split(",") if part.strip()]
    return int(text) if text.isdecimal() and "int" in kind else text


def _twice(names: Sequence[str]) -> list[str]:
    return [
        f"two newsletters are named `{name}`"
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
