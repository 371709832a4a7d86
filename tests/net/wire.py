"""What servers put on the wire, well and badly, byte by byte."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
from collections.abc import Awaitable, Callable
from pathlib import Path

TEXT = b"the same words again and again " * 1000
DATE = b"Date: Mon, 23 Nov 2026 07:00:00 GMT\r\n"
Answer = Callable[[asyncio.StreamWriter, "dict[str, str]"], Awaitable[None]]
# Ends a connection by a reset rather than in order.
RESET = None


def reply(status: str, body: bytes = b"", *headers: str) -> Answer:
    """An answer in one piece."""

    async def answer(writer: asyncio.StreamWriter, _: dict[str, str]) -> None:
        port = str(writer.get_extra_info("sockname")[1])
        lines = "".join(f"{header}\r\n" for header in headers).replace("{port}", port).encode()
        length = f"Content-Length: {len(body)}\r\n".encode()
        writer.write(f"HTTP/1.1 {status}\r\n".encode() + DATE + lines + length + b"\r\n" + body)

    return answer


def raw(*pieces: bytes | float | None) -> Answer:
    """Bytes as they stand; a number is a pause in seconds, None (RESET) breaks the connection."""

    async def answer(writer: asyncio.StreamWriter, _: dict[str, str]) -> None:
        for piece in pieces:
            if isinstance(piece, bytes):
                writer.write(piece)
                await writer.drain()
            elif piece is None:
                await asyncio.sleep(0.02)  # what was written is under way
                connection: socket.socket = writer.get_extra_info("socket")
                linger = struct.pack("ii", 1, 0)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                writer.transport.abort()
            else:
                await asyncio.sleep(piece)

    return answer


def forever(piece: bytes, pause: float = 0.0, first: bytes = b"") -> Answer:
    """The same bytes again and again."""

    async def answer(writer: asyncio.StreamWriter, _: dict[str, str]) -> None:
        writer.write(first)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return answer


async def endless(writer: asyncio.StreamWriter, _: dict[str, str]) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        writer.write(bytes(65_536))
        await writer.drain()


async def endless_headers(writer: asyncio.StreamWriter, _: dict[str, str]) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-More: " + b"x" * 1000 + b"\r\n")
        await writer.drain()


def self_signed() -> ssl.SSLContext:
    """TLS with a certificate that nobody vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).parent.parent / "data" / "net" / "self-signed.pem")
    return context
