"""Troubles that somebody is told of, and editions on their way to webhooks, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

HookState = Literal["queued", "sending", "sent", "failed"]
AlertKind = Literal["slot", "draft", "lapsed", "feeds", "mails", "webhook", "folder", "disk"]


@dataclass(frozen=True, slots=True)
class Alert:
    """A trouble that somebody is to be told of: `key` is which one of its kind.

    `line` says what and where, `todo` what to do about it: a command line, or nothing.
    """

    kind: AlertKind
    key: str
    line: str
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Alarm:
    """A trouble as it stands in the store: `told` when somebody was first.

    It `waits` while somebody is still to be told, and `reason` says why some were not yet. It is
    there until the trouble is over.
    """

    newsletter: str
    kind: AlertKind
    key: str
    line: str
    todo: str
    since: datetime
    told: datetime | None
    attempt: int
    due: datetime
    reason: str
    waits: bool


@dataclass(frozen=True, slots=True)
class Hook:
    """An edition on its way to a webhook; `queued` is since when, `due` when it is to be tried."""

    edition: str
    newsletter: str
    state: HookState
    attempt: int
    claimed_by: str
    reason: str
    queued: datetime
    due: datetime
    at: datetime
