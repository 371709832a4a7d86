"""Headers that one feed is asked with; secrets are named in the settings and read here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.errors import SourceError
from newsletter.sources.secrets import named_secret

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from newsletter.sources.options import Header

# What the connection itself says; another value would break it or smuggle a request.
OURS = frozenset(
    {
        *("accept-encoding", "connection", "content-length", "expect", "host", "if-modified-since"),
        *("if-none-match", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"),
    }
)
SECRET = ("auth", "cookie", "token", "key", "secret", "password")
TOKEN = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz")  # RFC 9110, 5.6.2


def header_problems(headers: Sequence[Header]) -> Iterator[str]:
    """One line for each that cannot be sent, and for each secret that is written out."""
    for header in headers:
        where = f"[[sources.headers]] `{header.name}`"
        name = header.name.lower()
        if not header.feed:
            yield f"{where} wants a `feed`: the URL as `feeds` names it"
        if not name or not TOKEN.issuperset(name):
            yield f"{where} wants the `name` of a header, such as Authorization"
        elif name in OURS:
            yield f"{where} is part of the connection and cannot be set"
        if sum(map(bool, (header.value, header.env, header.file))) != 1:
            yield f"{where} wants one of `env`, `file` and `value`"
        elif header.value and any(mark in name for mark in SECRET):
            yield f"{where} is a secret: name where it is, `env` (a variable) or `file`"
        elif not _sendable(header.value):
            yield f"{where}: its `value` holds what a header cannot"


def headers_of(
    url: str, headers: Sequence[Header], root: Path, environ: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """What this feed is asked with. SourceError, without the secret, where one is not there."""
    return tuple(
        (header.name, _value(header, root, environ)) for header in headers if header.feed == url
    )


def _value(header: Header, root: Path, environ: Mapping[str, str]) -> str:
    where = f"its header {header.name}"
    if header.value:
        return header.value
    value = named_secret(where, header.env, header.file, root, environ)
    if not _sendable(value):
        raise SourceError(where, "holds what a header cannot: write one line of plain ASCII")
    return value


def _sendable(value: str) -> bool:
    return value.isascii() and (not value or value.isprintable())
