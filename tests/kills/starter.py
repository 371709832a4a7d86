"""Starts the command line as often as it is told to, without loading it anew each time.

A process of one thread, which may be forked at any moment. A line of standard input is a command
in JSON: `arguments` of the program, `tracing` (those of tracer.trace) or null, and the file that
takes what it says. It answers with a line for the number of the process, and one for how it ended.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from newsletter.cli import main
from tests.kills.tracer import trace

if TYPE_CHECKING:
    from collections.abc import Mapping

# What a run loads in the end; each start of a new interpreter took a second for it.
NEEDED = ("cli.run", "cli.ledger", "net.client", "pipeline.due", "pipeline.alert", "store.store")


def program(arguments: list[str]) -> None:
    """The command line in this process, which ends with it."""
    code = 1
    try:
        main(arguments)
    except SystemExit as ended:
        code = int(ended.code or 0)
    except BaseException:  # noqa: BLE001 - as the interpreter would at the end
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def begin(arguments: list[str], tracing: Mapping[str, Any] | None, said: str) -> None:
    """In a process of its own."""
    file = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream, target in ((0, nowhere), (1, nowhere), (2, file)):
        os.dup2(target, stream)
    if tracing is None:
        program(arguments)
    else:
        trace(lambda: program(arguments), **tracing)


def serve() -> None:
    for name in NEEDED:
        import_module(f"newsletter.{name}")
    gc.freeze()
    print("ready", flush=True)  # noqa: T201 - how it answers
    for line in sys.stdin:
        command = json.loads(line)
        process = os.fork()
        if process == 0:
            begin(**command)
        print(process, flush=True)  # noqa: T201 - same
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)  # noqa: T201 - same


if __name__ == "__main__":
    serve()
