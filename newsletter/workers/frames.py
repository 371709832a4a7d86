"""Messages between a process and its children: a length, then so many bytes."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket

LENGTH = struct.Struct(">Q")
RECEIVED_AT_ONCE = 1 << 20


def send(end: socket.socket, message: bytes) -> None:
    """Returns when all of it was taken; OSError when nobody is there any more."""
    end.sendall(LENGTH.pack(len(message)))
    end.sendall(message)


def received(end: socket.socket) -> bytes | None:
    """One message, or None when the other end is gone."""
    head = _exactly(end, LENGTH.size)
    return None if head is None else _exactly(end, LENGTH.unpack(head)[0])


def _exactly(end: socket.socket, size: int) -> bytes | None:
    pieces = bytearray()
    while len(pieces) < size:
        piece = end.recv(min(size - len(pieces), RECEIVED_AT_ONCE))
        if not piece:
            return None
        pieces += piece
    return bytes(pieces)
