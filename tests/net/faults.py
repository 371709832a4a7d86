"""What servers do to a reader, as data: one line a fault, with the way in which it must end."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass

from tests.net.wire import RESET, TEXT, Answer, endless, endless_headers, forever, raw, reply

OK = b"HTTP/1.1 200 OK\r\n"
XML = "Content-Type: application/rss+xml; charset=utf-8"
NOT_HTTP, CLOSED = "the answer is not HTTP", "the server closed the connection without an answer"
BROKE, RESETTED = "the answer broke off before its end", "the server broke the connection"
SLOW, LARGE = "took longer than", "is larger than"
ENCODING, FORBIDDEN = "came in an encoding that was not asked for", "is not public"
NO_URL = "redirects to something that is not an http or https URL"
UNUSABLE = "is not a usable URL"
TLS = "its TLS certificate is not valid"


@dataclass(frozen=True, slots=True)
class Fault:
    """`wire` stands in the reason why it did not come, `feed` in what is wrong with what came.

    Where both are empty it is read like any other. `{port}` in a URL or header is the server's,
    `{silent}` that of one which accepts and says nothing, `{secure}` that with bad TLS, `{closed}`
    nobody's. `heals` says whether the site may ever be well.
    """

    name: str
    answer: Answer
    wire: str = ""
    feed: str = ""
    url: str = "http://127.0.0.1:{port}"
    heals: bool = True


def body(data: bytes, *headers: str) -> Answer:
    return reply("200 OK", data, *headers)


def to(location: str, status: str = "302 Found") -> Answer:
    return reply(status, b"", f"Location: {location}")


def items(name: str, count: int = 2, encoding: str = "utf-8") -> bytes:
    """A feed that is well; no two of its items, and no two feeds, tell the same."""
    told = "".join(
        f"<item><guid>{name}-{n}</guid><title>Café {name} opens hall {n}</title>"
        f"<description>The café {name} opened hall number {n} on Monday.</description></item>"
        for n in range(count)
    )
    head = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel>'
    return f"{head}<title>{name}</title>{told}</channel></rss>".encode(encoding)


def laughs() -> bytes:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE rss [<!ENTITY l0 "ha">{lines}]><rss><channel>&l9;</channel></rss>'.encode()


def outward(system: str) -> bytes:
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{system}">]>'.encode()
    return doctype + items("outward").partition(b"?>")[2].replace(b"Monday", b"&x;")


def zstd_bomb() -> bytes:
    """RFC 8878: blocks of 128 kB that are one byte repeated, 4 bytes each."""
    block = ((131_072 << 3) | (1 << 1)).to_bytes(3, "little") + b"x"
    return b"\x28\xb5\x2f\xfd\x00\x58" + block * 800


BOMB = bytes(30_000_000)
RAW = zlib.compressobj(wbits=-15)
FEED = items("shared")
HEAD = OK + b"Content-Type: application/rss+xml\r\n"
DRIP: list[bytes | float] = [b"x", 0.1] * 300
CHUNKS: list[bytes | float] = [b"1\r\nx\r\n", 0.1] * 300
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"

FAULTS = (
    # Time.
    Fault("drip", raw(HEAD + b"\r\n", *DRIP), SLOW),
    Fault("drip-chunks", raw(CHUNKED, *CHUNKS), SLOW),
    Fault("drip-headers", raw(OK + b"X-Slow: ", *DRIP), SLOW),
    Fault("drip-status", raw(b"HTTP/1.1 2", 30.0), SLOW),
    Fault("never", raw(30.0), SLOW),
    Fault("stalls-behind-headers", raw(HEAD + b"\r\n", 30.0), SLOW),
    Fault("stalls-in-body", raw(HEAD + b"Content-Length: 9999\r\n\r\n<rss>", 30.0), SLOW),
    Fault("continues-forever", forever(b"HTTP/1.1 100 Continue\r\n\r\n", 0.01), SLOW),
    Fault("late-but-in-time", raw(0.1, HEAD + b"\r\n" + FEED)),
    Fault("silent-tls", raw(30.0), SLOW, url="https://127.0.0.1:{silent}", heals=False),
    # Size.
    Fault("endless-body", endless, LARGE),
    Fault("endless-headers", endless_headers, NOT_HTTP),
    Fault("endless-header-line", forever(b"x" * 65_536, first=OK + b"X: "), NOT_HTTP),
    Fault("endless-chunks", forever(b"4000\r\n" + b"x" * 0x4000 + b"\r\n", first=CHUNKED), LARGE),
    Fault("endless-chunk-size", forever(b"0" * 4096, first=CHUNKED), SLOW),
    Fault("too-large", body(bytes(11_000_000), XML), LARGE),
    Fault("terabyte-promised", raw(HEAD + b"Content-Length: 1000000000000\r\n\r\n<"), BROKE),
    # Framing.
    Fault("truncated", raw(HEAD + b"Content-Length: 99999\r\n\r\n" + FEED), BROKE),
    Fault("chunk-size-is-none", raw(CHUNKED + b"zz\r\nx\r\n0\r\n\r\n"), NOT_HTTP),
    Fault("chunk-negative", raw(CHUNKED + b"-5\r\nx\r\n0\r\n\r\n"), NOT_HTTP),
    Fault("chunk-huge", raw(CHUNKED + b"ffffffffffff\r\nx"), BROKE),
    Fault("chunk-cut", raw(CHUNKED + b"ff\r\n<rss>"), BROKE),
    Fault("chunk-no-end", raw(CHUNKED + b"5\r\n<rss>\r\n"), BROKE),
    Fault("chunk-no-break", raw(CHUNKED + b"5\r\n<rss>5\r\n<rss>\r\n0\r\n\r\n"), NOT_HTTP),
    Fault("length-negative", raw(HEAD + b"Content-Length: -1\r\n\r\n" + FEED), NOT_HTTP),
    Fault("length-is-none", raw(HEAD + b"Content-Length: many\r\n\r\n" + FEED), NOT_HTTP),
    Fault("two-lengths", raw(HEAD + 2 * b"Content-Length: 5\r\n" + b"\r\n<rss>"), NOT_HTTP),
    Fault("length-and-chunks", raw(CHUNKED[:-2] + b"Content-Length: 5\r\n\r\n0\r\n\r\n"), NOT_HTTP),
    Fault("more-than-length", raw(HEAD + b"Content-Length: 5\r\n\r\n<rss>" + FEED), NOT_HTTP),
    Fault("no-http", raw(b"SSH-2.0-OpenSSH_9.6\r\n"), NOT_HTTP),
    Fault("binary", raw(bytes(range(256)) * 9), NOT_HTTP),
    Fault("http-0.9", raw(FEED), NOT_HTTP),
    Fault("status-is-none", raw(b"HTTP/1.1 fine\r\n\r\n"), NOT_HTTP),
    Fault("header-without-colon", raw(OK + b"nonsense\r\n\r\n" + FEED), NOT_HTTP),
    Fault("header-with-nul", raw(OK + b"X: a\0b\r\n\r\n" + FEED), NOT_HTTP),
    # Connections.
    Fault("hangs-up", raw(), CLOSED),
    Fault("reset", raw(RESET), "the"),
    Fault("reset-in-headers", raw(OK + b"X: y\r\n", RESET), "the"),
    Fault("reset-in-body", raw(HEAD + b"Content-Length: 9999\r\n\r\n<rss>", RESET), "the"),
    Fault("refused", raw(), "refused", url="http://127.0.0.1:{closed}", heals=False),
    Fault("self-signed", raw(), TLS, url="https://127.0.0.1:{secure}", heals=False),
    Fault("tls-to-plain", raw(), SLOW, url="https://127.0.0.1:{port}", heals=False),
    Fault("plain-to-tls", raw(), "the server", url="http://127.0.0.1:{secure}", heals=False),
    # Encodings.
    Fault("gzip", body(gzip.compress(FEED), XML, "Content-Encoding: gzip")),
    Fault("gzip-loud", body(gzip.compress(FEED), XML, "Content-Encoding: X-GZIP")),
    Fault("gzip-two-members", body(gzip.compress(FEED[:99]) + gzip.compress(FEED[99:]), XML,
                                   "Content-Encoding: gzip")),
    Fault("gzip-padded", body(gzip.compress(FEED) + bytes(99), XML, "Content-Encoding: gzip")),
    Fault("deflate", body(zlib.compress(FEED), XML, "Content-Encoding: deflate")),
    Fault("deflate-bare", body(RAW.compress(FEED) + RAW.flush(), XML, "Content-Encoding: deflate")),
    Fault("identity", body(FEED, XML, "Content-Encoding: identity")),
    Fault("gzip-bomb", body(gzip.compress(BOMB), XML, "Content-Encoding: gzip"), LARGE),
    Fault("deflate-bomb", body(zlib.compress(BOMB), XML, "Content-Encoding: deflate"), LARGE),
    Fault("brotli-bomb", body(b"\x5b\xff\xff\xff\x00" * 99, XML, "Content-Encoding: br"), ENCODING),
    Fault("zstd-bomb", body(zstd_bomb(), XML, "Content-Encoding: zstd"), ENCODING),
    Fault("gzip-twice", body(gzip.compress(gzip.compress(FEED)), XML,
                             "Content-Encoding: gzip, gzip"), ENCODING),
    Fault("gzip-twice-apart", body(gzip.compress(gzip.compress(FEED)), XML,
                                   "Content-Encoding: gzip", "Content-Encoding: gzip"), ENCODING),
    Fault("gzip-then-brotli", body(FEED, XML, "Content-Encoding: gzip, br"), ENCODING),
    Fault("encoding-unknown", body(FEED, XML, "Content-Encoding: rot13"), ENCODING),
    Fault("gzip-many-members", body(gzip.compress(b"") * 99, "Content-Encoding: gzip"), "64 parts"),
    Fault("gzip-half", body(gzip.compress(FEED)[:60], "Content-Encoding: gzip"), "broke off"),
    Fault("gzip-is-none", body(FEED, XML, "Content-Encoding: gzip"), "is not gzip"),
    Fault("gzip-checksum", body(gzip.compress(FEED)[:-8] + bytes(8), XML,
                                "Content-Encoding: gzip"), "is not gzip"),
    # Types, charsets, contents.
    Fault("type-wrong", body(FEED, "Content-Type: image/png")),
    Fault("type-page", body(FEED, "Content-Type: text/html")),
    Fault("type-none", body(FEED)),
    Fault("type-garbage", body(FEED, "Content-Type: ;;=/\t;charset=")),
    Fault("charset-wrong", body(items("w", encoding="latin-1"), XML)),
    Fault("charset-unknown", body(FEED, "Content-Type: text/xml; charset=klingon")),
    Fault("charset-utf-16", body(items("utf16", encoding="utf-16"), "Content-Type: text/xml")),
    Fault("nul-bytes", body(FEED.replace(b"opened", b"op\0ened"), XML)),
    Fault("no-items", body(items("none", 0), XML)),
    Fault("page", body(b"<!doctype html><html><body>Sorry</body></html>", XML), "", "web page"),
    Fault("picture", body(b"\x89PNG\r\n\x1a\n" + bytes(99), XML), "", "neither XML nor JSON"),
    Fault("text", body(TEXT, XML), "", "neither XML nor JSON"),
    Fault("json-cut", body(b'{"items": [', XML), "", "not valid JSON"),
    Fault("json-other", body(b'{"error": 1}', XML), "", "not a JSON Feed"),
    Fault("empty", body(b"", XML), "", "is empty"),
    Fault("xml-other", body(b"<svg/>", XML), "", "is not a feed"),
    Fault("xml-cut", body(FEED[:-60], XML)),
    Fault("billion-laughs", body(laughs(), XML), "", "*"),
    Fault("entity-of-a-file", body(outward("file:///etc/passwd"), XML), "", "*"),
    Fault("entity-of-a-host", body(outward("http://127.0.0.2:{port}/dtd"), XML), "", "*"),
    Fault("nested-deep", body(b"<rss><channel>" + b"<a>" * 100_000, XML), "", "*"),
    Fault("attributes", body(b"<rss><channel " + b"".join(b'a%d="" ' % n for n in range(10_000))
                             + b"/></rss>", XML), "", "*"),
    # Redirects.
    Fault("moved", to("/well/moved", "301 Moved Permanently")),
    Fault("moved-308", to("/well/moved-308", "308 Permanent Redirect")),
    Fault("found", to("/well/found")),
    Fault("see-other", to("../well/see-other", "303 See Other")),
    Fault("loop", to("/loop/0"), "redirects more than 5 times"),
    Fault("loop-for-good", to("/loop-for-good/0", "301 Moved"), "redirects more than 5 times"),
    Fault("location-missing", reply("302 Found"), "302 Found"),
    Fault("location-empty", to(""), "redirects more than 5 times"),
    Fault("location-is-none", to("http://["), NO_URL),
    Fault("location-no-port", to("http://127.0.0.1:99999/"), NO_URL),
    Fault("location-injects", to("/well/x%0d%0aX-Evil:1"), ""),
    Fault("not-modified-unasked", reply("304 Not Modified"), "304"),
    *(
        Fault(f"to-{name}", to(where, status), reason)
        for name, where, reason, status in (
            ("file", "file:///etc/passwd", NO_URL, "302 Found"),
            ("ftp", "ftp://127.0.0.2/", NO_URL, "301 Moved"),
            ("gopher", "gopher://127.0.0.2/", NO_URL, "302 Found"),
            ("data", "data:text/xml,<rss/>", NO_URL, "302 Found"),
            ("script", "javascript:alert(1)", NO_URL, "302 Found"),
            ("forbidden", "http://127.0.0.2:{port}/x", FORBIDDEN, "302 Found"),
            ("forbidden-for-good", "http://127.0.0.2:{port}/x", FORBIDDEN, "301 Moved"),
            ("no-scheme", "//127.0.0.2:{port}/x", FORBIDDEN, "302 Found"),
            ("user", "http://127.0.0.1@127.0.0.2:{port}/x", FORBIDDEN, "302 Found"),
            ("decimal", "http://2130706434:{port}/x", UNUSABLE, "302 Found"),
            ("octal", "http://0177.0.0.02:{port}/x", UNUSABLE, "302 Found"),
            ("hex", "http://0x7f.0.0.2:{port}/x", FORBIDDEN, "302 Found"),
            ("hex-whole", "http://0x7f000002:{port}/x", FORBIDDEN, "302 Found"),
            ("short", "http://127.2:{port}/x", UNUSABLE, "302 Found"),
            ("wide", "http://127.0.0.\N{FULLWIDTH DIGIT TWO}:{port}/x", FORBIDDEN, "302 Found"),
            ("zero", "http://0:{port}/x", UNUSABLE, "302 Found"),
            ("mapped", "http://[::ffff:127.0.0.2]:{port}/x", FORBIDDEN, "302 Found"),
            ("mapped-hex", "http://[::ffff:7f00:2]:{port}/x", FORBIDDEN, "302 Found"),
            ("nat64", "http://[64:ff9b::7f00:2]:{port}/x", FORBIDDEN, "302 Found"),
            ("sixtofour", "http://[2002:7f00:2::1]:{port}/x", FORBIDDEN, "302 Found"),
            ("loopback-6", "http://[::1]:{port}/x", FORBIDDEN, "302 Found"),
            ("any-6", "http://[::]:{port}/x", FORBIDDEN, "302 Found"),
        )
    ),
    # Refusals.
    *(
        Fault(f"status-{status}", reply(f"{status} No"), f"the server said {status}")
        for status in (400, 401, 403, 404, 405, 418, 451, 500, 502, 504, 599)
    ),
    Fault("gone", reply("410 Gone"), "410 Gone", heals=False),
    Fault("busy", reply("429 Wait"), "429"),
    Fault("busy-seconds", reply("429 Wait", b"", "Retry-After: 120"), "429"),
    Fault("busy-date", reply("429 Wait", b"", "Retry-After: Mon, 23 Nov 2026 07:02:00 GMT"), "429"),
    Fault("busy-garbage", reply("429 Wait", b"", "Retry-After: soon\x7f"), "429"),
    Fault("busy-negative", reply("429 Wait", b"", "Retry-After: -5"), "429"),
    Fault("down-seconds", reply("503 Down", b"", "Retry-After: 120"), "503"),
    Fault("down-date", reply("503 Down", b"", "Retry-After: Mon, 23 Nov 2026 07:02:00 GMT"), "503"),
    Fault("down-garbage", reply("503 Down", b"", "Retry-After: 9e9"), "503"),
    Fault("no-content", reply("204 No Content"), "", "is empty"),
    Fault("partial", reply("206 Partial Content", FEED, XML)),
)  # fmt: skip
