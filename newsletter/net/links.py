"""URLs as the network room uses them: what may be asked, and what may be shown."""

from __future__ import annotations

from urllib.parse import urldefrag, urljoin, urlsplit

SCHEMES = frozenset({"http", "https"})
SHOWN = 200
PORTS = {"http": 80, "https": 443}
UPGRADE = (PORTS["https"], PORTS["http"])


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


def may_know(url: str, other: str) -> bool:
    """Whether what is told to the server of `other` may be told to that of `url`.

    It is the same one (scheme, host and port), or `other` without encryption.
    """
    ours, theirs = urlsplit(url), urlsplit(other)
    if ours.hostname != theirs.hostname:
        return False
    ports = (ours.port or PORTS[ours.scheme], theirs.port or PORTS[theirs.scheme])
    return (ours.scheme == theirs.scheme and ports[0] == ports[1]) or ports == UPGRADE


def with_user(target: str, url: str) -> str:
    """Where a redirect of `url` leads: the same server gets the same user info, no other does."""
    ours, theirs = urlsplit(url), urlsplit(target)
    if "@" in theirs.netloc or "@" not in ours.netloc or not may_know(target, url):
        return target
    user = ours.netloc.rpartition("@")[0]
    return theirs._replace(netloc=f"{user}@{theirs.netloc}").geturl()


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
    shown = text
    if not text.isprintable():
        shown = "".join(character for character in text if character.isprintable())
    return shown if len(shown) <= SHOWN else shown[: SHOWN - 1] + "…"
