"""The command line: arguments -> settings -> pipeline -> exit code.

A verb's module is imported when the verb is asked for, so that `--help` stays fast.
"""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module

import click

from newsletter.errors import NewsletterError
from newsletter.version import __version__

# verb -> (module, one line of help): the group's help needs no verb to be imported.
VERBS = {
    "brief": ("documents", "Summarise documents one by one; no store, no settings."),
    "explain": ("explain", "Say in points why a brief or an edition is what it is."),
    "stories": ("documents", "Say which documents tell of the same event."),
    "article": ("article", "Show a page's or file's own text as it is read."),
    "feeds": ("feeds", "Show feeds as they are read; list, add and remove the workspace's."),
    "render": ("render", "Make a one-off edition of files, feeds and pages."),
    "run": ("run", "Collect, compose, store and deliver, once, now."),
    "draft": ("editor", "Lay an edition of what is new on the desk, as Markdown to be edited."),
    "approve": ("editor", "Approve the draft as its file is now, to the letter."),
    "send": ("editor", "Publish the draft as its file is now, once."),
    "correct": ("correct", "Lay a published edition on the desk again, to put it right."),
    "subscribers": ("subscribers", "List, add, remove, import and export who gets a newsletter."),
    "split": ("ties", "Keep entries in stories of their own, from now on."),
    "merge": ("ties", "Keep entries in one story, from now on."),
    "verify": ("verify", "Prove every line of an edition from the stored texts."),
    "lint": ("lint", "Say what mail programs and readers will stumble over."),
    "templates": ("templates", "Take the bundled templates over, to change them."),
    "init": ("workspace", "Make a workspace that works at once."),
    "check": ("workspace", "Say line by line what is wrong in the workspace."),
    "config": ("workspace", "Print the settings' JSON Schema."),
    "status": ("ledger", "Show next slots, last editions and feeds in trouble."),
    "entries": ("ledger", "List what the store holds."),
    "slots": ("ledger", "List planned times, local and UTC."),
    "backup": ("backup", "Write a whole copy of the store into a file."),
    "health": ("alive", "Say whether the service on this machine lives."),
    "serve": ("service", "Stay, watch the sources, and run each newsletter at its times."),
}

DONE, FAILED, USAGE, PARTLY, INTERRUPTED = 0, 1, 2, 3, 130
# Standard output may be a file on a disk that has no room left.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})


class Verbs(click.Group):
    """A group that knows its verbs' names and imports only the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in VERBS:
            return None
        module = import_module(f"newsletter.cli.{VERBS[cmd_name][0]}")
        command = getattr(module, cmd_name)
        assert isinstance(command, click.Command)  # VERBS and the modules are tested to agree
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        with formatter.section("Commands"):
            formatter.write_dl([(verb, line) for verb, (_, line) in VERBS.items()])


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="newsletter")
def newsletter() -> None:
    """Read feeds and files and write the morning brief.

    Every line is a verbatim quotation with a link to its place.
    """


def main(arguments: list[str] | None = None) -> None:
    """The program: runs a verb and exits with 0, 1, 2, 3 or 130 (see README)."""
    _open_closed_streams()
    try:
        code = newsletter.main(args=arguments, prog_name="newsletter", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        code = USAGE
    except (click.ClickException, NewsletterError) as error:
        _complain(error)
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except OSError as error:  # of files, too, that no verb thought of: closed to us, misnamed
        if error.errno not in FULL and not error.filename:
            raise
        _complain(error)
        code = FAILED
    sys.exit(code if isinstance(code, int) else DONE)


def _open_closed_streams() -> None:
    """What our parent closed (`<&-`) is empty, or swallows; no other file gets its number."""
    for name, flags in (("stdin", os.O_RDONLY), ("stdout", os.O_WRONLY), ("stderr", os.O_WRONLY)):
        if getattr(sys, name) is None:
            handle = os.open(os.devnull, flags)
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(handle, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - open to the end, as it would be


def _complain(error: click.ClickException | NewsletterError | OSError) -> None:
    from newsletter.cli.terminal import complain

    if isinstance(error, click.UsageError):
        from newsletter.cli.usage import usage_line

        complain(usage_line(error))
    elif isinstance(error, click.ClickException):
        complain(error.format_message())
    elif isinstance(error, OSError):
        what = f"{error.filename}: " if error.filename else "standard output: cannot be written: "
        complain(f"{what}{error.strerror}")
    else:
        complain(*getattr(error, "problems", (str(error),)))
