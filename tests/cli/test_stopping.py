"""A mail server that hangs keeps no service from ending, and what is said of its mail is true."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tests.deliver.sink import Sink, sinking

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Program

SOON = 15  # seconds; the mail server may be waited for 60, and five times that behind a mail's end
DELIVER = """from = "brief@news.example"
to = ["ada@mill.example", "bo@mill.example"]
[newsletter.deliver.smtp]
host = "127.0.0.1"
port = {port}
security = "none"
"""


def test_a_service_ends_within_seconds_while_its_mail_server_hangs(
    program: Program, tmp_path: Path
) -> None:
    """Behind the end of the first of two mails: it is in doubt, and the other waits."""
    reached, over = threading.Event(), threading.Event()

    def hang(at: str) -> None:
        if at == "BODY":
            reached.set()
            over.wait(60)

    assert program("init", tmp_path).code == 0
    file, slot = tmp_path / "newsletter.toml", datetime.now(UTC) - timedelta(minutes=1)
    text = file.read_text("utf-8").replace("mon-fri 07:00", f"{slot:%H:%M}")
    with sinking(Sink(at=hang)) as sink:
        before, table, rest = text.partition("[newsletter.deliver]\n")
        mine = "".join(f"{line}\n" for line in rest.splitlines() if not line.startswith("to ="))
        file.write_text(f"{before}{table}{mine}{DELIVER.format(port=sink.port)}", "utf-8")
        command = [sys.executable, "-m", "newsletter", "serve", "--port", "0"]
        service = subprocess.Popen(
            command, cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        )
        assert reached.wait(60)
        service.send_signal(signal.SIGTERM)
        begun = time.monotonic()
        _, said = service.communicate()
        took = time.monotonic() - begun
        over.set()
    assert (service.returncode, took < SOON) == (0, True)
    assert "event=stopped" in said
    assert "Traceback" not in said
    (mails,) = json.loads(program("status", "--json", "--config", tmp_path).out)["mails"]
    assert mails["states"] == {"uncertain": 1, "queued": 1}
