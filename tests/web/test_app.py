"""What fails is answered with a page, told in one line of the log, and ends nothing."""

from __future__ import annotations

import logging
from dataclasses import replace
from http.client import HTTPConnection
from typing import TYPE_CHECKING

from newsletter.render.labels import labels
from newsletter.web.app import application
from newsletter.web.server import Server, listening

if TYPE_CHECKING:
    from datetime import datetime

    import pytest

    from tests.web.conftest import Site


def test_a_bug_is_a_page_and_a_line(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> datetime:
        raise ZeroDivisionError("secret")

    caplog.set_level(logging.INFO)
    room = replace(site.room, clock=broken)
    listener = listening("127.0.0.1", 0)
    port = listener.getsockname()[1]
    with Server(application(room), listener):
        for _ in range(2):
            connection = HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request("GET", "/healthz")
            response = connection.getresponse()
            body = response.read().decode()
            assert response.status == 500
            assert "<h1>Failed</h1>" in body
            assert "secret" not in body
            connection.close()
    lines = [one.getMessage() for one in caplog.records if "web_failed" in one.getMessage()]
    assert lines == ["event=web_failed path=/healthz reason=ZeroDivisionError"] * 2
    assert "Traceback" not in caplog.text


def test_pages_that_tell_of_an_error_are_whole_pages(site: Site) -> None:
    for path, method, status in (("/x", "GET", 404), ("/", "DELETE", 405), ("/", "POST", 405)):
        response, body = site.ask(path, method)
        page = body.decode()
        assert response.status == status
        assert '<html lang="en" dir="ltr">' in page
        assert f"<h1>{labels('en').missing[0]}</h1>" in page or status != 404
        assert page.count("<h1>") == page.count("<main>") == 1
        assert "noindex" in page
