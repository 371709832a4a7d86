"""Feeds on a real server through the command line: what readers get, and why, from end to end."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.pipeline.rig import Rig, rig
from tests.quality.days import feed, marks, reports

if TYPE_CHECKING:
    from collections.abc import Iterator

STORIES = Path(__file__).parent.parent / "data" / "stories"
FEEDS = STORIES / "rig"
ELSEWHERE = {
    "Ferry strike ends": "Ald",
    "Flood closes the school": "Bergen",
    "Library opens": "Corva",
    "Bridge is painted": "Dunmar",
    "Wolf is seen": "Eskil",
    "Choir wins": "Farsund",
    "Mayor resigns": "Grimo",
    "Fire guts a barn": "Halden",
    "Chess club moves": "Ivar",
    "Bakery shuts": "Jarl",
    "Snow stops trams": "Kelm",
    "Museum finds a coin": "Lorn",
    "Pool reopens": "Mossa",
    "Doctor retires": "Nerby",
    "Market grows": "Orm",
    "Tower leans": "Pell",
    "Band returns": "Quist",
    "Well runs dry": "Rand",
}
DEAL = "Oskar Terminals"
TUESDAY, THURSDAY = "2026-11-24T07:00", "2026-11-26T07:00"
SHOWN = ("edition.md", "edition.html", "edition.email.html", "edition.txt")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Rig]:
    """Two agencies with other figures, a copy to the letter, and a hostile feed."""
    with rig(tmp_path) as made:
        made.bodies.update({one.name: one.read_bytes() for one in sorted(FEEDS.glob("*.xml"))})
        made.configure("sentences = 4")
        yield made


def edition(desk: Rig) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(desk.latest("edition.json"))
    return made


def item_of(made: dict[str, Any], words: str) -> dict[str, Any]:
    (found,) = (
        one
        for one in (*made["items"], *made["also"])
        if words in one["summary"]["headline"]["text"]
    )
    assert isinstance(found, dict)
    return found


def flat(text: str) -> str:
    """A page or a mail as its reader sees the words, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>|[\\*]", " ", text)).split())


def test_four_feeds_are_one_edition_that_holds(desk: Rig) -> None:
    code, said = desk("run", "--at", TUESDAY)
    assert (code, "4 feeds, 4 answered" in said) == (0, True)
    assert desk("verify", "latest")[0] == 0
    made = edition(desk)
    deal = item_of(made, DEAL)
    names = [made["sources"][number - 1]["name"] for number in deal["sources"]]
    assert sorted(names) == ["Calder Agency", "Fjord Post", "Northreef Wire"]
    assert len(desk("entries", "--jsonl")[1].splitlines()) == 6
    for name in SHOWN:
        text = flat(desk.latest(name))
        assert "3 outlets, 2 independent reports" in text, name
        assert f"4 feeds, 4 answered; 6 entries, {len(made['items'])} stories" in text, name
        assert "Sources differ" in text, name
        differing = text[text.index("Sources differ") :][:400]
        assert "$250 million" in differing, name
        assert "$245 million" in differing, name


def test_two_events_in_one_town_are_two_stories(desk: Rig) -> None:
    desk("run", "--at", TUESDAY)
    assert len(edition(desk)["items"]) == 5


def test_a_hostile_feed_gets_nothing_into_any_file(desk: Rig) -> None:
    desk("run", "--at", TUESDAY)
    for name in SHOWN:
        page = desk.latest(name)  # a title's own brackets are told, escaped
        assert "Vell Pharma recalled 30,000 packs" in flat(page)
        assert not re.search(r"(href|src)=.?javascript:|127\.0\.0\.2", page), name
        assert "\u202e" not in page
    assert not re.search(r"(?<!\\)\]\(\s*javascript:", desk.latest("edition.md"))
    for name in ("edition.html", "edition.email.html"):
        assert not re.search(r"<(script|iframe|svg|img)\b|<[^>]*\son\w+=", desk.latest(name)), name


def test_a_story_of_several_sources_names_each_and_says_nothing_twice(desk: Rig) -> None:
    desk("run", "--at", TUESDAY)
    made = edition(desk)
    deal = item_of(made, DEAL)["summary"]
    by_revision = {one["revision"]: one for one in reversed(made["sources"])}
    quotes = [*deal["sentences"], *(one["quote"] for one in deal["bullets"])]
    told_by = {by_revision[one["span"]["revision"]]["name"] for one in quotes}
    assert len(deal["sentences"]) >= 3
    assert told_by == {"Northreef Wire", "Calder Agency"}
    words = [set(re.findall(r"\w+", quote["text"].casefold())) for quote in quotes]
    for place, one in enumerate(words):
        for other in words[:place]:
            assert len(one & other) < 0.6 * len(one | other), (one, other)
    assert sum("until 2029" in quote["text"] for quote in quotes) <= 1
    for name in SHOWN:
        page, text = desk.latest(name), flat(desk.latest(name))
        for quote in deal["sentences"]:
            source = by_revision[quote["span"]["revision"]]
            after = text[text.index(" ".join(quote["text"].split())) :]
            assert source["name"] in after[: len(quote["text"]) + 500], name
            assert f"{source['url']}#:~:text=" in page, name


