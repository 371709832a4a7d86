"""Bytes of a file, mail or page -> text, whatever they were saved as."""

from __future__ import annotations

import codecs
import re

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)=[\"']?([\w.:-]{2,40})", re.IGNORECASE
)
DECLARED_WITHIN = 4096
LOOKED_AT = 65_536
ASCII = 0x7F
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MANY_CONTROLS = 0.02
# Western text has its accents now and then; where more of it is beyond ASCII, cp1252 is wrong,
# but a short text says too little for another guess.
FOREIGN = 0.25
ENOUGH = 40  # bytes
TAGS = re.compile(rb"<[^<>]{0,1000}>")
# Of what is beyond ASCII; with more, the encoding is another than the declared one.
WRONG = 0.5
WIDE = ("utf-16", "utf-32")  # as codecs names them; feeds in ASCII say so, too


def decode(data: bytes, declared: str = "") -> str:
    """The text: by byte order mark, as UTF-8, as declared, else as it looks. Never raises."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if not declared.lower().startswith("iso-2022"):  # which is ASCII, and would pass for UTF-8
        try:
            return data.decode()
        except UnicodeDecodeError:
            pass
    return _as_declared(data, declared) or _as_it_looks(data)


def decode_page(data: bytes, declared: str = "") -> str:
    """The same for HTML and XML, which may name their encoding; what came over the wire wins."""
    found = DECLARED.search(data, 0, DECLARED_WITHIN)
    return decode(data, declared or (found[1].decode("ascii", "replace") if found else ""))


def is_binary(data: bytes) -> bool:
    """Whether this is no text: a NUL without a byte order mark, or too many control characters."""
    head = data[:LOOKED_AT]
    if data.startswith(tuple(mark for mark, _ in BOMS)):
        text = decode(head)
    elif b"\0" in data:
        return True
    else:
        text = head.decode("latin-1")
    return len(CONTROLS.findall(text)) > MANY_CONTROLS * len(text)


def _as_declared(data: bytes, declared: str) -> str:
    """Nothing where the encoding is unknown, or so much is wrong in it that it is another."""
    try:
        # Browsers, too, read Latin-1 as cp1252: its extra places are controls that nobody wrote.
        encoding = codecs.lookup(declared.strip()).name if declared else ""
        return _mended(data, "cp1252" if encoding in {"iso8859-1", "ascii"} else encoding)
    except (LookupError, ValueError, UnicodeError):  # unknown, "\0", or no text encoding
        return ""


def _mended(data: bytes, encoding: str) -> str:
    """The text with U+FFFD for what is wrong, unless that is most of what is beyond ASCII."""
    if encoding.startswith(WIDE) and b"\0" not in data[:DECLARED_WITHIN]:
        return ""
    text = data.decode(encoding, "replace")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return text if text.count("\ufffd") <= WRONG * beyond else ""


def _as_it_looks(data: bytes) -> str:
    mended = _mended(data, "utf-8")  # cut within a character, or put together from two sources
    if mended:
        return mended
    head = TAGS.sub(b" ", data[:LOOKED_AT])
    letters = len(b"".join(head.split()))
    if sum(byte > ASCII for byte in head) > max(FOREIGN * letters, ENOUGH):
        from charset_normalizer import from_bytes  # noqa: PLC0415 - rarely needed, 30 ms

        best = from_bytes(head).best()
        if best is not None:
            return data.decode(best.encoding, "replace")
    return data.decode("cp1252", "replace")
