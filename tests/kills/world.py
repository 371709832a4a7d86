"""A workspace between a feed that goes on, a mail server that fails, and a webhook; real ones."""

from __future__ import annotations

import hashlib
import random
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from tests.deliver.receiver import SECRET, Receiver, receiving
from tests.deliver.sink import Sink, sinking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
NAME = "hourly"
ITEMS = 3  # new ones an hour
READERS = tuple(f"{name}@mill.example" for name in ("ada", "bo", "cy", "dora", "eli"))
SETTINGS = """
version = 1
[store]
url = "{url}"
[sources]
feeds = ["{feed}"]
allow_networks = ["127.0.0.0/8"]
full_text = "never"
[[newsletter]]
name = "hourly"
schedule = "0 * * * *"
timezone = "UTC"
[newsletter.deliver]
folder = "out"
from = "The Hourly <brief@news.example>"
to = ["readers.txt"]
unsubscribe = "https://news.example/unsubscribe"
list_id = "hourly.news.example"
[newsletter.deliver.smtp]
host = "127.0.0.1"
port = {smtp}
security = "none"
timeout = {patience}
[newsletter.deliver.webhook]
url = "{hook}"
secret_file = "hook.key"
allow_networks = ["127.0.0.0/8"]
"""
PATIENCE = 2  # seconds that the program waits for the mail server
# How often the mail server does what, of a hundred mails.
FAULTS = {
    "greylisted": 6,
    "unknown": 4,
    "busy": 4,
    "drop_at_mail": 3,
    "drop_in_data": 6,
    "drop_before_answer": 5,
    "full": 3,
    "too slow": 2,
}
SYLLABLES = ("bar", "den", "fol", "gim", "hul", "kes", "lor", "mun", "nar", "pel", "rus", "tov")
DID = ("opened a school", "closed its ferry line", "sold the old mill", "elected a mayor")
WHY = ("after a vote", "for lack of money", "at the wish of its people", "as the law wants it")


class Faults:
    """What the mail server does to each mail, by the dice; `are_on` until the last round."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)  # noqa: S311 - a test's repeatable dice
        self._now = ""
        self.are_on = True
        self.done: list[str] = []

    def of_step(self, recipient: str, _number: int) -> str:
        """The fault of the mail that is being sent; a new one begins where nobody is named yet."""
        if not recipient:
            self._now = self._next()
        return self._now

    def at(self, step: str) -> None:
        if self._now == "too slow" and step == "RCPT":
            time.sleep(PATIENCE + 0.2)

    def _next(self) -> str:
        number, fault = self._dice.randrange(100), ""
        for name, often in FAULTS.items():
            if 0 <= number < often:
                fault = name
            number -= often
        if not self.are_on or not fault:
            return ""
        self.done.append(fault)
        return fault


@dataclass
class Feed:
    """A feed of which more is there each hour; it answers 304 to those who have it all."""

    items: list[str] = field(default_factory=list)
    guids: list[str] = field(default_factory=list)
    address: str = ""

    def publish(self, at: datetime, dice: random.Random) -> None:
        for _ in range(ITEMS):
            guid = f"item-{len(self.guids)}"
            town = "".join(dice.choices(SYLLABLES, k=4)).title()
            year, people = dice.randrange(1600, 1990), dice.randrange(300, 90_000)
            title = f"{town} {dice.choice(DID)}"
            town_is = f"The town of {town}, founded in {year}, has {people} people."
            text = f"{title} {dice.choice(WHY)}. {town_is}"
            date = at.strftime("%a, %d %b %Y %H:%M:%S GMT")
            self.guids.append(guid)
            self.items.append(
                f"<item><guid>{guid}</guid><title>{title}</title>"
                f"<link>https://wire.example/{guid}</link><pubDate>{date}</pubDate>"
                f"<description>{text}</description></item>"
            )

    @property
    def body(self) -> bytes:
        head = "<title>Harbour Wire</title><link>https://wire.example/</link>"
        told = f'<rss version="2.0"><channel>{head}{"".join(self.items)}</channel></rss>'
        return f'<?xml version="1.0"?>{told}'.encode()


@contextmanager
def telling(feed: Feed) -> Iterator[Feed]:
    class Talk(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = feed.body
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            known = self.headers.get("If-None-Match") == tag
            self.send_response(304 if known else 200)
            self.send_header("ETag", tag)
            if not known:
                self.send_header("Content-Type", "application/rss+xml")
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if not known:
                self.wfile.write(body)

        def log_message(self, *_said: object) -> None:
            """What it would print is nobody's."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Talk)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    feed.address = f"http://127.0.0.1:{server.server_port}/wire.xml"
    try:
        yield feed
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class World:
    """All that a workspace meets, and the hour that it is."""

    root: Path
    url: str
    feed: Feed
    sink: Sink
    faults: Faults
    receiver: Receiver
    dice: random.Random
    hours: list[datetime] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        """A minute past the full hour."""
        return self.hours[-1] + HOUR / 60

    def next_hour(self) -> None:
        """The feed tells more."""
        hour = START + len(self.hours) * HOUR
        self.hours.append(hour)
        self.feed.publish(hour - HOUR / 4, self.dice)
        self.sink.seen.clear()


@contextmanager
def world(root: Path, url: str, seed: int) -> Iterator[World]:
    faults = Faults(seed)
    hook_dice = random.Random(seed)  # noqa: S311 - a test's repeatable dice

    def answer(_number: int) -> str:
        if not faults.are_on:
            return "204 No Content"
        return hook_dice.choice(["204 No Content"] * 4 + ["503 Service Unavailable", "drop"])

    with (
        telling(Feed()) as feed,
        sinking(Sink(fault=faults.of_step, at=faults.at)) as sink,
        receiving(Receiver(answer=answer)) as receiver,
    ):
        settings = SETTINGS.format(
            url=url, feed=feed.address, smtp=sink.port, hook=receiver.url, patience=PATIENCE
        )
        (root / "newsletter.toml").write_text(settings, "utf-8")
        (root / "readers.txt").write_text("\n".join(READERS), "utf-8")
        (root / "hook.key").write_text(SECRET, "utf-8")
        yield World(root, url, feed, sink, faults, receiver, random.Random(seed))  # noqa: S311 - same
