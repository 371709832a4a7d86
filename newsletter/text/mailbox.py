"""Addresses of mail as people write them; idna's one door.

RFC 5321 and 5322 without what no reader's mailbox has: quoted names, comments, literal hosts.
"""

from __future__ import annotations

import re

NAME_LENGTH, ADDRESS_LENGTH = 64, 254  # RFC 5321, 4.5.3.1, and its erratum 1690
LONGEST = 1000  # characters that are looked at; the reasons stay short
NO_HOST = "has no host name after the @, as in example.org"

_WRAPPED = re.compile(r"[^<>]*<([^<>]*)>")
_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
# A spreadsheet takes what begins so for a formula, a program for an option.
_POSES = ("=", "+", "-")


def mailbox(text: str) -> str:
    """The address alone, its host in lower-case ASCII; ValueError says what is wrong with it.

    `Ada <Ada@BÜCHER.example>` is `Ada@xn--bcher-kva.example`.
    """
    given = text.strip()
    if len(given) > LONGEST:
        raise ValueError(f"is longer than {ADDRESS_LENGTH} characters")
    wrapped = _WRAPPED.fullmatch(given)
    address = (wrapped[1] if wrapped else given).strip()
    if address[:7].lower() == "mailto:":
        address = address[7:]
    name, at, host = address.rpartition("@")
    if not at:
        raise ValueError("has no @, as in reader@example.org")
    _check_name(name)
    found = f"{name}@{_host(host)}"
    if len(found) > ADDRESS_LENGTH:
        raise ValueError(f"is longer than {ADDRESS_LENGTH} characters")
    return found


def _check_name(name: str) -> None:
    if not name:
        raise ValueError("has nothing before the @")
    if not name.isascii():
        raise ValueError("has letters before the @ that few mail servers take")
    if len(name) > NAME_LENGTH:
        raise ValueError(f"has more than {NAME_LENGTH} characters before the @")
    if not _NAME.fullmatch(name):
        raise ValueError("is written as no mailbox before the @")
    if name.startswith(_POSES):
        raise ValueError(f"begins with {name[0]}, as no mailbox does")


def _host(written: str) -> str:
    host = in_ascii(written.removesuffix(".")).lower()
    labels = host.split(".")
    if not host:
        raise ValueError("has nothing after the @")
    if not all(map(_LABEL.fullmatch, labels)) or labels[-1].isdecimal():
        raise ValueError(NO_HOST)
    if len(labels) == 1 and host != "localhost":
        raise ValueError("has a host without a dot after the @, as in example.org")
    return host


def in_ascii(host: str) -> str:
    """Names of other scripts as they stand in the DNS: IDNA 2008, RFC 5891, mapped as by UTS 46.

    ValueError where it can be no name there.
    """
    if host.isascii():
        return host
    import idna  # noqa: PLC0415 - 15 ms, and few hosts need it

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise ValueError(NO_HOST) from None
