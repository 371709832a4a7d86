"""Which addresses may be asked: public ones, and the networks that the user names. Pure."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import TYPE_CHECKING

from newsletter.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

GLOBAL_UNICAST = IPv6Network("2000::/3")  # RFC 4291: all that is routed publicly today
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits


def parse_networks(names: Iterable[str]) -> tuple[Network, ...]:
    """The networks that `allow_networks` opens; raises ConfigError with all that is wrong."""
    networks: list[Network] = []
    problems = []
    for name in names:
        try:
            networks.append(ip_network(name.strip(), strict=False))
        except ValueError:
            problems.append(
                f"allow_networks: `{name}` is no network; write it like 10.0.0.0/8 or 192.168.1.5"
            )
    if problems:
        raise ConfigError(*problems)
    return tuple(networks)


@lru_cache(maxsize=1024)
def is_allowed(address: str, networks: tuple[Network, ...] = ()) -> bool:
    """Whether this numeric address may be connected to; what is no address may not."""
    try:
        spelled = ip_address(address)
    except ValueError:
        return False
    reached = _reached(spelled)
    return is_public(reached) or any(
        candidate in network for network in networks for candidate in (spelled, reached)
    )


def is_public(address: Address) -> bool:
    """Global unicast. Stricter than `is_global`, which lets multicast and site-local pass."""
    if address.is_multicast or address.is_reserved or not address.is_global:
        return False
    return isinstance(address, IPv4Address) or address in GLOBAL_UNICAST


def _reached(address: Address) -> Address:
    """The host that a packet gets to: IPv4 addresses travel in mapped, NAT64 and 6to4 spellings."""
    if isinstance(address, IPv4Address):
        return address
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
