"""HTTP lines that wait for a request only so long: whoever opens thousands and says nothing must not fill the house."""

import asyncio
from contextlib import suppress
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from advocacy.lines import Door

HEAD_SECONDS = 60
"""How long the head of a request may take, from the opening of the line or from its first byte; 2G needs seconds."""

LEAVING_SECONDS = 0.02
"""How long until somebody looks again whether the last answer has left."""


class Line(H11Protocol):
    """The protocol of uvicorn, which by itself bounds only the silence after an answer.

    A request that is for the process behind the `door` is passed through it together with the line. `come` is what a
    line has said that was passed to us.
    """

    _waiting: asyncio.TimerHandle | None = None

    def __init__(self, *facts: Any, door: Door | None = None, come: bytes = b"", **more: Any) -> None:
        super().__init__(*facts, **more)
        self._door, self._come = door, come

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._wait()
        if self._come:
            self.data_received(b"")

    def data_received(self, data: bytes) -> None:
        come, self._come = self._come, b""
        super().data_received(come + data)

    def _pass_on(self, door: Door, come: bytes) -> None:
        self.connections.discard(self)
        with suppress(OSError):  # too many wait: then this one is cut, and comes back
            door.pass_on(self.transport.get_extra_info("socket").fileno(), come)
        self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Go on with what has come, unless it is for the other process or cannot be told yet.

        A browser may ask anew as soon as it has the last byte of an answer, before we know that we have sent it.
        """
        if self.transport.is_closing() or self._is_for_others():
            return
        super().handle_events()
        has_begun = bool(self.conn.trailing_data[0])
        # the silence after an answer is bounded already; once it is a WebSocket, its own protocol waits for its hello
        if self.conn.their_state is h11.IDLE and has_begun and self.transport.get_protocol() is self:
            self._wait()
        else:
            self._stop_waiting()

    def _is_for_others(self) -> bool:
        """Whether the next request is passed on, or waits for its own beginning or the last answer's end."""
        come = bytes(self.conn.trailing_data[0])
        if not (self._door and come and self.conn.their_state is h11.IDLE):
            return False
        is_ours = self._door.is_ours(come)
        if is_ours:
            return False
        if is_ours is None:
            self._wait()
        elif self.transport.get_write_buffer_size():
            self.loop.call_later(LEAVING_SECONDS, self.handle_events)
        else:
            self._pass_on(self._door, come)
        return True

    def _wait(self) -> None:
        if self._waiting is None:
            self._waiting = self.loop.call_later(HEAD_SECONDS, self._hang_up)

    def _hang_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
