"""Four feeds of one event: two agencies, a copy and a hostile one, through `run` and `verify`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest
from click.testing import CliRunner

from newsletter.cli import PARTLY, newsletter

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = """
version = 1
[sources]
feeds = ["wire.xml", "agency.xml", "copy.xml", "hostile.xml"]
[[newsletter]]
name = "morning"
timezone = "UTC"
"""
NOW = "2026-11-23T07:00:00Z"
WIRE = [
    (
        "SHANGHAI (Wire A) - Alvanta added $250 billion to its market value in three months, said"
        " the retailer on Monday, as investors bet on its new artificial intelligence models."
    ),
    "The retailer plans to spend 380 billion yuan on data centres by 2029.",
    "Shares in Alvanta closed 4.2% higher in Hong Kong.",
]
AGENCY = [
    (
        "HONG KONG (Agency B) - Alvanta's artificial intelligence push has brought its market value"
        " back by $245 billion since August, one of the steepest recoveries of an internet group."
    ),
    "Its cloud arm has hired 2,000 engineers this year.",
    "Shares in Alvanta finished 4.2 percent up on the Hong Kong market.",
]
HOSTILE = [
    (
        "Alvanta's market value <script>alert(1)</script> rose by $999 billion"
        " ](javascript:alert(1)) on artificial intelligence."
    ),
    "1 " * 4000,
    "$1 billion " * 4000,
]


def feed(name: str, title: str, paragraphs: list[str], minute: int) -> str:
    text = escape("".join(f"<p>{escape(one)}</p>" for one in paragraphs))
    link = f"https://{name.partition(' ')[0].lower()}.example/"
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{escape(name)}</title>'
        f"<link>{link}</link><item><title>{escape(title)}</title><link>{link}1</link>"
        f"<guid>{link}1</guid><pubDate>Mon, 23 Nov 2026 06:{minute:02}:00 GMT</pubDate>"
        f"<description>{text}</description></item></channel></rss>"
    )


@pytest.fixture
def rig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copied = [WIRE[0].partition(" - ")[2], *WIRE[1:]]
    title = "Alvanta's $250bn comeback rides on artificial intelligence"
    for file, text in {
        "newsletter.toml": SETTINGS,
        "wire.xml": feed("Wire A", title, WIRE, 0),
        "agency.xml": feed("Agency B", "AI push brings Alvanta back by $245 billion", AGENCY, 5),
        "copy.xml": feed("Copy Daily", title, copied, 10),
        "hostile.xml": feed("Evil <b>](javascript:x)</b>", f"<img src=x> {title}", HOSTILE, 15),
    }.items():
        (tmp_path / file).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(newsletter, arguments, standalone_mode=False)
    return (done.return_value if done.exception is None else 1), done.output


def test_two_agencies_that_differ_are_told_as_such_in_every_file(rig: Path) -> None:
    assert run("run", "--at", NOW)[0] == 0
    (folder,) = (rig / "out" / "morning").glob("2*")
    told = json.loads((folder / "edition.json").read_text("utf-8"))
    item = next(one for one in told["items"] if one["telling"]["differences"])
    values = [one["figures"][0]["text"] for one in item["telling"]["differences"][0]["quotes"]]
    assert sorted(values) == ["$245 billion", "$250 billion", "$250bn"]  # the last in a headline
    names = {one["number"]: one["name"] for one in told["sources"]}
    by = [names[number] for number in item["sources"]]
    wire = next(one for one in item["telling"]["reports"] if by.index("Wire A") in one["articles"])
    assert {by[place] for place in wire["articles"]} == {"Wire A", "Copy Daily"}
    assert by[wire["origin"]] == "Wire A"
    for name in ("edition.md", "edition.html", "edition.email.html", "edition.txt"):
        made = (folder / name).read_text("utf-8")
        assert "Sources differ" in made
        assert "independent reports" in made
        assert "<script>alert" not in made
        live = r"(?<!\\)\]\(javascript:" if name == "edition.md" else r"(href|src)=.?javascript:"
        assert not re.search(live, made)


def test_the_differing_lines_are_proved_and_a_changed_one_is_named(rig: Path) -> None:
    run("run", "--at", NOW)
    assert run("verify", "latest")[0] == 0
    (folder,) = (rig / "out" / "morning").glob("2*")
    file = folder / "edition.json"
    told = file.read_text("utf-8")
    file.write_text(
        told.replace("$245 billion", "$345 billion").replace("245000", "345000"), "utf-8"
    )
    code, output = run("verify", str(file))
    assert code == 1
    assert "difference 1" in output
    assert "the sources do not differ so" in output


def test_the_same_files_make_the_same_bytes(rig: Path) -> None:
    names = ("hostile.xml", "copy.xml", "agency.xml", "wire.xml")
    first = run("render", *names, "--at", NOW)
    assert first[0] == 0
    assert first == run("render", *names, "--at", NOW)
    assert "Sources differ" in first[1]
    assert rig.is_dir()


def test_groups_of_a_feed_list_are_sections_and_verify_counts_what_was_read(rig: Path) -> None:
    """The hostile feed's file is gone: the coverage line says so, and the rest goes on."""
    mill = ["The paper mill at Oster burned down on Sunday night, said the fire brigade."]
    (rig / "mill.xml").write_text(feed("Oster Post", "Mill burns in Oster", mill, 20), "utf-8")
    (rig / "hostile.xml").unlink()
    groups = {"Business / Technology": ("wire", "agency", "copy", "hostile"), "Region": ("mill",)}
    outlines = "".join(
        f'<outline text="{group.partition(" / ")[0]}">'
        + "".join(f'<outline type="rss" text="" xmlUrl="{name}.xml"/>' for name in names)
        + "</outline>"
        for group, names in groups.items()
    )
    (rig / "mine.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', "utf-8")
    settings = SETTINGS.replace(
        '"wire.xml", "agency.xml", "copy.xml", "hostile.xml"', '"mine.opml"'
    )
    (rig / "newsletter.toml").write_text(settings, "utf-8")
    assert run("run", "--at", NOW)[0] == PARTLY
    (folder,) = (rig / "out" / "morning").glob("2*")
    told = json.loads((folder / "edition.json").read_text("utf-8"))
    assert sorted({item["section"] for item in told["items"]}) == ["Business", "Region"]
    made = (folder / "edition.md").read_text("utf-8")
    assert "\n## Business\n" in made
    assert "\n## Region\n" in made
    assert "5 feeds, 4 answered, 1 failing; 4 entries" in made
    assert run("verify", "latest")[0] == 0
    counted = {**told["coverage"], "held": told["coverage"]["held"] + 1}
    (folder / "edition.json").write_text(json.dumps({**told, "coverage": counted}), "utf-8")
    code, said = run("verify", str(folder))
    assert code == 1
    assert "coverage line" in said
