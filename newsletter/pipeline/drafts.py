"""Drafts: an edition is laid on an editor's desk, read back, approved, or taken away again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsletter.deliver import desk
from newsletter.edition.codec import from_json, to_json
from newsletter.edition.manuscript import Drafted, decoded, read_back
from newsletter.edition.manuscript_front import front_text
from newsletter.edition.manuscript_ids import line_ids, section_ids
from newsletter.edition.merge import merge, torn_at
from newsletter.errors import DeliveryError, ManuscriptError
from newsletter.model import Coverage
from newsletter.pipeline.anew import anew
from newsletter.pipeline.desk import digest, draft_in, file_of, folder_of, manuscript_at
from newsletter.render.manuscript import manuscript
from newsletter.store.values import Draft

if TYPE_CHECKING:
    from datetime import datetime

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.model import Edition
    from newsletter.pipeline.collect import Look
    from newsletter.slots import Slot
    from newsletter.store.store import Store
    from newsletter.store.values import Claim

TRIES = 5  # an editor saves while we merge: more often than that nobody does


@dataclass(frozen=True, slots=True)
class Desk:
    """What came of drafting: the manuscript's file, or the reason why there is none.

    `kept` is the editor's manuscript as it was before it was merged.
    """

    newsletter: str
    reason: str = ""
    draft: Draft | None = None
    file: Path | None = None
    edition: Edition | None = None
    coverage: Coverage = field(default_factory=Coverage)
    conflicts: int = 0
    kept: Path | None = None


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A draft as the editor has it now; `digest` names these very bytes and their draft."""

    draft: Draft
    file: Path
    text: str
    digest: str
    edition: Edition

    @property
    def is_approved(self) -> bool:
        """Whether somebody approved it as it is now."""
        return self.draft.approved == self.digest

    @property
    def approver(self) -> str:
        """Who approved it as it is now; empty where nobody did."""
        return self.draft.approved_by if self.is_approved else ""


def draft_now(  # noqa: PLR0913 - as `run`
    newsletter: Newsletter,
    settings: Settings,
    store: Store,
    at: Slot,
    *,
    now: datetime,
    how: Look,
    claim: Claim | None = None,
) -> Desk:
    """Collects, composes, and lays a draft on the desk; one that lies there is merged with it.

    Its caller has claimed the newsletter: one drafts at a time. Of an editor's manuscript
    nothing is lost: the file as it was stays beside the new one. Nothing new changes nothing.
    With the `claim` on a planned time, that time waits for the draft from then on.
    """
    old, told_before = store.drafts.open(newsletter.name), store.drafts.told(newsletter.name)
    key = old.key if old else free_key(newsletter, settings, store, at.key)
    name = f"{newsletter.name}/draft-{key}"
    note = claim is not None and newsletter.when_empty == "note"
    made = anew(newsletter, settings, store, at.at, name=name, now=now, how=how, note=note)
    if made.edition is None:
        return Desk(newsletter.name, "nothing new", old, coverage=made.coverage)
    slot = claim.slot if claim else old.slot if old else None
    new = Draft(
        newsletter.name,
        key,
        slot,
        "open",
        now,
        to_json(made.edition).decode(),
        text_of(name, made.edition),
        told=told_before,
    )
    folder = folder_of(new, newsletter, settings)
    told = Desk(
        newsletter.name, "", new, folder / desk.FILE, made.edition, coverage=made.edition.coverage
    )
    if old is None:
        desk.sweep(folder.parent, {one.folder for one in store.drafts.lying(newsletter.name)})
        desk.prepare(folder, new.text.encode())
    else:
        told = _merged(told, old, new, folder)
        new = replace(
            new,
            approved=old.approved,
            approved_by=old.approved_by,
            approved_at=old.approved_at,
        )
    # The file first: killed here, the next draft merges once more, and finds the same; one that
    # is only prepared is not seen.
    then = store.ledger.waiting(claim, waits(new), now) if claim else None
    if not store.drafts.keep(new, made.considered, now, then=then):
        raise DeliveryError(f"{name}: another process sent it or took it away meanwhile")
    if old is None:
        desk.lay(folder)
    return told


def waits(draft: Draft) -> str:
    """What the ledger says of the planned time of a draft."""
    return f"drafted as {draft.name}, which waits for approval"


def read_draft(
    draft: Draft, newsletter: Newsletter, settings: Settings, file: Path | None = None
) -> Manuscript:
    """The draft as its editor wants it; ManuscriptError, DeliveryError where it cannot be read.

    `file` is a copy of the manuscript in another place.
    """
    if file is None:
        file = file_of(draft, newsletter, settings)
        data = desk.read(file.parent)
    else:
        data = file.read_bytes()
    where = _shown(file, settings.root)
    text = decoded(data, where)
    given = Drafted(draft.name, from_json(draft.json.encode(), draft.name), draft.text)
    edition = read_back(text, given, where)
    return Manuscript(draft, file, text, digest(draft, data), edition)


def find_draft(name: str, settings: Settings, store: Store) -> Manuscript | None:
    """The draft of that name, in that file or folder, or on the desk of that newsletter.

    None where it names no draft. A manuscript's file says itself of which draft it is.
    """
    path = manuscript_at(Path(name))
    called = draft_in(path) if path.is_file() else name
    newsletter = next((n for n in settings.newsletters if n.name == called.split("/")[0]), None)
    if newsletter is None:
        return None
    if called == newsletter.name:
        found = next(iter(store.drafts.lying(called)), None)
    else:
        found = store.drafts.get(newsletter.name, called.partition("/draft-")[2])
    if found is None:
        return None
    return read_draft(found, newsletter, settings, path if path.is_file() else None)


def _merged(told: Desk, old: Draft, new: Draft, folder: Path) -> Desk:
    for _ in range(TRIES):
        before = desk.read(folder)
        mine = decoded(before, str(folder / desk.FILE))
        if line := torn_at(mine):
            raise ManuscriptError(
                f"{folder / desk.FILE}:{line}: settle this conflict before the draft is made anew"
            )
        text, conflicts = merge(old.text, mine, new.text)
        told = replace(told, conflicts=conflicts)
        if text == mine:
            return told
        if kept := desk.replace(folder, before, text.encode()):
            return replace(told, kept=kept)
    raise DeliveryError(f"{folder / desk.FILE}: is being saved again and again; try once more")


def text_of(name: str, edition: Edition) -> str:
    """The manuscript of an edition, as the draft of that name."""
    head = {"draft": name, "subject": edition.subject, "preheader": edition.preheader}
    return f"{front_text(head)}\n\n{manuscript(edition, line_ids(edition), section_ids(edition))}"


def free_key(newsletter: Newsletter, settings: Settings, store: Store, key: str) -> str:
    """A key of no earlier draft, in whose folder nothing lies."""
    free = store.drafts.free(newsletter.name, key)
    home, number = settings.root / newsletter.deliver.folder / newsletter.name, 1
    name = free
    while (home / f"draft-{name}" / desk.FILE).exists():
        number += 1
        name = f"{free}-{number}"
    return name


def _shown(path: Path, root: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
