from __future__ import annotations

import re
import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsletter.text.safe import href, safe_url
from newsletter.text.uri import uri

# RFC 3986, appendix A; of hosts, names and addresses in brackets.
PCHAR = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})"
HOST = r"(?:\[[0-9A-Fa-fv:.]+\]|[A-Za-z0-9._-]+)"
QUERY = rf"(?:{PCHAR}|[/?])*"
URI = re.compile(
    rf"(?:https?://{HOST}(?::\d+)?(?:/{PCHAR}*)*|mailto:{PCHAR}(?:{PCHAR}|/)*)"
    rf"(?:\?{QUERY})?(?:\#{QUERY})?"
)
AFTER_HOST = st.text(string.printable + "äß漢א\u202e\x00\ud800😀", max_size=40)


@pytest.mark.parametrize(
    ("link", "printed"),
    [
        ("https://ok.example/a)[x](javascript:alert(1)", "/a)%5Bx%5D(javascript:alert(1)"),
        ('https://ok.example/a|b^c`d{e}\\f g"h<i>j', "/a%7Cb%5Ec%60d%7Be%7D%5Cf%20g%22h%3Ci%3Ej"),
        ("https://ok.example/?q=[1]#a[2]#b", "/?q=%5B1%5D#a%5B2%5D%23b"),
        ("https://ok.example/100%/50%25/%zz/%5B", "/100%25/50%25/%25zz/%5B"),
        ("https://ok.example/ä?漢=1", "/%C3%A4?%E6%BC%A2=1"),
        ("https://ok.example/?a=1&amp;b=2;c&lt;", "/?a=1&amp%3Bb=2;c&lt%3B"),
        ("https://ok.example/&#8211;x&amp;amp;", "/&#8211%3Bx&amp%3Bamp;"),
        ("https://ok.example/#:~:text=a%2Cb,-c", "/#:~:text=a%2Cb,-c"),
        ("https://ok.example/x'y!*;=+$,@&~", "/x'y!*;=+$,@&~"),
    ],
)  # fmt: skip
def test_what_may_not_stand_there_is_encoded_and_all_else_stays(link: str, printed: str) -> None:
    assert href(link) == f"https://ok.example{printed}"


@pytest.mark.parametrize(
    ("link", "printed"),
    [
        ("http://[2001:db8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://例え.テスト", "https://xn--r8jz45g.xn--zckzah"),
        ("https://ada:secret@ok.example/[", "https://ok.example/%5B"),
        ("mailto:ada@ok.example?subject=[a] b", "mailto:ada@ok.example?subject=%5Ba%5D%20b"),
        (f"https://{'ä' * 300}.example/", None),
        ("https://-ä-.example/", None),
        ("javascript:alert(1)", None),
        ("https://ok.example/" + "[" * 7_000, None),
    ],
)
def test_hosts_are_those_of_the_dns(link: str, printed: str | None) -> None:
    assert href(link) == printed


def test_entries_are_known_by_their_links_as_ever() -> None:
    link = "https://ok.example/a[1]"
    assert safe_url(link) == link
    assert uri(link) == href(link) == "https://ok.example/a%5B1%5D"


@settings(max_examples=400)
@given(
    st.text()
    | AFTER_HOST.map("https://ok.example/".__add__)
    | st.text("htps:/@[]\\.\t #?%1aéß漢١", max_size=20).map("http://".__add__)
    | AFTER_HOST.map("mailto:a@".__add__)
)
@example("https://ok.example/%")
@example("mailto:a@b.example#x#[")
def test_any_text_is_no_link_or_a_uri_that_stays_as_it_is(link: str) -> None:
    printed = href(link)
    if printed is not None:
        assert URI.fullmatch(printed), printed
        assert href(printed) == printed
