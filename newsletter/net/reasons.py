"""What went wrong on the wire, in words for the reader of a status page."""

from __future__ import annotations

import os
import ssl
from http import HTTPStatus

import aiohttp

from newsletter.net.connector import ForbiddenAddressError

# The first that fits counts; an empty phrase means that the error words itself.
REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (ForbiddenAddressError, ""),
    (aiohttp.ClientConnectorCertificateError, "its TLS certificate is not valid"),
    (ssl.SSLError, "no TLS connection could be made"),
    (aiohttp.ClientConnectorDNSError, "its host name was not found"),
    (aiohttp.ServerDisconnectedError, "the server closed the connection without an answer"),
    (aiohttp.ClientPayloadError, "the answer broke off before its end"),
    (aiohttp.ClientResponseError, "the answer is not HTTP"),
    (aiohttp.InvalidURL, "is not a usable URL"),
    (ConnectionRefusedError, "the server refused the connection"),
    (ConnectionResetError, "the server broke the connection"),
)


def reason(error: Exception) -> str:
    """One phrase that never holds the URL, a header or anything else the server made up."""
    chain = _chain(error)
    for kind, words in REASONS:
        for link in chain:
            if isinstance(link, kind):
                return words or str(link)
    for link in chain:
        if isinstance(link, OSError) and link.errno is not None:
            return f"could not be reached ({os.strerror(link.errno)})"
    return "could not be reached"


def status_reason(status: int) -> str:
    """The status with its standard name; the server's own wording is not repeated."""
    try:
        return f"the server said {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"the server said {status}"


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what caused it: aiohttp wraps what sockets and resolvers raise."""
    chain = [error]
    while chain[-1].__cause__ is not None:
        chain.append(chain[-1].__cause__)
    return chain
