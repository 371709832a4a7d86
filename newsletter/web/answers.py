"""Answers with what browsers are to be told: what a page may do, how long it keeps."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.requests import Request

HTML = "text/html; charset=utf-8"
KEEP = "public, max-age=300"  # an edition does not change, but it may be corrected
ASK = "no-cache"  # kept, and asked about each time
NEVER = "no-store"

# On every answer; Content-Security-Policy stands for those that are no pages.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


def answer(
    request: Request, body: bytes, kind: str, keep: str = KEEP, status: int = 200
) -> Response:
    """The body, or 304 where who asks has it already."""
    headers = {"Cache-Control": keep, **HEADERS}
    if kind == HTML:
        headers["Content-Security-Policy"] = policy(body)
    if keep != NEVER:
        headers["ETag"] = tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        if status == 200 and _has(request.headers.get("if-none-match", ""), tag):  # noqa: PLR2004 - OK
            return Response(status_code=304, headers=headers)
    return Response(body, status, headers, media_type=kind)


def policy(page: bytes) -> str:
    """What the page may do: show its own styles and pictures of ours, send forms here."""
    return (
        f"default-src 'none'; style-src {_styles(page)}; img-src 'self'; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    )


def _styles(page: bytes) -> str:
    """The very styles that stand in the page; attributes, as in users' templates, have no hash."""
    if b' style="' in page:
        return "'unsafe-inline'"
    digests = (hashlib.sha256(found).digest() for found in _STYLE.findall(page))
    return " ".join(f"'sha256-{base64.b64encode(one).decode()}'" for one in digests) or "'none'"


def _has(asked: str, tag: str) -> bool:
    """If-None-Match, RFC 9110, 13.1.2: by weak comparison."""
    return asked.strip() == "*" or tag in (
        one.strip().removeprefix("W/") for one in asked.split(",")
    )
