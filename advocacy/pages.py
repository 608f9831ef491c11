"""The pages behind the ASGI server: every request is read whole before a thread is spent on it.

People upload over lines of some kilobytes a second. Were the application to read them as they come, eight of them would
hold all threads; so a body waits on the disk, and an answer waits in memory until its reader has taken it.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from tempfile import SpooledTemporaryFile
from typing import Any

from a2wsgi import WSGIMiddleware
from flask import Flask

from config import Config

THREADS = 8
IN_MEMORY = 500_000
"""Bytes of a body beyond which it waits on the disk."""
PIECE = 64_000
SILENCE_SECONDS = 120
"""How long a body may pause; then its sender has gone."""
_OF_PROXIES = {b"forwarded", b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"x-forwarded-port",
               b"x-forwarded-prefix", b"x-forwarded-by", b"x-real-ip"}  # fmt: skip

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


class Pages:
    """The Flask application as an ASGI application."""

    def __init__(self, app: Flask, config: Config) -> None:
        # without a bound on the queue a thread is free as soon as the answer is made, however slow its reader
        application: Any = app
        self._wsgi: Any = WSGIMiddleware(application, workers=THREADS, send_queue_size=0)
        self._most, self._trusts_proxies = config.max_request_bytes, bool(config.proxies)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        with SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            try:
                length = await self._read(dict(scope["headers"]), receive, body)
            except TimeoutError:
                await _late(send)
                return
            if length is not None:
                headers = self._cleaned(scope["headers"], length)
                await self._wsgi({**scope, "headers": headers}, _from_file(body), send)

    async def _read(self, headers: dict[bytes, bytes], receive: Receive, body: Any) -> int | None:
        """The length of the body; None when its sender has gone. Of what is too large only the length is taken."""
        announced = int(headers.get(b"content-length", b"0"))
        if announced > self._most:
            return announced
        length, more = 0, True
        while more and length <= self._most:
            message = await asyncio.wait_for(receive(), SILENCE_SECONDS)
            if message["type"] == "http.disconnect":
                return None
            length += len(message.get("body", b""))
            if length <= self._most:
                body.write(message.get("body", b""))
            more = message.get("more_body", False)
        body.seek(0)
        return length

    def _cleaned(self, headers: Headers, length: int) -> Headers:
        """What the application may believe: the length as it was counted, and no word of proxies that are not there.

        Names with an underscore would be taken for those with a hyphen.
        """
        dropped = {b"content-length", b"transfer-encoding"} | (set() if self._trusts_proxies else _OF_PROXIES)
        kept = [(name, value) for name, value in headers if name not in dropped and b"_" not in name]
        has_body = length > 0 or any(name == b"content-length" for name, _ in headers)
        return [*kept, (b"content-length", str(length).encode())] if has_body else kept


def _from_file(body: Any) -> Receive:
    """The body in pieces, for a thread that reads it."""

    async def receive() -> Message:
        piece = body.read(PIECE)
        return {"type": "http.request", "body": piece, "more_body": bool(piece)}

    return receive


async def _late(send: Send) -> None:
    headers = [(b"content-length", b"0"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 408, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
