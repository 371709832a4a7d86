from __future__ import annotations

import asyncio
import socket
import time
from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest

from newsletter.errors import ConfigError, FetchError
from newsletter.net.fetch import Answer, Request, Response, fetch_all, fetch_each
from newsletter.net.options import FetchOptions

if TYPE_CHECKING:
    from newsletter.net.connector import AddressInfo
    from tests.net.conftest import Site

OPTIONS = FetchOptions(allow_networks=("127.0.0.1/32",), timeout=0.5, max_bytes=1_000_000)
MAPPED = ip_address("::ffff:127.0.0.2")  # Python 3.13 writes it in another way than 3.12
TEXT = b"the same words again and again " * 1000


def fetch(url: str, options: FetchOptions = OPTIONS) -> Answer:
    (answer,) = fetch_all([Request(url)], options, lookup=look_up)
    return answer


def reason(answer: Answer) -> str:
    assert isinstance(answer, FetchError)
    return answer.reason


def size(answer: Answer) -> int:
    return len(answer.body) if isinstance(answer, Response) else -1


def look_up(host: str, port: int, _family: int) -> list[AddressInfo]:
    """A name server: `*.test` names stand for loopback addresses, others do not exist."""
    known = {
        "good.test": ["127.0.0.1"],
        "rebound.test": ["127.0.0.2"],
        "mixed.test": ["127.0.0.1", "127.0.0.2"],
    }
    if host not in known:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    kind = socket.SOCK_STREAM
    return [(socket.AF_INET, kind, 6, "", (address, port)) for address in known[host]]


def test_an_answer_has_its_body_type_and_address(site: Site) -> None:
    answer = fetch(f"{site.url}/plain")
    assert isinstance(answer, Response)
    assert answer.body == TEXT
    assert answer.status == 200
    assert answer.content_type == "application/rss+xml; charset=utf-8"
    assert answer.final_url == answer.url == f"{site.url}/plain"
    assert answer.moved_to is None
    assert not answer.not_modified


def test_we_say_who_asks_and_only_what_we_can_decode(site: Site) -> None:
    fetch(f"{site.url}/plain")
    headers = site.headers_of("/plain")
    assert headers["user-agent"].startswith("newsletter/")
    assert headers["accept-encoding"] == "gzip, deflate"
    assert "cookie" not in headers


def test_a_contact_stands_in_the_user_agent(site: Site) -> None:
    options = FetchOptions(allow_networks=("127.0.0.1",), contact="mailto:ed@example.org")
    fetch(f"{site.url}/plain", options)
    assert "(+mailto:ed@example.org)" in site.headers_of("/plain")["user-agent"]


def test_cookies_are_not_kept(site: Site) -> None:
    fetch(f"{site.url}/cookie")
    assert "cookie" not in site.headers_of("/plain")


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    first = fetch(f"{site.url}/conditional")
    assert isinstance(first, Response)
    request = Request(first.url, etag=first.etag, last_modified=first.last_modified)
    (second,) = fetch_all([request], OPTIONS)
    assert isinstance(second, Response)
    assert second.not_modified
    assert second.body == b""
    headers = site.headers_of("/conditional")
    assert headers["if-none-match"] == '"v1"'
    assert headers["if-modified-since"] == "Sun, 22 Nov 2026 07:00:00 GMT"


def test_a_304_that_nobody_asked_for_is_an_error(site: Site) -> None:
    assert reason(fetch(f"{site.url}/304")) == "the server said 304 Not Modified"


def test_a_stored_validator_cannot_smuggle_a_header(site: Site) -> None:
    request = Request(f"{site.url}/plain", etag='"x"\r\nX-Evil: 1')
    (answer,) = fetch_all([request], OPTIONS)
    assert isinstance(answer, Response)
    assert "x-evil" not in site.headers_of("/plain")


