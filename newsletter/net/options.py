from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How we ask. Times in seconds, sizes in bytes after decompression, networks in CIDR notation.

    `timeout` is a request's own time over all its redirects, without waiting for its turn;
    `per_host` requests go to one host at once, `at_once` to all hosts together.
    """

    timeout: float = 20.0
    connect_timeout: float = 5.0
    allow_networks: tuple[str, ...] = ()
    max_bytes: int = 10_000_000
    redirects: int = 5
    per_host: int = 2
    at_once: int = 32
    contact: str = ""
