"""The last gate before anything foreign is printed: HTML, links, characters. nh3's one door.

None of them raises on any input, and each takes time in proportion to its length.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit, urlunsplit

from newsletter.text.uri import uri

ELEMENTS = (
    "a b blockquote br code dd div dl dt em h1 h2 h3 h4 h5 h6 hr i li ol p pre s strong sub sup"
    " table tbody td tfoot th thead tr u ul"
)
SIDES = frozenset({"left", "center", "right"})
SCHEMES = frozenset({"http", "https", "mailto"})

# html5ever is quadratic in depth and in "&": 100,000 nested elements took it 22 s, a megabyte
# of ampersands 7 s. Within these limits the worst input found takes 0.6 s; beyond them the
# markup is shown as text, which is safe and loses nothing.
MAX_MARKUP = 250_000
MAX_ELEMENTS = 10_000
NOWHERE = re.compile(r'<a rel="[^"]*">(.*?)</a>', re.DOTALL)  # nh3 escapes what looks like it

MAX_URL = 8_000
# What a URL may hold besides letters and digits (RFC 3986); all else is percent-encoded.
URL_CHARACTERS = "%/?#:;=&+,$@!*~'()[]-._"
# A web address that all that follows would leave as it is; most are such. Its fragment and query
# are not empty, and it has no `;`, which `urljoin` takes away at the end.
_REST = r"[A-Za-z0-9%/:=&+,$@!*~'()._-]"
ORDINARY = re.compile(
    rf"https?://[a-z0-9][a-z0-9.-]*(?::[1-9]\d{{0,3}})?(?:/(?!/){_REST}*)?"
    rf"(?:\?(?:{_REST}|\?)+)?(?:\#(?:{_REST}|\?)+)?"
)
ASCII_HOST = re.compile("[A-Za-z0-9._:-]+")
DEFAULT_PORTS = {"http": 80, "https": 443}

PARAMETERS = (
    "__hsfp __hssc __hstc _hsenc _hsmi _openstat at_campaign at_medium cmpid dclid epik fbclid"
    " gbraid gclid gclsrc guce_referrer guce_referrer_sig hsctatracking igsh igshid li_fat_id"
    " mc_cid mc_eid mkt_tok ml_subscriber ml_subscriber_hash msclkid ncid oly_anon_id oly_enc_id"
    " rb_clickid s_cid soc_src soc_trk srsltid twclid vero_id wbraid wickedid wt_mc yclid"
)
TRACKING = frozenset(PARAMETERS.split())
TRACKING_PREFIXES = ("utm_", "hsa_", "mtm_", "pk_", "piwik_", "matomo_", "ns_", "stm_")

BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85]")
# Controls, embeddings, overrides and isolates of direction (they can make a line read as it is
# not written), halves of surrogate pairs, the byte order mark, non-characters.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def plain(text: str) -> str:
    """The text with line ends as newlines and without what cannot be shown; spaces stay."""
    if is_printable(text):
        return text
    return UNPRINTABLE.sub("", BREAKS.sub("\n", text))


def is_printable(text: str) -> bool:
    """Whether the text holds, besides newlines and tabs, no control, mark or space but the blank.

    Tells in 2 µs of 900 characters what the patterns above take 25 for; most texts are such.
    """
    return text.replace("\n", "").replace("\t", "").isprintable()


def plain_line(text: str) -> str:
    """`plain` on one line, white space collapsed: titles, names, headers."""
    return " ".join(plain(text).split())


def clean_html(html: str) -> str:
    """Markup of a few harmless elements, a link's safe `href` and the side a cell's words keep to.

    Of a link without one the words stay.
    """
    text = plain(html)
    if len(text) > MAX_MARKUP or text.count("<") > MAX_ELEMENTS:
        from html import escape  # noqa: PLC0415 - so seldom, and 2 ms

        return escape(text, quote=False)
    import nh3  # noqa: PLC0415 - many texts have no markup, and it is a large library

    made = nh3.clean(
        text,
        tags=frozenset(ELEMENTS.split()),
        attributes={"a": {"href"}, "td": {"align"}, "th": {"align"}},
        attribute_filter=_harmless,
        url_schemes=SCHEMES,
        url_relative="deny",
        link_rel="noopener noreferrer",
    )
    return NOWHERE.sub(r"\1", made)


def _harmless(_element: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return href(value)
    if attribute == "align":
        return value if value in SIDES else None
    return value if attribute == "rel" else None


def safe_url(url: str) -> str | None:
    """An absolute http, https or mailto link, fit for any attribute, or None; to print, `href`.

    User info is left out: it serves to disguise a host, or it is a secret.
    """
    if is_ordinary(url):
        return url
    text = re.sub(r"[\n\t]", "", plain(url)).strip()
    if not text or len(text) > MAX_URL:
        return None
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:  # "http://[", "http://host:99999"
        return None
    if parts.scheme == "mailto":
        return _encoded(text) if "@" in parts.path else None
    if parts.scheme not in SCHEMES or not _is_host(host) or "\\" in parts.netloc:
        return None
    netloc = f"[{host}]" if ":" in host else host
    if port is not None:
        netloc += f":{port}"
    rest = urlunsplit(("", "", parts.path, parts.query, parts.fragment))
    return f"{parts.scheme}://{netloc}{_encoded(rest)}"


def href(url: str) -> str | None:
    """The link as it is printed: one that `safe_url` lets pass, as a URI of RFC 3986, or None.

    Feeds' `[` or a host of another script would end a link early in some mail programs. Entries
    are known by what `safe_url` makes of their links, which is not this.
    """
    if is_ordinary(url) and "%" not in url:
        return url
    safe = safe_url(url)
    if safe is None:
        return None
    made = uri(safe)
    return made if made and len(made) <= MAX_URL else None


def is_ordinary(url: str) -> bool:
    """Whether this is a web address that `safe_url` gives back as it is; told in 1 µs, not 10."""
    return len(url) <= MAX_URL and ORDINARY.fullmatch(url) is not None


def canonical_url(url: str) -> str:
    """The form by which two links are known to be one; for comparison, never for fetching.

    Host in lower case, no default port, no fragment, no tracking parameters, no slash at the
    end of a path. What is no link stands for itself.
    """
    safe = safe_url(url)
    if safe is None:
        return plain(url).strip()
    parts = urlsplit(safe)
    if parts.scheme == "mailto":
        return safe
    netloc = parts.netloc.lower().removesuffix(f":{DEFAULT_PORTS[parts.scheme]}")
    path = parts.path.rstrip("/") or "/"
    if "%" in path:
        path = re.sub("%[0-9a-f]{2}", _upper, path, flags=re.IGNORECASE)
    return urlunsplit((parts.scheme, netloc, path, _untracked(parts.query), ""))


def without_tracking(url: str) -> str:
    """A link that `safe_url` gave, without the parameters that only tell who sent the reader.

    Nor the words that somebody else's link would mark in the page.
    """
    if "?" not in url and "#" not in url:
        return url
    parts = urlsplit(url)
    fragment = "" if _is_tracking(parts.fragment) else parts.fragment.partition(":~:")[0]
    return urlunsplit(parts._replace(query=_untracked(parts.query), fragment=fragment))


def _untracked(query: str) -> str:
    return "&".join(pair for pair in query.split("&") if pair and not _is_tracking(pair))


def _is_tracking(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def _is_host(host: str) -> bool:
    """Letters, marks and digits of any script, dots and hyphens; or an IPv6 address."""
    if host.isascii():
        return ASCII_HOST.fullmatch(host) is not None
    return all(
        unicodedata.category(character)[0] in "LMN" or character in "-._:" for character in host
    )


def _encoded(text: str) -> str:
    return quote(text, safe=URL_CHARACTERS)


def _upper(escape: re.Match[str]) -> str:
    return escape[0].upper()
