"""A WebSocket line that costs its listener next to nothing, so that a load measures the relay and not the load."""

import asyncio
import base64
import os
import time
from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit

BINARY, PING, PONG = 0x82, 0x89, 0x8A
Hear = Callable[["Line", bytes, float], None]
"""Is given the line, a message, and the second at which it had come."""


def masked(payload: bytes, kind: int = BINARY) -> bytes:
    """A whole message from a client (RFC 6455), masked with zeros."""
    size = len(payload)
    if size < 126:
        return bytes((kind, 0x80 | size)) + bytes(4) + payload
    if size < 1 << 16:
        return bytes((kind, 0xFE)) + size.to_bytes(2, "big") + bytes(4) + payload
    return bytes((kind, 0xFF)) + size.to_bytes(8, "big") + bytes(4) + payload


class Line(asyncio.Protocol):
    """One line; what comes is told to `hear`. Servers from npm and ours send whole messages that are not compressed."""

    transport: asyncio.Transport

    def __init__(self, hear: Hear) -> None:
        self._hear, self._come = hear, b""
        self._is_open = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        come = self._come + data if self._come else data
        if not self._is_open.done():
            head, end, come = come.partition(b"\r\n\r\n")
            if not end:
                self._come = head
                return
            if not head.startswith(b"HTTP/1.1 101 "):
                self._is_open.set_exception(ConnectionRefusedError(head[:80]))
                return
            self._is_open.set_result(None)
        at = 0
        while (found := _message(come, at)) is not None:
            kind, start, end = found
            if kind == BINARY:
                self._hear(self, come[start:end], now)
            elif kind == PING:
                self.transport.write(masked(come[start:end], PONG))
            at = end
        self._come = come[at:]

    def send(self, payload: bytes) -> None:
        """Send a message."""
        self.transport.write(masked(payload))

    async def opened(self, address: str) -> None:
        """Ask for a WebSocket, and wait for it."""
        to = urlsplit(address)
        key = base64.b64encode(os.urandom(16)).decode()
        asked = (
            f"GET {to.path}{'?' + to.query if to.query else ''} HTTP/1.1\r\nHost: {to.netloc}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        self.transport.write(asked.encode())
        await self._is_open


def _message(come: bytes, at: int) -> tuple[int, int, int] | None:
    """Kind of the message that begins there, and where its words begin and end; None if it has not come whole."""
    if len(come) - at < 2:
        return None
    size, start = come[at + 1], at + 2
    if size > 125:
        start += 2 if size == 126 else 8
        size = int.from_bytes(come[at + 2 : start], "big")
    end = start + size
    return (come[at], start, end) if len(come) >= max(end, start) else None


async def line_to(address: str, hear: Hear) -> Line:
    """A line to that address (ws://…)."""
    to = urlsplit(address)
    _, line = await asyncio.get_running_loop().create_connection(lambda: Line(hear), to.hostname, to.port)
    await line.opened(address)
    return line
