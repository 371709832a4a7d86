"""Content-Encoding, decoded in steps: a bomb is found out at the limit, not in memory."""

from __future__ import annotations

import zlib

GZIP, ZLIB, RAW = 31, 15, -15  # zlib's names for its framings, as window sizes
GZIP_MAGIC = b"\x1f\x8b"
DEFLATED = 8  # the method in the low half of a zlib header's first byte
# Servers that join compressed parts send a few members; a body of 20-byte members is an attack.
MEMBERS = 64


class UndecodableError(Exception):
    """Why a body cannot be had, for people."""


class Decoder:
    """Takes a body's chunks as they come and gives its bytes, at most `limit` of them.

    One encoding, of those we ask for: gzip or deflate. Methods raise UndecodableError.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        self._name = encoding.strip().lower().removeprefix("x-")
        if self._name not in {"", "identity", "gzip", "deflate"}:
            raise UndecodableError(f"came in an encoding that was not asked for ({encoding[:40]})")
        self._limit = self._left = limit
        self._inflater: zlib._Decompress | None = None
        self._members = 0

    def feed(self, chunk: bytes) -> bytes:
        """What this chunk decodes to."""
        if self._name in {"", "identity"}:
            return self._counted(chunk)
        pieces = []
        try:
            while chunk:
                inflater = self._inflater_for(chunk)
                if inflater is None:
                    break
                pieces.append(self._counted(inflater.decompress(chunk, self._left + 1)))
                chunk = inflater.unused_data
        except zlib.error as error:
            raise UndecodableError(f"is not {self._name} as it says") from error
        return b"".join(pieces)

    def finish(self) -> None:
        """Say that the body is over: a stream that is not at its own end broke off."""
        if self._inflater is not None and not self._inflater.eof:
            raise UndecodableError("broke off before its end")

    def _inflater_for(self, chunk: bytes) -> zlib._Decompress | None:
        """The one at work, a new one at the start and for each further gzip member."""
        if self._inflater is not None and not self._inflater.eof:
            return self._inflater
        if self._inflater is not None and not (
            self._name == "gzip" and chunk.startswith(GZIP_MAGIC)
        ):
            return None  # padding behind the end
        self._members += 1
        if self._members > MEMBERS:
            raise UndecodableError(f"is compressed in more than {MEMBERS} parts")
        self._inflater = zlib.decompressobj(self._framing(chunk))
        return self._inflater

    def _framing(self, chunk: bytes) -> int:
        """`deflate` means zlib's framing, but some servers send the bare stream."""
        if self._name == "gzip":
            return GZIP
        return ZLIB if chunk[0] & 0x0F == DEFLATED else RAW

    def _counted(self, data: bytes) -> bytes:
        self._left -= len(data)
        if self._left < 0:
            raise UndecodableError(f"is larger than {_megabytes(self._limit)}")
        return data


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:g} MB"
