"""URLs as the network room uses them: what may be asked, and what may be shown."""

from __future__ import annotations

from urllib.parse import urldefrag, urljoin, urlsplit

SCHEMES = frozenset({"http", "https"})
SHOWN = 200


def askable(url: str, base: str = "") -> str | None:
    """The absolute http(s) URL without its fragment, or None if there is no such thing."""
    try:
        absolute = urldefrag(urljoin(base, url.strip())).url
        parts = urlsplit(absolute)
        usable = parts.scheme in SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:  # "http://[", "http://host:99999"
        return None
    return absolute if usable else None


def host_of(url: str) -> str:
    """Host and port, for the limit a host; the URL is one that `askable` gave."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def loggable(url: str) -> str:
    """The URL as it may be shown and logged: no user info, no query, no fragment.

    Never raises. A URL whose parts cannot be told apart is shown as its scheme alone.
    """
    bare, query, _ = url.partition("#")[0].partition("?")
    scheme, colon, rest = bare.partition("://")
    if colon:
        try:
            parts = urlsplit(bare)
            host, _port = parts.hostname or "", parts.port
        except ValueError:
            host = ""
        if not host or "\\" in rest:
            return _short(f"{scheme}://…")
        netloc, slash, path = rest.partition("/")
        bare = f"{scheme}://{netloc.rpartition('@')[2]}{slash}{path}"
    return _short(bare + ("?…" if query else ""))


def _short(text: str) -> str:
    shown = "".join(character for character in text if character.isprintable())
    return shown if len(shown) <= SHOWN else shown[: SHOWN - 1] + "…"
