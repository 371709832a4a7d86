"""Links as every program reads them: RFC 3986, in ASCII."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from newsletter.text.mailbox import in_ascii

LONGEST_HOST = 253  # characters, RFC 1035
_SEGMENT = "%:@!$&'()*+,;=/"  # of a path; letters, digits and -._~ stay by themselves
_HOST = re.compile(r"[A-Za-z0-9._-]+")
# The end of what reads as an entity: programs that look for markup in texts decode it.
_ENTITY = re.compile(r"(?<=&)(#\d+|amp|gt|lt|nbsp|quot|zwnj);")
_STRAY = re.compile("%(?![0-9A-Fa-f]{2})")


def uri(link: str) -> str | None:
    """The link, without a user's name, as a URI of RFC 3986; None where DNS has no such host.

    What may not stand in a path, query or fragment is percent-encoded, `[` and a second `#` among
    it; what is so already stays. Raises ValueError where nothing can be read as a link.
    """
    parts = urlsplit(link)
    told = [f"{parts.scheme}:"]
    if parts.netloc:
        if (host := _host(parts.hostname or "")) is None:
            return None
        told.append(f"//{host}" + (f":{parts.port}" if parts.port is not None else ""))
    told.append(_encoded(parts.path, _SEGMENT))
    for mark, piece in (("?", parts.query), ("#", parts.fragment)):
        if piece:
            told.append(mark + _encoded(piece, f"{_SEGMENT}?"))
    return _ENTITY.sub(r"\1%3B", "".join(told))


def _host(name: str) -> str | None:
    if ":" in name:
        return f"[{name}]"
    if len(name) > LONGEST_HOST:
        return None
    try:
        host = in_ascii(name)
    except ValueError:
        return None
    return host if _HOST.fullmatch(host) else None


def _encoded(text: str, safe: str) -> str:
    return quote(_STRAY.sub("%25", text), safe=safe)
