"""Only requests that call this server by a name of its own come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsletter.web.gate import hosts_of, is_ours

if TYPE_CHECKING:
    from tests.web.conftest import Site

KNOWN = frozenset({"localhost", "news.example.org"})


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST:8321",
        "news.example.org",
        "news.example.org.:443",
        "127.0.0.1:1",
        "10.1.2.3",
        "[::1]:8321",
    ],
)
def test_names_of_the_settings_and_addresses_are_ours(host: str) -> None:
    assert is_ours(host, KNOWN)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "localhost.evil.example",
        "news.example.org.evil.example",
        "127.0.0.1.evil.example",
        "evil.example#news.example.org",
        "user@news.example.org",
        "news.example.org:80:80",
        "news.example.org/",
        "[::1",
        "[evil]",
        "0x7f000001",
        "ⅼocalhost",
        "a" * 9999,
    ],
)
def test_a_name_that_was_made_to_lead_here_is_not(host: str) -> None:
    assert not is_ours(host, KNOWN)


def test_the_settings_say_by_which_names_the_server_is_called(site: Site) -> None:
    assert hosts_of(site.room.settings) == {
        "127.0.0.1",
        "localhost",
        "news.example.org",
        "leave.example.org",
    }


def test_another_name_is_told_nothing_else(site: Site) -> None:
    site.publish()
    for path in ("/", "/morning/", "/healthz", "/metrics", "/morning/unsubscribe?reader=x"):
        response, body = site.ask(path, Host="evil.example")
        assert response.status == 421
        assert "<h1>Wrong name</h1>" in body.decode()
    assert site.ask("/", Host="news.example.org")[0].status == 200


def test_a_request_with_two_names_or_none_is_refused(site: Site) -> None:
    for head in (b"Host: localhost\r\nHost: evil.example\r\n", b""):
        told = site.raw(b"GET / HTTP/1.1\r\n" + head + b"\r\n")
        assert told.split()[1] in {b"400", b"421"}
    assert b"421" in site.raw(b"GET / HTTP/1.0\r\n\r\n").split(b"\r\n")[0]
