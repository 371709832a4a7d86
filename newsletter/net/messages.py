"""What goes to the network and what comes back."""

from __future__ import annotations

from dataclasses import dataclass, field

NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Request:
    """A GET. `etag` and `last_modified` are an earlier answer's, verbatim; then a 304 may come.

    `body_hash` is that of the body known before. `headers` go to the server of `url` alone,
    wherever it redirects to; they may hold secrets and are not shown.
    """

    url: str
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Response:
    """A 2xx or 304 answer, its body decoded.

    `final_url` is where the body came from; `moved_to` is the address to ask from now on,
    known when the first redirects were permanent. `body_hash` is the body's SHA-256 in hex;
    `fresh_for` the seconds for which the server says that asking again is of no use.
    """

    url: str
    final_url: str
    status: int = 200
    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    moved_to: str | None = None
    body_hash: str = ""
    fresh_for: float = 0.0

    @property
    def not_modified(self) -> bool:
        return self.status == NOT_MODIFIED


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a POST; `retry_after` is for how many seconds the server wants to be let be."""

    status: int
    retry_after: float | None = None
