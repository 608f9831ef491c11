"""WebSocket lines that take the same bytes: a frame for fifty editors is put together once and written fifty times."""

from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

TRANSPORT = "mawqif.transport"


class Line(WebSocketsSansIOProtocol):
    """The protocol of uvicorn, which tells the application over which transport it speaks."""

    async def run_asgi(self) -> None:
        scope: Any = self.scope
        scope[TRANSPORT] = self.transport
        await super().run_asgi()


def framed(payload: bytes) -> bytes:
    """A whole binary message from a server (RFC 6455, section 5.2: not masked, not fragmented)."""
    size = len(payload)
    if size < 126:
        return bytes((0x82, size)) + payload
    if size < 1 << 16:
        return b"\x82\x7e" + size.to_bytes(2, "big") + payload
    return b"\x82\x7f" + size.to_bytes(8, "big") + payload
