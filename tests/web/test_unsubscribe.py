"""A reader leaves by POST alone, and nobody learns who is on a list."""

from __future__ import annotations

import re
from threading import Thread
from typing import TYPE_CHECKING

from newsletter.deliver.leaving import unsubscribe_url
from newsletter.store.subscribers import Joining
from tests.web.conftest import NOW, serving

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.web.conftest import Site

ONE_CLICK = b"List-Unsubscribe=One-Click"
FORM = {"Content_Type": "application/x-www-form-urlencoded"}


def join(site: Site, *addresses: str) -> list[str]:
    """The addresses' links, without their host."""
    site.store.subscribers.add("morning", [Joining(one) for one in addresses], NOW)
    return [
        unsubscribe_url("/unsubscribe", "morning", one.token)
        for one in site.store.subscribers.active("morning")
    ]


def active(site: Site) -> list[str]:
    return [one.address for one in site.store.subscribers.active("morning")]


def test_get_and_head_show_a_form_and_change_nothing(site: Site) -> None:
    (link,) = join(site, "ada@example.org")
    for method in ("GET", "HEAD", "GET"):
        response, body = site.ask(link, method)
        assert response.status == 200
        assert response.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in response.headers
    page = body.decode()
    assert page.count('<form method="post">') == 1
    assert "ada" not in page
    assert link.rpartition("=")[2] not in page
    assert active(site) == ["ada@example.org"]


def test_post_acts_and_again_changes_nothing(site: Site) -> None:
    bodies = [ONE_CLICK, b"", b"anything=else", b"x" * 4096]
    links = join(site, *(f"r{number}@example.org" for number in range(len(bodies) + 1)))
    for link, body in zip(links[1:], bodies, strict=True):
        for _ in range(2):
            response, told = site.ask(link, "POST", body, **FORM)
            assert response.status == 200
            assert "You have left The &lt;Morning&gt; Brief" in told.decode()
    assert active(site) == ["r0@example.org"]


def test_one_click_as_multipart_acts_as_well(site: Site) -> None:
    """RFC 8058, 3.2: mailers may send either form."""
    (link,) = join(site, "ada@example.org")
    body = (
        b'--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--'
    )
    response, _ = site.ask(link, "POST", body, Content_Type="multipart/form-data; boundary=b")
    assert response.status == 200
    assert active(site) == []


def test_an_unknown_token_is_answered_as_a_known_one(site: Site) -> None:
    (link,) = join(site, "ada@example.org")
    for token in ("x", "y" * 32, "%00", "%ED%A0%80", "' OR 1=1 --", "%25"):
        wrong = f"/unsubscribe?list=morning&reader={token.replace(' ', '+')}"
        for method, body in (("GET", None), ("POST", ONE_CLICK)):
            known = site.ask(link, method, body)
            unknown = site.ask(wrong, method, body)
            assert unknown[0].status == known[0].status == 200
            assert unknown[1] == known[1]
    assert active(site) == []


def test_a_link_that_is_cut_off_is_told_so(site: Site) -> None:
    join(site, "ada@example.org")
    cut = ("/morning/unsubscribe", "/unsubscribe?list=morning&reader=", "/unsubscribe",
           "/unsubscribe?reader=x")  # fmt: skip
    for path in cut:
        for method in ("GET", "POST"):
            response, body = site.ask(path, method, b"" if method == "POST" else None)
            assert response.status == 400
            assert "This link is not whole" in body.decode()
    for path in ("/unsubscribe?list=nobody&reader=x", "/nobody/unsubscribe"):
        assert site.ask(path)[0].status == 404
    assert active(site) == ["ada@example.org"]


def test_a_token_of_one_newsletter_leaves_no_other(site: Site) -> None:
    (link,) = join(site, "ada@example.org")
    token = link.rpartition("=")[2]
    assert site.ask(f"/abend/unsubscribe?reader={token}", "POST", ONE_CLICK)[0].status == 200
    assert active(site) == ["ada@example.org"]
    assert site.ask(f"/morning/unsubscribe?reader={token}", "POST", ONE_CLICK)[0].status == 200
    assert active(site) == []


def test_the_page_speaks_the_newsletters_language(site: Site) -> None:
    page = site.ask("/abend/unsubscribe?reader=x")[1].decode()
    assert '<html lang="de" dir="ltr">' in page
    assert "Am Abend abbestellen?" in page


def test_a_body_without_end_is_refused(site: Site) -> None:
    (link,) = join(site, "ada@example.org")
    response, body = site.ask(link, "POST", b"x" * 5000, **FORM)
    assert response.status == 413
    assert "<h1>Too much</h1>" in body.decode()
    assert active(site) == ["ada@example.org"]


def test_no_other_method_does_anything(site: Site) -> None:
    (link,) = join(site, "ada@example.org")
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "LEAVE"):
        response, body = site.ask(link, method)
        assert response.status == 405
        assert set(re.findall(r"\w+", response.headers["Allow"])) == {"GET", "HEAD", "POST"}
        assert "<h1>Not possible</h1>" in body.decode()
    assert active(site) == ["ada@example.org"]


def test_the_token_stands_in_no_line_of_the_log(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    (link,) = join(site, "ada@example.org")
    site.ask(link)
    site.ask(link, "POST", ONE_CLICK)
    assert "event=unsubscribed newsletter=morning" in caplog.text
    assert link.rpartition("=")[2] not in caplog.text
    assert "ada" not in caplog.text


def test_many_posts_at_once_on_any_database(tmp_path: Path, url: str) -> None:
    with serving(tmp_path, url) as site:
        links = join(site, *(f"r{number}@example.org" for number in range(10)))
        told: list[int] = []
        threads = [
            Thread(
                target=lambda link=link: told.append(site.ask(link, "POST", ONE_CLICK)[0].status)
            )
            for link in links * 3
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert told == [200] * 30
        assert active(site) == []
