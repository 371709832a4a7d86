"""Who printed a story is counted rightly: copies that are stored once, and those before today."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newsletter.digest.telling import telling
from newsletter.edition.verify import verify
from newsletter.pipeline.run import preview, run
from newsletter.render.formats import render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsletter.config.settings import Newsletter, Settings
    from newsletter.model import Edition
    from newsletter.store.store import Store

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
DAY = timedelta(hours=20)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>{name}</title>
<link>https://{site}.example/</link>{items}</channel></rss>"""
ITEM = """<item><guid>{url}</guid><link>{url}</link><title>{title}</title>
<pubDate>Mon, 23 Nov 2026 05:00:00 GMT</pubDate><description>{text}</description></item>"""

TITLE = "Tugs for Trieste to run on methanol"
WIRE = (
    "Shipyard Pellestri will build four tugs for the port of Trieste, it said on Tuesday. The boats"
    " are worth 96 million euros and run on methanol. Pellestri expects to hire 140 welders by the"
    " spring, most of them from the yard that closed in Ancona."
)
OWN = (
    "The harbour authority has ordered new towing vessels for Trieste from shipyard Pellestri, four"
    " in all. Dockers had asked for them since two collisions in the autumn fog."
)
NEXT = (
    "Shipyard Pellestri, which is to build four tugs for the port of Trieste, has found a lender."
    " Banca Ternengo will lend it 40 million euros for the methanol engines, both said on Thursday."
)
Said = tuple[str, str, str]  # address, title, text


def write(settings: Settings, feeds: Mapping[str, Sequence[Said]]) -> Newsletter:
    """A newsletter of feeds with these items, by the names of their sites."""
    for site, said in feeds.items():
        items = "".join(ITEM.format(url=url, title=title, text=text) for url, title, text in said)
        feed = FEED.format(name=site.title(), site=site, items=items)
        (settings.root / f"{site}.xml").write_text(feed, "utf-8")
    (morning,) = settings.newsletters
    names = tuple(f"{site}.xml" for site in feeds)
    return replace(morning, sources=replace(morning.sources, feeds=names, seeds=()))


def counted(edition: Edition) -> str:
    """What the web page says of who told the first story."""
    page = render(edition, "html").decode()
    found = page.partition('<p class="sources"')[2].partition("</p>")[0]
    told = found.rpartition(" · ")[2] if " · " in found else ""
    return told.removeprefix("<bdi>").removesuffix("</bdi>")


def proved(edition: Edition, store: Store) -> bool:
    texts = store.entries.texts([source.revision for source in edition.sources])
    return verify(edition, texts, telling) == ()


def at(site: str, title: str = TITLE, text: str = WIRE) -> Said:
    return f"https://{site}.example/{len(title)}", title, text


def test_an_outlet_that_carried_a_copy_is_an_outlet(settings: Settings, store: Store) -> None:
    feeds = {
        "tide": [at("tide")],
        "quay": [at("quay")],
        "weld": [at("weld", "Harbour orders towing vessels for Trieste", OWN)],
    }
    morning = write(settings, feeds)
    seen = preview(morning, settings, store, NOW).edition
    edition = run(morning, settings, store, NOW).edition
    assert edition
    assert edition.coverage.entries == 2
    assert {one.name for one in edition.sources} == {"Tide", "Quay", "Weld"}
    assert counted(edition) == "3 outlets, 2 independent reports"
    assert proved(edition, store)
    assert seen
    assert counted(seen) == counted(edition)
    assert len(store.entries.rows()) == 2


def test_one_page_in_two_feeds_is_one_outlet(settings: Settings, store: Store) -> None:
    morning = write(settings, {"tide": [at("tide")], "tide business": [at("tide")]})
    edition = run(morning, settings, store, NOW).edition
    assert edition
    assert [one.name for one in edition.sources] == ["Tide"]
    assert counted(edition) == ""


def test_an_update_counts_who_tells_the_news_and_who_told_it_all(
    settings: Settings, store: Store
) -> None:
    own = at("weld", "Harbour orders towing vessels for Trieste", OWN)
    feeds = {"tide": [at("tide")], "quay": [at("quay")], "weld": [own], "mole": []}
    run(write(settings, feeds), settings, store, NOW)
    again = at("mole", "Four tugs for Trieste", WIRE.replace("on Tuesday", "this week"))
    after = ("https://tide.example/2", "Trieste tugs: yard Pellestri finds a lender", NEXT)
    morning = write(settings, {**feeds, "tide": [at("tide"), after], "mole": [again]})
    edition = run(morning, settings, store, NOW + DAY).edition
    assert edition
    (item,) = edition.items
    assert item.mark == "update"
    assert [edition.sources[number - 1].name for number in item.sources] == ["Tide"]
    assert {edition.sources[number - 1].name for number in item.beside} == {
        "Tide",
        "Quay",
        "Weld",
        "Mole",
    }
    assert counted(edition) == "4 outlets, 2 independent reports in all"
    assert proved(edition, store)
    wrong = replace(item, telling=replace(item.telling, in_all=4))
    assert not proved(replace(edition, items=(wrong,)), store)


def test_a_copy_that_comes_later_is_no_news_and_counts_from_then_on(
    settings: Settings, store: Store
) -> None:
    feeds: dict[str, Sequence[Said]] = {"tide": [at("tide")], "quay": []}
    run(write(settings, feeds), settings, store, NOW)
    feeds["quay"] = [at("quay")]
    assert run(write(settings, feeds), settings, store, NOW + DAY).reason == "nothing new"
    after = ("https://tide.example/2", "Trieste tugs: yard Pellestri finds a lender", NEXT)
    feeds["tide"] = [at("tide"), after]
    edition = run(write(settings, feeds), settings, store, NOW + DAY * 1.1).edition
    assert edition
    assert counted(edition) == "2 outlets, 1 report in all"