def test_the_coverage_line_says_which_feeds_fail_and_since_when(desk: Rig) -> None:
    desk("run", "--at", TUESDAY)
    desk.bodies["calder.xml"] = desk.bodies["hostile.xml"] = b""
    item = (
        "<item><guid>3</guid><link>https://fjordpost.example/pier</link><title>Pier reopens</title>"
        "<pubDate>Thu, 26 Nov 2026 05:00:00 GMT</pubDate><description>The pier of Oskarhavn"
        " reopened on Thursday after 14 months.</description></item></channel>"
    )
    desk.bodies["fjordpost.xml"] = desk.bodies["fjordpost.xml"].replace(
        b"</channel>", item.encode()
    )
    code, _ = desk("run", "--at", THURSDAY)
    assert code == 3
    line = "4 feeds, 2 answered, 2 failing since Tuesday; 1 entry, 1 story"
    for name in SHOWN:
        assert line in flat(desk.latest(name)), name
    assert desk("verify", "latest")[0] == 0
    path = max(desk.root.glob("out/morning/2*")) / "edition.json"
    for said, wrong in (('"entries": 1,', '"entries": 2,'), ('"answered": 2,', '"answered": 0,')):
        whole = path.read_text("utf-8")
        assert said in whole
        path.write_text(whole.replace(said, wrong), "utf-8")
        code, problems = desk("verify", str(path))
        assert (code, "the coverage line counts" in problems) == (1, True)
        path.write_text(whole, "utf-8")


def test_three_days_of_the_whole_run_are_marked_as_expected(tmp_path: Path) -> None:
    """Stories that continue, were edited, or vanish from their feeds, against marks in a file."""
    said = reports()
    story_of = {one["title"]: one["story"] for one in said}
    names = {one["source"]: f"{one['source'].lower().replace(' ', '-')}.xml" for one in said}
    right, count = 0, 0
    with rig(tmp_path) as desk:
        desk.bodies.update(dict.fromkeys(names.values(), b"x"))
        desk.configure("stories = 40", quote=0.15)
        for day in (1, 2, 3):
            for source, name in names.items():
                told = [one for one in said if one["day"] == day and one["source"] == source]
                desk.bodies[name] = feed(source, told).encode()
            assert desk("run", "--at", f"2026-03-{1 + day:02}T16:00")[0] == 0
            assert desk("verify", "latest")[0] == 0
            made = edition(desk)
            found: dict[str, set[str]] = {}
            for item in (*made["items"], *made["also"]):
                title = item["summary"]["headline"]["text"]
                found.setdefault(story_of[title], set()).add(item["mark"])
            expected = marks().get(day, {})
            for story, wanted in expected.items():
                count += 1
                right += found.get(story, {"unchanged"}) == {wanted["mark"]}
            told_today = {one["story"] for one in said if one["day"] == day}
            assert set(found) <= told_today, "what vanished from its feeds is not told again"
    assert count >= 20
    assert right / count >= 0.9


def thirty() -> bytes:
    """Thirty stories, the twelve freshest of one company, each about something else."""
    told = [line.split("|") for line in (STORIES / "company.txt").read_text("utf-8").splitlines()]
    told += [[f"{event} in {town}", f"{event}, says {town}."] for event, town in ELSEWHERE.items()]
    items = "".join(
        f"<item><guid>{n}</guid><link>https://quay.example/{n}</link><title>{title}</title>"
        f"<pubDate>Mon, 23 Nov 2026 {23 - n // 2:02}:{30 * (n % 2):02}:00 GMT</pubDate>"
        f"<description>{text}</description></item>"
        for n, (title, text) in enumerate(told)
    )
    assert len(told) == 30
    head = "<rss version='2.0'><channel><title>Quay</title><link>https://quay.example/</link>"
    return f"{head}{items}</channel></rss>".encode()


def explained(desk: Rig, digest: str) -> dict[str, Any]:
    desk.bodies["quay.xml"] = thirty()
    desk.configure(digest)
    assert desk("run", "--at", TUESDAY)[0] == 0
    code, said = desk("explain", "latest", "--format", "json")
    assert code == 0
    told: dict[str, Any] = json.loads(said)
    return told


def test_one_company_does_not_fill_the_brief_and_the_factor_is_told(tmp_path: Path) -> None:
    with rig(tmp_path) as desk:
        stories = explained(desk, "stories = 8")["stories"]
        full = [one for one in stories if one["full"]]
        harbor = [one for one in full if "Harbor" in one["headline"]]
        assert len(full) == 8
        assert 1 <= len(harbor) <= 4
        again = [one for one in stories if "Harbor" in one["headline"]][1:]
        assert all(one["factors"]["same name"] < 0 for one in again)
        assert "same name -0." in desk("explain", "latest")[1]


def test_words_and_topics_of_the_settings_are_obeyed_and_told(tmp_path: Path) -> None:
    with rig(tmp_path) as desk:
        digest = (
            'mute = ["chess club"]\nexclude = ["/\\\\bwol(f|ves)\\\\b/"]\n'
            'include = ["Harbor Foods", "/ in [a-z]+/"]\nboost = ["snow stops"]'
        )
        told = explained(desk, digest)
        lines = [one["headline"] for one in told["stories"]]
        assert not any("Chess" in line or "Wolf" in line for line in lines)
        (snow,) = (one for one in told["stories"] if "Snow" in one["headline"])
        assert snow["factors"]["boost"] == 1.0
        reasons = {one["headline"]: one["reason"] for one in told["held"]}
        assert reasons["Chess club moves in Ivar"] == "muted: chess club in a headline"
        assert reasons["Wolf is seen in Eskil"].startswith("excluded: /")
    other = tmp_path / "other"
    other.mkdir()
    with rig(other) as desk:
        told = explained(desk, 'include = ["market grows"]\ntopics = ["Town"]')
        assert [one["headline"] for one in told["stories"]] == ["Market grows in Orm"]
        assert {one["reason"] for one in told["held"]} == {"includes none of: market grows"}
