"""A draft lies on the desk until it goes out, once, or is taken back; its entries stay free."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newsletter.store.values import Draft

if TYPE_CHECKING:
    from newsletter.store.store import Store
    from tests.store.conftest import Tell

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
DRAFT = Draft("morning", "2026-11-23T0730", None, "open", NOW, "{}", "# Draft\n")


def finish(store: Store, draft: Draft, now: datetime = NOW + HOUR) -> bool:
    """Sends a draft, as the pipeline does."""
    claim = store.ledger.claim("morning", None, "k", who="x", now=now, lease=HOUR)
    assert claim
    then = store.drafts.going_out(draft, claim.edition, "# Sent\n", [("subject", "Ours")], now)
    done = store.ledger.finish(claim, b"{}", [], ["folder"], now, then=then)
    store.ledger.skip(claim, "", now)
    return done


def test_one_draft_is_open_at_a_time(store: Store) -> None:
    assert store.drafts.open("morning") is None
    assert store.drafts.keep(DRAFT, [], NOW)
    assert store.drafts.open("morning") == DRAFT
    assert store.drafts.get("morning", DRAFT.key) == DRAFT
    assert not store.drafts.keep(replace(DRAFT, key="other"), [], NOW)
    assert store.drafts.keep(replace(DRAFT, newsletter="evening"), [], NOW)
    assert store.drafts.free("morning", DRAFT.key) == f"{DRAFT.key}-2"
    assert DRAFT.name == "morning/draft-2026-11-23T0730"


def test_a_draft_made_anew_has_its_new_entries_alone(store: Store, tell: Tell) -> None:
    pairs = [tell(guid) for guid in ("a", "b")]
    store.entries.add(pairs, NOW)
    ids = [(entry.id, text.id) for entry, text in pairs]
    store.drafts.keep(DRAFT, ids, NOW)
    assert set(store.drafts.entries(DRAFT)) == set(ids)
    store.drafts.keep(replace(DRAFT, made_at=NOW + HOUR), ids[:1], NOW + HOUR)
    assert store.drafts.entries(DRAFT) == (ids[0],)


def test_a_draft_goes_out_once(store: Store) -> None:
    store.drafts.keep(DRAFT, [], NOW)
    assert finish(store, DRAFT)
    assert store.drafts.open("morning") is None
    (sent,) = store.drafts.last("morning")
    assert (sent.state, sent.edition) == ("sent", "morning/k")
    assert store.drafts.own("morning/k") == (("subject", "Ours"),)
    assert store.drafts.own("morning/other") is None
    assert not finish(store, DRAFT)
    assert [row.id for row in store.editions.last("morning")] == ["morning/k"]


def test_what_was_approved_or_drafted_anew_meanwhile_does_not_go_out_as_it_was(
    store: Store,
) -> None:
    store.drafts.keep(DRAFT, [], NOW)
    assert store.drafts.approve(DRAFT, "abc", "Ana", NOW)
    assert not finish(store, DRAFT)
    approved = store.drafts.open("morning")
    assert approved
    assert (approved.approved, approved.approved_by, approved.approved_at) == ("abc", "Ana", NOW)
    assert store.editions.latest() is None
    assert finish(store, approved)


def test_a_draft_is_behind_when_an_edition_went_out_since(store: Store) -> None:
    store.drafts.keep(DRAFT, [], NOW)
    assert not store.drafts.is_behind(DRAFT)
    claim = store.ledger.claim("morning", None, "run", who="x", now=NOW, lease=HOUR)
    assert claim
    store.ledger.finish(claim, b"{}", [], [], NOW + HOUR)
    assert store.drafts.is_behind(DRAFT)
    assert not finish(store, DRAFT, NOW + 2 * HOUR)


def test_a_draft_that_was_taken_back_is_open_no_more(store: Store) -> None:
    store.drafts.keep(DRAFT, [], NOW)
    assert store.drafts.drop(DRAFT, "taken back", NOW)
    assert not store.drafts.drop(DRAFT, "taken back", NOW)
    assert not store.drafts.approve(DRAFT, "abc", "Ana", NOW)
    assert not finish(store, DRAFT)
    assert not store.drafts.keep(DRAFT, [], NOW)


def test_a_text_in_an_open_draft_is_not_forgotten(store: Store, tell: Tell) -> None:
    entry, text = tell("a")
    store.entries.add([(entry, text)], NOW)
    store.drafts.keep(DRAFT, [(entry.id, text.id)], NOW)
    later = NOW + 400 * 24 * HOUR
    assert store.retention.forget(later, later, 10) == 0
    store.drafts.drop(DRAFT, "taken back", later)
    assert store.retention.forget(later, later, 10) == 1


def test_a_correction_is_of_an_edition_and_goes_out_whatever_went_out_since(store: Store) -> None:
    store.drafts.keep(DRAFT, [], NOW)
    assert finish(store, DRAFT)
    found = store.drafts.sent_as("morning/k")
    assert found
    assert (found[0].name, found[1]) == (DRAFT.name, "# Sent\n")
    assert store.drafts.sent_as("morning/other") is None
    correction = replace(DRAFT, key=f"{DRAFT.key}-r2", corrects="morning/k")
    store.drafts.keep(correction, [], NOW)
    assert store.drafts.correction("morning") == correction
    assert not store.drafts.is_behind(correction)
    assert finish(store, correction, NOW + 2 * HOUR)
