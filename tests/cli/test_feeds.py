from __future__ import annotations

import json
import subprocess
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent.parent / "data"
RSS, ATOM, PAGE = (
    str(DATA / "feeds" / name) for name in ("rss-plain.xml", "atom-relative.xml", "page.html")
)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - its signature
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The data folder at http://127.0.0.1."""

    def handler(*arguments: Any) -> Quiet:
        return Quiet(*arguments, directory=str(DATA / "feeds"))

    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        thread = threading.Thread(target=served.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()
        thread.join()


def show(*arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "newsletter", "feeds", "show", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert "Traceback" not in done.stderr
    return done


def lines(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_one_json_line_a_feed_in_the_order_given() -> None:
    done = show("--jsonl", ATOM, RSS)
    assert done.returncode == 0
    atom, rss = lines(done)
    assert (atom["source"], rss["source"]) == (ATOM, RSS)
    assert list(rss) == ["source", "title", "format", "entries"]
    assert (rss["title"], rss["format"]) == ("Harbour Ledger", "rss20")
    first = rss["entries"][0]
    assert first.pop("id") == lines(show("--jsonl", RSS))[0]["entries"][0]["id"]
    assert first == {
        "title": "Quay Systems raises its outlook",
        "link": "https://ledger.example/quay?id=7",
        "published": "2026-11-23T05:00:00Z",
        "updated": None,
        "author": "Ida Holm",
        "text": "Quay expects 12% growth.",
    }


def test_a_feed_that_cannot_be_read_has_its_problem_and_the_rest_are_shown() -> None:
    done = show("--jsonl", PAGE, RSS, "missing.xml")
    assert done.returncode == 3
    page, rss, missing = lines(done)
    assert page["problem"] == "is a web page, not a feed"
    assert page["entries"] == []
    assert "problem" not in rss
    assert missing["problem"] == "there is no such file"


def test_when_no_feed_can_be_read_it_failed() -> None:
    assert show("--jsonl", PAGE).returncode == 1


def test_for_people_it_lists_entries_and_names_problems_apart() -> None:
    done = show(RSS, PAGE)
    assert done.returncode == 3
    assert done.stdout.splitlines()[:3] == [
        "Harbour Ledger (rss20, 2 entries)",
        "  2026-11-23 05:00  Quay Systems raises its outlook",
        "                    https://ledger.example/quay?id=7",
    ]
    assert done.stderr == f"newsletter: {PAGE}: is a web page, not a feed\n"


def test_feeds_of_the_web_are_asked_where_the_network_is_allowed(server: str) -> None:
    done = show(
        "--jsonl", f"{server}/rss-plain.xml", f"{server}/no", "--allow-network", "127.0.0.1"
    )
    assert done.returncode == 3
    rss, missing = lines(done)
    assert rss["title"] == "Harbour Ledger"
    assert missing["problem"] == "the server said 404 Not Found"
    closed = show("--jsonl", f"{server}/rss-plain.xml")
    assert "127.0.0.1 is not public" in lines(closed)[0]["problem"]


def test_secrets_of_a_url_are_not_shown_in_its_problem(server: str) -> None:
    url = server.replace("//", "//me:hunter2@") + "/none?key=s3cret"
    done = show(url, "--allow-network", "127.0.0.1")
    assert done.stderr == f"newsletter: {server}/none?…: the server said 404 Not Found\n"


def test_lists_of_feeds_are_opened(tmp_path: Path) -> None:
    (tmp_path / "my.opml").write_text(
        f"<opml><body><outline xmlUrl='{RSS}'/><outline xmlUrl='{ATOM}'/></body></opml>",
        encoding="utf-8",
    )
    done = show("--jsonl", "my.opml", folder=tmp_path)
    assert [line["source"] for line in lines(done)] == [RSS, ATOM]


def test_a_wrong_network_is_wrong_usage() -> None:
    done = show(RSS, "--allow-network", "here")
    assert done.returncode == 2
    assert "`here` is no network" in done.stderr
