"""What goes to the network and what comes back."""

from __future__ import annotations

from dataclasses import dataclass

NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Request:
    """A GET. `etag` and `last_modified` are an earlier answer's, verbatim; then a 304 may come."""

    url: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """A 2xx or 304 answer, its body decoded.

    `final_url` is where the body came from; `moved_to` is the address to ask from now on,
    known when the first redirects were permanent.
    """

    url: str
    final_url: str
    status: int = 200
    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    moved_to: str | None = None

    @property
    def not_modified(self) -> bool:
        return self.status == NOT_MODIFIED
