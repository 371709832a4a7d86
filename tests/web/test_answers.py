"""Answers say what a page may do and how long it keeps, and are sent once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.web.answers import policy

if TYPE_CHECKING:
    from tests.web.conftest import Site


def test_what_a_browser_has_is_not_sent_again(site: Site) -> None:
    key = site.publish()
    for path in ("/", "/morning/", f"/morning/{key}/", "/morning/feed.atom"):
        response, body = site.ask(path)
        tag = response.headers["ETag"]
        assert re.fullmatch('"[0-9a-f]{32}"', tag)
        assert body
        for asked in (tag, f"W/{tag}", f'"x", {tag}', "*"):
            again, nothing = site.ask(path, If_None_Match=asked)
            assert (again.status, nothing) == (304, b"")
            assert again.headers["ETag"] == tag
        for asked in ('"x"', "", tag[:-1]):
            assert site.ask(path, If_None_Match=asked)[0].status == 200


def test_head_tells_of_a_page_without_it(site: Site) -> None:
    key = site.publish()
    for path in ("/", f"/morning/{key}/", "/nobody/", "/healthz"):
        whole, body = site.ask(path)
        head, nothing = site.ask(path, "HEAD")
        assert (head.status, nothing) == (whole.status, b"")
        assert head.headers["Content-Length"] == str(len(body))
        assert head.headers.get("ETag") == whole.headers.get("ETag")


def test_every_answer_has_strict_headers(site: Site) -> None:
    key = site.publish()
    paths = ("/", "/morning/", f"/morning/{key}/", f"/morning/{key}", "/nobody", "/metrics",
             "/morning/unsubscribe?reader=x", "/morning/feed.atom", "/healthz")  # fmt: skip
    for path in paths:
        headers = site.ask(path)[0].headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "Server" not in headers
        assert "Cache-Control" in headers


def test_only_the_very_styles_of_a_page_may_be_used() -> None:
    assert "style-src 'none'" in policy(b"<p>")
    one, other = policy(b"<style>p{}</style>"), policy(b"<style>q{}</style>")
    assert "style-src 'sha256-" in one
    assert one != other
    assert "style-src 'unsafe-inline'" in policy(b'<style></style><p style="color:red">')
