from __future__ import annotations


class WorkerDiedError(Exception):
    """The process that had a task is gone; the text says how. The task may be given to another."""
