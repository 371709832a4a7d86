"""Everything that this program raises on purpose.

NewsletterError
├── ConfigError      settings or arguments: exit 2, all problems at once
├── SourceError      a feed, page or file that cannot be read
│   ├── FetchError   it did not come over the wire
│   └── ParseError   it came and is not what it should be
├── GuardError       a job in the guarded child process failed or passed its limits
├── WorkerError      the processes that share the work cannot be reached, or died of it
├── StoreError       the store cannot be opened, read or written
├── RenderError      a template is wrong
├── ManuscriptError  what an editor wrote cannot be read back: all problems at once
├── DeliveryError    an edition could not be handed over
└── StoppedError     somebody ended the pass: exit 130

A message is one line: what, where, and what would be right.
"""

from __future__ import annotations


class NewsletterError(Exception):
    """One clear line for a person; `exit_code` is what the command line returns."""

    exit_code = 1


class ConfigError(NewsletterError):
    """All that is wrong with the settings, one line a problem."""

    exit_code = 2

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class SourceError(NewsletterError):
    """A source cannot be read: `where` is its URL or path, `reason` says why."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class FetchError(SourceError):
    """It did not come over the wire; `status` is the HTTP status where there was one.

    `retry_after` is how many seconds the server asked us to stay away.
    """

    def __init__(
        self,
        where: str,
        reason: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(where, reason)
        self.status = status
        self.retry_after = retry_after


class ParseError(SourceError):
    """It came, and is not what it should be."""


class GuardError(NewsletterError):
    """A job in the guarded child failed, or passed its limits; the message is the reason."""


class WorkerError(NewsletterError):
    """Work that was given to other processes cannot be done there."""


class StoreError(NewsletterError):
    """The store cannot be opened, read or written."""


class RenderError(NewsletterError):
    """A template is wrong: the message names template and line."""


class ManuscriptError(NewsletterError):
    """What is wrong in an editor's manuscript, one line a problem, each with file and line."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class DeliveryError(NewsletterError):
    """An edition could not be handed over."""


class StoppedError(NewsletterError):
    """Somebody ended the pass; what was under way is dropped, and done by the next one."""

    exit_code = 130

    def __init__(self) -> None:
        super().__init__("was stopped; the next run does it")