@pytest.mark.parametrize(
    ("path", "moved"),
    [
        ("/moved", "/plain"),
        ("/moved-then-found", "/found"),
        ("/found-then-moved", None),
        ("/found", None),
    ],
)
def test_only_what_moved_for_good_has_a_new_address(
    site: Site, path: str, moved: str | None
) -> None:
    answer = fetch(site.url + path)
    assert isinstance(answer, Response)
    assert answer.body == TEXT
    assert answer.final_url == f"{site.url}/plain"
    assert answer.moved_to == (moved and site.url + moved)


def test_five_redirects_are_followed_and_no_more(site: Site) -> None:
    assert isinstance(fetch(f"{site.url}/hop1"), Response)
    assert reason(fetch(f"{site.url}/loop")) == "redirects more than 5 times"
    assert site.count("/loop") == 6


@pytest.mark.parametrize("path", ["/gzip", "/two-members", "/deflate", "/bare-deflate"])
def test_compressed_bodies_are_decoded(site: Site, path: str) -> None:
    answer = fetch(site.url + path)
    assert isinstance(answer, Response)
    assert answer.body == TEXT


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/404", "the server said 404 Not Found"),
        ("/410", "the server said 410 Gone"),
        ("/599", "the server said 599"),
        ("/nowhere", "the server said 302 Found"),
        ("/to-file", "redirects to something that is not an http or https URL"),
        ("/to-forbidden", "its address 127.0.0.2 is not public (see allow_networks)"),
        ("/to-rebound", "its address 127.0.0.2 is not public (see allow_networks)"),
        ("/to-mapped", f"its address {MAPPED} is not public (see allow_networks)"),
        ("/not-gzip", "is not gzip as it says"),
        ("/half-gzip", "broke off before its end"),
        ("/members", "is compressed in more than 64 parts"),
        ("/bomb", "is larger than 1 MB"),
        ("/endless", "is larger than 1 MB"),
        ("/twice", "came in an encoding that was not asked for (gzip, gzip)"),
        ("/twice-apart", "came in an encoding that was not asked for (gzip,gzip)"),
        ("/brotli", "came in an encoding that was not asked for (br)"),
        ("/truncated", "the answer broke off before its end"),
        ("/no-http", "the answer is not HTTP"),
        ("/endless-headers", "the answer is not HTTP"),
        ("/hang-up", "the server closed the connection without an answer"),
        ("/never", "took longer than 0.5 s"),
        ("/drip", "took longer than 0.5 s"),
    ],
)
def test_each_fault_has_its_reason(site: Site, path: str, expected: str) -> None:
    answer = fetch(site.url + path)
    assert reason(answer) == expected
    assert str(answer) == f"{site.url}{path}: {expected}"


def test_a_certificate_that_nobody_vouches_for_is_not_accepted(site: Site) -> None:
    assert reason(fetch(f"{site.secure_url}/plain")) == "its TLS certificate is not valid"


@pytest.mark.parametrize(
    ("path", "status", "wait"), [("/429", 429, 120.0), ("/503", 503, 600.0), ("/410", 410, None)]
)
def test_a_refusal_says_its_status_and_when_to_come_back(
    site: Site, path: str, status: int, wait: float | None
) -> None:
    answer = fetch(site.url + path)
    assert isinstance(answer, FetchError)
    assert (answer.status, answer.retry_after) == (status, wait)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.2",
        "[::1]",
        "[::ffff:127.0.0.2]",
        "[64:ff9b::7f00:2]",
        "[2002:7f00:2::]",
        "2130706434",
        "0x7f000002",
        "017700000002",
        "127.2",
        "0",
        "rebound.test",
        "mixed.test",
    ],
)
def test_no_spelling_of_a_forbidden_address_is_connected_to(site: Site, host: str) -> None:
    before = len(site.asked)
    assert isinstance(fetch(f"http://{host}:{site.port}/plain"), FetchError)
    assert len(site.asked) == before


def test_a_name_is_resolved_and_its_address_is_what_counts(site: Site) -> None:
    assert isinstance(fetch(f"http://good.test:{site.port}/plain"), Response)
    assert reason(fetch("http://unknown.test/")) == "its host name was not found"


def test_without_allowed_networks_this_machine_is_not_asked(site: Site) -> None:
    assert "127.0.0.1 is not public" in reason(fetch(f"{site.url}/plain", FetchOptions()))


