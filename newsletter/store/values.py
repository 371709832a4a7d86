"""What the store takes and gives, as frozen values; no database is imported for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.model import Entry
    from newsletter.text.difference import Change

# "held": considered for the edition and not printed; it is not offered again. "earlier": what an
# entry said before, or another edition told, that this one speaks of.
Role = Literal["story", "also", "held", "earlier"]
# "waiting": for its draft to be sent.
SlotState = Literal["claimed", "waiting", "done", "skipped", "failed"]
DraftState = Literal["open", "sent", "dropped", "lapsed"]
DeliveryState = Literal["queued", "done", "failed"]
# "left": its reader did, before it was sent.
LetterState = Literal["queued", "claimed", "sending", "sent", "failed", "uncertain", "left"]


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed between two looks. `location` is as the settings name it.

    `moved_to` is the address to ask in its place; a `stopped` feed (410 Gone) is asked no more.
    `next_look` is when it is due by our own reckoning; before `not_before` its server does not
    want to be asked, by anybody. `every` (seconds), `skip_hours` and `skip_days` (numbers between
    spaces, Monday is 0) are what the feed itself asks for.
    """

    location: str
    title: str = ""
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    last_success: datetime | None = None
    last_look: datetime | None = None
    last_problem: str = ""
    failures: int = 0
    next_look: datetime | None = None
    moved_to: str = ""
    stopped: bool = False
    not_before: datetime | None = None
    every: int = 0
    skip_hours: str = ""
    skip_days: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What came of entries handed in: ids of the new and the revised, counts of the rest.

    `refused` are those no database can hold (a NUL or half a surrogate pair in them).
    """

    new: tuple[str, ...] = ()
    revised: tuple[str, ...] = ()
    known: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """A text that an entry came to have: when, and by what changes of the one before it."""

    seen: datetime
    revision: str
    title: tuple[Change, ...] = ()
    text: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry as the verb `entries` lists it; `edition` is the last one that printed it."""

    id: str
    feed: str
    guid: str
    title: str
    link: str | None
    published: datetime | None
    first_seen: datetime
    revision: str
    edition: str | None


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of an entry in an edition."""

    entry: str
    revision: str
    role: Role = "story"


@dataclass(frozen=True, slots=True)
class StoredEdition:
    """An edition byte for byte as it was stored, and when it was made."""

    id: str
    made_at: datetime
    json: bytes


@dataclass(frozen=True, slots=True)
class Considered:
    """An entry that an edition considered, and the revision that it had."""

    edition: str
    entry: Entry
    revision: str


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to make one edition, until `lease_until`; `attempt` fences off who had it before.

    `slot` is the planned time, or None for an extra edition.
    """

    newsletter: str
    key: str
    slot: datetime | None
    who: str
    attempt: int
    lease_until: datetime

    @property
    def edition(self) -> str:
        """The id that the edition will have; no other edition ever gets it."""
        return f"{self.newsletter}/{self.key}"


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One line of the ledger; `at` is when its state was written.

    After `lease_until` a claimed one may be taken over, a failed or waiting one tried again.
    """

    newsletter: str
    key: str
    slot: datetime | None
    state: SlotState
    attempt: int
    claimed_by: str
    lease_until: datetime | None
    reason: str
    edition: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """An edition on an editor's desk, and its manuscript `text`, both as they were drafted.

    `slot` is the planned time that it is for, if any. `approved` is the digest of the manuscript
    that somebody approved; `told` how many editions had gone out when it was made; `edition` what
    went out of it; `corrects` the edition that it is to put right.
    """

    newsletter: str
    key: str
    slot: datetime | None
    state: DraftState
    made_at: datetime
    json: str
    text: str
    approved: str = ""
    approved_by: str = ""
    approved_at: datetime | None = None
    told: int = 0
    edition: str | None = None
    reason: str = ""
    corrects: str = ""

    @property
    def name(self) -> str:
        """By which people call it: `morning/draft-2026-11-23T0700`."""
        return f"{self.newsletter}/{self.folder}"

    @property
    def folder(self) -> str:
        return f"draft-{self.key}"


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition that was stored."""

    id: str
    newsletter: str
    slot: datetime | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """One edition to one target; `due` is when a queued one is to be tried."""

    edition: str
    target: str
    state: DeliveryState
    attempt: int
    reason: str
    at: datetime
    due: datetime


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is to get a mail: the bare address, and the mailbox as its To says it."""

    address: str
    mailbox: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail of the outbox; `due` is when a queued one is to be tried, `queued` since when.

    `recipient` is the address in lower case; `mailbox` is how its To says it.
    """

    edition: str
    recipient: str
    newsletter: str
    mailbox: str
    token: str
    message_id: str
    state: LetterState
    attempt: int
    claimed_by: str
    reason: str
    queued: datetime
    due: datetime
    at: datetime
