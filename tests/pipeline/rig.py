"""A real server of feeds on 127.0.0.1, and the command line that reads them."""

from __future__ import annotations

import contextlib
import io
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from newsletter.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SETTINGS = """
version = 1
[sources]
feeds = [{feeds}]
allow_networks = ["127.0.0.0/8"]
full_text = "never"
[render]
max_quote = {quote}
[digest]
{digest}
[[newsletter]]
name = "morning"
timezone = "UTC"
[newsletter.deliver]
folder = "out"
"""


@dataclass(frozen=True, slots=True)
class Rig:
    """A workspace in `root` whose feeds a server tells; a body that is empty is an error of it."""

    root: Path
    address: str
    bodies: dict[str, bytes] = field(default_factory=dict)

    def configure(self, digest: str = "", quote: float = 1.0) -> None:
        feeds = ", ".join(f'"{self.address}/{name}"' for name in self.bodies)
        settings = SETTINGS.format(feeds=feeds, digest=digest, quote=quote)
        (self.root / "newsletter.toml").write_text(settings, "utf-8")

    def __call__(self, *arguments: str) -> tuple[int, str]:
        """What a command in the workspace said, and its exit code."""
        said, code = io.StringIO(), 0
        where = ("--config", str(self.root / "newsletter.toml"))
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            try:
                main([*arguments, *where])
            except SystemExit as ended:
                code = int(ended.code or 0)
        return code, said.getvalue()

    def latest(self, name: str) -> str:
        """A file of the newest edition."""
        folder = max(self.root.glob("out/morning/2*"))
        return (folder / name).read_text("utf-8")


@contextlib.contextmanager
def rig(root: Path) -> Iterator[Rig]:
    bodies: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = bodies.get(self.path[1:], b"")
            self.send_response(200 if body else 500)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: object) -> None:
            """What it would print is nobody's."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield Rig(root, f"http://127.0.0.1:{server.server_port}", bodies)
    finally:
        server.shutdown()
        server.server_close()
