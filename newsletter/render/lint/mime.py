"""A message as headers and parts, as the bytes stand there; never raises, whatever they are.

Formats: RFC 5322 (headers), 2045 to 2047 (MIME).
"""

from __future__ import annotations

import binascii
import quopri
import re
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.header import decode_header
from itertools import pairwise

MOST_PARTS, DEEPEST = 50, 8
MOST_HEADERS = 300
_HEADER = re.compile(r"([!-9;-~]{1,100}):[ \t]*(.*)", re.DOTALL)
_BREAK = re.compile(rb"\r?\n")
_PARAMETER = re.compile(r';\s*([\w*-]{1,60})\s*=\s*(?:"([^"]*)"|([^\s;]+))')


@dataclass(frozen=True, slots=True)
class Header:
    """`raw` keeps the line breaks within; `value` is unfolded."""

    name: str
    raw: str
    line: int

    @property
    def value(self) -> str:
        return re.sub(r"\r?\n(?=[ \t])", "", self.raw).strip()

    @property
    def words(self) -> str:
        """Encoded words (RFC 2047) as what they say."""
        try:
            found = decode_header(self.value[:10_000])
            return "".join(
                part if isinstance(part, str) else part.decode(charset or "ascii", "replace")
                for part, charset in found
            )
        except (HeaderParseError, LookupError, ValueError):
            return self.value


@dataclass(slots=True)
class Part:
    """A message or a part of one; `line` is where its body begins."""

    headers: list[Header]
    body: bytes
    line: int
    parts: list[Part] = field(default_factory=list)

    def get(self, name: str) -> str:
        return next((one.value for one in self.headers if one.name == name), "")

    @property
    def content_type(self) -> str:
        found = re.match(r"[\w.+-]+/[\w.+-]+", self.get("content-type").lower())
        return found[0] if found else "text/plain"

    def parameter(self, name: str) -> str:
        for found in _PARAMETER.finditer(self.get("content-type")[:4000]):
            if found[1].lower() == name:
                return found[2] if found[2] is not None else found[3]
        return ""

    @property
    def encoding(self) -> str:
        return self.get("content-transfer-encoding").lower() or "7bit"

    @property
    def charset(self) -> str:
        return self.parameter("charset").lower() or "us-ascii"

    def text(self) -> tuple[str, str]:
        """The words of a part, and what is wrong with how they are written, or ""."""
        body, fault = self.body, ""
        if self.encoding == "quoted-printable":
            body = quopri.decodestring(body)
        elif self.encoding == "base64":
            try:
                body = binascii.a2b_base64(body)
            except binascii.Error as error:
                fault = f"not base64: {error}"
        try:
            return body.decode(self.charset), fault
        except (ValueError, LookupError) as error:
            kind = "not" if isinstance(error, UnicodeDecodeError) else "no such character set as"
            return body.decode("utf-8", "replace"), fault or f"{kind} {self.charset[:40]}"

    def walk(self) -> list[Part]:
        return [self, *(inner for part in self.parts for inner in part.walk())]


def message(data: bytes) -> Part:
    """The message with all its parts, as far as they are nested by people."""
    return _part(data, 1, 0, [0])


def _part(data: bytes, line: int, depth: int, count: list[int]) -> Part:
    count[0] += 1
    headers, body, body_line = _split(data, line)
    part = Part(headers, body, body_line)
    boundary = part.parameter("boundary").encode("ascii", "replace")
    if not part.content_type.startswith("multipart/") or not boundary or depth >= DEEPEST:
        return part
    # The break before a boundary belongs to it (RFC 2046, 5.1.1).
    mark = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary[:200]) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    found = list(mark.finditer(body))[: MOST_PARTS + 1]
    for one, other in pairwise(found):
        if one[1] or count[0] >= MOST_PARTS:
            break
        start = one.end() + (_BREAK.match(body, one.end()) or one).end() - one.end()
        start = max(start, one.end())
        inner = body_line + body.count(b"\n", 0, start)
        part.parts.append(_part(body[start : other.start()], inner, depth + 1, count))
    return part


def _split(data: bytes, line: int) -> tuple[list[Header], bytes, int]:
    """Headers up to the first empty line; bytes that are not ASCII stay, as characters."""
    if empty := re.match(rb"\r?\n", data):
        return [], data[empty.end() :], line + 1
    found = re.search(rb"\r?\n\r?\n", data)
    head = data[: found.start()] if found else data
    body = data[found.end() :] if found else b""
    headers: list[Header] = []
    for text in head.decode("latin-1").split("\n"):
        text = text.removesuffix("\r")  # noqa: PLW2901 - the same line without its end
        if text[:1] in {" ", "\t"} and headers:
            last = headers[-1]
            if len(last.raw) < 100_000:  # noqa: PLR2004 - no header is that long
                headers[-1] = Header(last.name, f"{last.raw}\n{text}", last.line)
        elif (one := _HEADER.fullmatch(text)) and len(headers) < MOST_HEADERS:
            headers.append(Header(one[1].lower(), one[2], line))
        line += 1
    return headers, body, line + 1