@pytest.mark.parametrize(
    "url", ["", "plain", "ftp://example.org/", "file:///etc/passwd", "http://", "http://[", "//x"]
)
def test_what_is_no_web_address_is_not_asked(url: str) -> None:
    assert reason(fetch(url)) == "is not an http or https URL"


def test_secrets_of_a_url_are_not_in_its_error(site: Site) -> None:
    url = f"http://user:hunter2@127.0.0.1:{site.port}/404?token=s3cret#part"
    answer = fetch(url)
    assert str(answer) == f"{site.url}/404?…: the server said 404 Not Found"
    assert site.headers_of("/404?token=s3cret")["authorization"].startswith("Basic ")


def test_a_wrong_network_in_the_options_is_a_setting_to_mend() -> None:
    with pytest.raises(ConfigError, match=r"`10\.0\.0` is no network"):
        fetch_all([], FetchOptions(allow_networks=("10.0.0",)))


def test_answers_come_in_the_order_of_requests_and_one_fault_stops_no_other(site: Site) -> None:
    paths = ["/never", "/plain", "/404", "/gzip", "/hang-up", "/plain"]
    answers = fetch_all([Request(site.url + path) for path in paths], OPTIONS)
    kinds = [isinstance(answer, Response) for answer in answers]
    assert kinds == [False, True, False, True, False, True]


def test_no_more_than_two_requests_go_to_one_host_at_once(site: Site) -> None:
    site.busiest = 0
    fetch_all([Request(f"{site.url}/slow?{n}") for n in range(8)], OPTIONS)
    assert site.busiest == 2


def test_hanging_requests_do_not_keep_their_hosts_other_feeds_waiting(site: Site) -> None:
    options = FetchOptions(allow_networks=("127.0.0.1",))
    paths = ["/never", "/never", "/plain"]
    answers = fetch_all([Request(site.url + path) for path in paths], options, deadline=2.0)
    assert isinstance(answers[-1], Response)


def test_the_deadline_ends_what_has_not_answered(site: Site) -> None:
    start = time.monotonic()
    requests = [Request(f"{site.url}/plain"), *[Request(f"{site.url}/never")] * 20]
    options = FetchOptions(allow_networks=("127.0.0.1",))
    answers = fetch_all(requests, options, deadline=0.4)
    assert time.monotonic() - start < 2
    assert isinstance(answers[0], Response)
    assert {reason(answer) for answer in answers[1:]} == {"did not answer within 0.4 s"}


def test_each_answer_is_handed_over_and_the_results_keep_their_order(site: Site) -> None:
    requests = [Request(f"{site.url}{path}") for path in ("/slow", "/plain", "/404")]
    took: list[str] = []

    def take(request: Request, answer: Answer) -> tuple[str, bool]:
        took.append(request.url)
        return request.url, isinstance(answer, Response)

    results = fetch_each(requests, OPTIONS, take)
    assert results == tuple(zip([r.url for r in requests], [True, True, False], strict=True))
    assert took[0] != requests[0].url


def test_fetching_goes_on_while_an_answer_is_worked_off(site: Site) -> None:
    requests = [Request(f"{site.url}/slow?{n}") for n in range(6)]
    start = time.monotonic()
    fetch_each(requests, OPTIONS, lambda _request, _answer: time.sleep(0.1))
    assert time.monotonic() - start < 6 * (0.1 + 0.05)


def test_many_large_bodies_at_once_come_whole(site: Site) -> None:
    options = FetchOptions(allow_networks=("127.0.0.1",), per_host=12)
    requests = [Request(f"{site.url}/large?{n}") for n in range(12)]
    assert set(fetch_each(requests, options, lambda _request, answer: size(answer))) == {9_000_000}


def test_it_can_be_called_from_a_thread_of_a_running_loop(site: Site) -> None:
    async def main() -> tuple[Answer, ...]:
        return await asyncio.to_thread(fetch_all, [Request(f"{site.url}/plain")], OPTIONS)

    assert isinstance(asyncio.run(main())[0], Response)
