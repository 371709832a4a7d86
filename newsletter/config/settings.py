"""What the program is told: complete and frozen, so that no room sees a default or a merge."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo

from msgspec import Meta

from newsletter.config.holidays import DayList  # noqa: TC001 - msgspec reads it when it runs
from newsletter.config.web import WebOptions
from newsletter.deliver.options import AlertOptions, DeliverOptions
from newsletter.digest.options import DigestOptions
from newsletter.render.options import RenderOptions
from newsletter.sources.options import SourceOptions
from newsletter.store.options import StoreOptions
from newsletter.workers.options import WorkerOptions

if TYPE_CHECKING:
    from pathlib import Path


WITHIN = timedelta(hours=6)

DayOff = Annotated[
    str,
    Meta(
        pattern=r"^[^\r\n\0]+$",
        description="A date such as 2026-12-25, or the name of a file with one a line.",
    ),
]


@dataclass(frozen=True, slots=True)
class Newsletter:
    """One newsletter with every option resolved."""

    name: Annotated[
        str,
        Meta(
            pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$",
            description="Short name: lower-case letters, digits, - and _.",
        ),
    ]
    title: Annotated[str, Meta(description="The title that readers see.")] = ""
    schedule: Annotated[
        str, Meta(description='Wall times ("07:00", "mon-fri 07:00, 16:30") or five cron fields.')
    ] = ""
    timezone: Annotated[str, Meta(description="IANA zone of the schedule and of dates.")] = "UTC"
    catch_up: Annotated[timedelta, Meta(description="How late a missed edition is still made.")] = (
        timedelta(hours=6)
    )
    skip_dates: Annotated[
        tuple[DayOff, ...],
        Meta(description="Days without an edition: dates, or names of files with one a line."),
    ] = ()
    skip_lists: tuple[DayList, ...] = ()  # the files that `skip_dates` named
    when_empty: Annotated[
        Literal["skip", "note"],
        Meta(description="What a planned edition is with nothing new: none, or a short note."),
    ] = "skip"
    approve: Annotated[
        bool, Meta(description="Whether only what an editor approved goes out; runs make drafts.")
    ] = False
    lead: Annotated[
        timedelta, Meta(description="How long before its planned time an edition is drafted.")
    ] = timedelta(0)
    approve_within: Annotated[
        timedelta,
        Meta(description="How long after its planned time a draft may still be approved."),
    ] = WITHIN
    alert: Annotated[
        AlertOptions | None, Meta(description="Who is told when something is wrong.")
    ] = None
    sources: SourceOptions = field(default_factory=SourceOptions)
    digest: DigestOptions = field(default_factory=DigestOptions)
    render: RenderOptions = field(default_factory=RenderOptions)
    deliver: DeliverOptions = field(default_factory=DeliverOptions)

    @property
    def zone(self) -> ZoneInfo:
        """The zone of its slots and of the times that readers see."""
        return ZoneInfo(self.timezone)

    @property
    def days_off(self) -> frozenset[date]:
        """The days of its zone on which no edition is planned, as its files name them now."""
        listed = (day for one in self.skip_lists for day in one.days())
        return frozenset(map(date.fromisoformat, (*self.skip_dates, *listed)))


@dataclass(frozen=True, slots=True)
class Settings:
    """A workspace: `root` is the folder of its newsletter.toml."""

    root: Path
    newsletters: tuple[Newsletter, ...]
    store: StoreOptions = field(default_factory=StoreOptions)
    web: WebOptions = field(default_factory=WebOptions)
    workers: WorkerOptions = field(default_factory=WorkerOptions)

    @property
    def lens_folders(self) -> tuple[Path, ...]:
        """Where the workspace keeps lenses of its own."""
        own = self.root / "lenses"
        return (own,) if own.is_dir() else ()

    @property
    def templates(self) -> Path | None:
        """Where the workspace keeps templates of its own, if it does."""
        own = self.root / "templates"
        return own if own.is_dir() else None
