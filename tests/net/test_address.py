from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.errors import ConfigError
from newsletter.net.address import is_allowed, parse_networks


@pytest.mark.parametrize(
    "address",
    ["93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::101:101", "2002:101:101::1"],
)
def test_public_addresses_may_be_asked(address: str) -> None:
    assert is_allowed(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 - an address to refuse
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:a9fe:a9fe",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2001:0:7f00:1::",
        "2001:db8::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "4000::1",
    ],
)
def test_addresses_that_are_not_public_may_not(address: str) -> None:
    assert not is_allowed(address)


@pytest.mark.parametrize("address", ["", "localhost", "127.1", "0x7f.1", "2130706433", "1.1.1.1 "])
def test_what_is_no_numeric_address_may_not(address: str) -> None:
    assert not is_allowed(address)


def test_a_named_network_is_opened_in_every_spelling_of_its_addresses() -> None:
    networks = parse_networks(["127.0.0.0/8", " 10.0.0.7 ", "fd00::/8"])
    for address in ("127.9.9.9", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "10.0.0.7", "fd12::1"):
        assert is_allowed(address, networks)
    for address in ("10.0.0.8", "192.168.0.1", "::1", "fe80::1"):
        assert not is_allowed(address, networks)


def test_a_network_may_be_written_by_one_of_its_hosts() -> None:
    (network,) = parse_networks(["192.168.1.5/24"])
    assert str(network) == "192.168.1.0/24"


def test_all_wrong_networks_are_named_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        parse_networks(["localhost", "10.0.0.0/8", "10.0.0.0/64"])
    assert [problem.split("`")[1] for problem in caught.value.problems] == [
        "localhost",
        "10.0.0.0/64",
    ]


@given(st.ip_addresses(network="127.0.0.0/8") | st.ip_addresses(network="fc00::/7"))
def test_no_loopback_or_private_address_is_ever_allowed(address: object) -> None:
    assert not is_allowed(str(address))
