"""HTTP lines that wait for a request only so long: whoever opens thousands and says nothing must not fill the house."""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 60
"""How long the head of a request may take, from the opening of the line or from its first byte; 2G needs seconds."""


class Line(H11Protocol):
    """The protocol of uvicorn, which by itself bounds only the silence after an answer."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        super().handle_events()
        has_begun = bool(self.conn.trailing_data[0])
        # the silence after an answer is bounded already; once it is a WebSocket, its own protocol waits for its hello
        if self.conn.their_state is h11.IDLE and has_begun and self.transport.get_protocol() is self:
            self._wait()
        else:
            self._stop_waiting()

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
