"""WebSocket lines without detours: what comes goes straight to its reader, what goes to fifty is framed once."""

from collections.abc import Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

LINE = "mawqif.line"
"""Where the scope of a WebSocket holds its Line."""


class Line(WebSocketsSansIOProtocol):
    """The protocol of uvicorn, to which the application may listen and write directly.

    Through `receive` each message costs a queue, a task and two calls of the system. `is_full` while more waits to be
    sent than the system takes at once.
    """

    _ear: Callable[[bytes], None] | None = None
    is_full = False

    async def run_asgi(self) -> None:
        scope: Any = self.scope
        scope[LINE] = self
        await super().run_asgi()

    def listen(self, ear: Callable[[bytes], None]) -> None:
        """Give every message to `ear` from now on, first those that wait; only the end still comes through `receive`.

        What is no binary message comes as an empty one.
        """
        waiting = [self.queue.get_nowait() for _ in range(self.queue.qsize())]
        self._ear = ear
        for message in waiting:
            if message["type"] == "websocket.receive":
                ear(message.get("bytes") or b"")
            else:
                self.queue.put_nowait(message)
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()

    def send_receive_event_to_app(self) -> None:
        if self._ear is None:
            super().send_receive_event_to_app()
            return
        data, self.frames = b"".join(self.frames), []
        if not self.close_sent:
            self._ear(data if self.curr_msg_data_type == "bytes" else b"")

    def pause_writing(self) -> None:
        self.is_full = True
        super().pause_writing()

    def resume_writing(self) -> None:
        self.is_full = False
        super().resume_writing()


def framed(payload: bytes) -> bytes:
    """A whole binary message from a server (RFC 6455, section 5.2: not masked, not fragmented)."""
    size = len(payload)
    if size < 126:
        return bytes((0x82, size)) + payload
    if size < 1 << 16:
        return b"\x82\x7e" + size.to_bytes(2, "big") + payload
    return b"\x82\x7f" + size.to_bytes(8, "big") + payload
