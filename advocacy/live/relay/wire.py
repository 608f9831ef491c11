"""WebSocket lines without detours: what comes goes straight to its reader, what goes to fifty is framed once."""

import os
from asyncio.transports import BaseTransport
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

LINE = "mawqif.line"
"""Where the scope of a WebSocket holds its Line."""


Ear = Callable[[list[bytes]], None]
"""Whoever listens to a line: is given the messages that have come together, in their order."""
_BINARY, _PING, _PONG = 0x82, 0x89, 0x8A
_PLAIN = (_BINARY, _PING, _PONG)


class Line(WebSocketsSansIOProtocol):
    """The protocol of uvicorn, to which the application may listen and write directly.

    Through `receive` each message costs a queue, a task and two calls of the system, and half as much again in a parser
    that knows everything. Here what editors send all day is read directly: binary messages in one frame. From the first
    that is anything else, but for ping and pong, the line is that parser's for good, and is no longer `_is_plain`.
    """

    _ear: Ear | None = None
    _file: int | None = None
    _is_plain = True

    def __init__(self, *facts: Any, **more: Any) -> None:
        super().__init__(*facts, **more)
        self._come = bytearray()

    async def run_asgi(self) -> None:
        scope: Any = self.scope
        scope[LINE] = self
        await super().run_asgi()

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        if transport.get_extra_info("ssl_object") is None:
            self._file = transport.get_extra_info("socket").fileno()

    def write(self, data: bytes, most: int) -> bool:
        """Send bytes; False, and nothing is sent, when more than `most` bytes wait already.

        They go to the system itself, as long as it takes them all: a detour through the transport costs twice as much.
        """
        transport = self.transport
        if transport.is_closing():  # its file may be another line's by now
            return True
        if waiting := transport.get_write_buffer_size():
            if waiting > most:
                return False
        elif self._file is not None:
            try:
                taken = os.write(self._file, data)
            except OSError:  # it takes nothing now, or it is broken: the transport finds out
                taken = 0
            if taken == len(data):
                return True
            data = data[taken:]
        transport.write(data)
        return True

    def listen(self, ear: Ear) -> None:
        """Give every message to `ear` from now on, first those that wait; only the end still comes through `receive`.

        What is no binary message comes as an empty one.
        """
        waiting = [self.queue.get_nowait() for _ in range(self.queue.qsize())]
        self._ear = ear
        early = [message.get("bytes") or b"" for message in waiting if message["type"] == "websocket.receive"]
        for message in waiting:
            if message["type"] != "websocket.receive":
                self.queue.put_nowait(message)
        if early:
            ear(early)
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()

    def data_received(self, data: bytes) -> None:
        if not self.handshake_initiated or not self._is_plain:
            super().data_received(data)
            return
        self._come += data
        at, messages = 0, list[bytes]()
        try:
            while not self.close_sent and (words := _words(self._come, at, self.config.ws_max_size)) is not None:
                if self._come[at] == _BINARY:
                    messages.append(_unmasked(self._come, words))
                else:
                    self._hear(messages)
                    messages = []
                    super().data_received(bytes(self._come[at : words.stop]))
                at = words.stop
        except _Unusual:
            self._is_plain = False
        self._hear(messages)
        del self._come[:at]
        if self.close_sent or self.conn.state is State.CLOSED or not self._is_plain:
            self._is_plain = False
            super().data_received(bytes(self._come))
            self._come.clear()

    def send_receive_event_to_app(self) -> None:
        message, self.frames = b"".join(self.frames), []
        if not self.close_sent:
            self._hear([message if self.curr_msg_data_type == "bytes" else b""])

    def _hear(self, messages: list[bytes]) -> None:
        """Messages that have come."""
        if self._ear is not None:
            if messages:
                self._ear(messages)
            return
        for message in messages:
            self.queue.put_nowait({"type": "websocket.receive", "bytes": message})
        if messages and not self.read_paused:
            self.read_paused = True
            self.transport.pause_reading()


def framed(payload: bytes) -> bytes:
    """A whole binary message from a server (RFC 6455, section 5.2: not masked, not fragmented)."""
    size = len(payload)
    if size < 126:
        return bytes((0x82, size)) + payload
    if size < 1 << 16:
        return b"\x82\x7e" + size.to_bytes(2, "big") + payload
    return b"\x82\x7f" + size.to_bytes(8, "big") + payload


class _Unusual(Exception):
    """A frame that is not read here."""


def _words(data: bytearray, at: int, most: int) -> range | None:
    """Where the words of the frame that begins there are; None if it has not come whole. Raises _Unusual."""
    come = len(data) - at
    if (come and data[at] not in _PLAIN) or (come > 1 and data[at + 1] < 128):
        raise _Unusual
    if come < 6:
        return None
    size = data[at + 1] & 127
    start = at + 6
    if size > 125:
        start += 2 if size == 126 else 8
        size = int.from_bytes(data[at + 2 : start - 4], "big")
    if size > most:
        raise _Unusual
    return range(start, start + size) if come >= start - at + size else None


def _unmasked(data: bytearray, words: range) -> bytes:
    start, end, size = words.start, words.stop, len(words)
    mask = data[start - 4 : start] * (size // 4 + 1)
    return (int.from_bytes(data[start:end], "big") ^ int.from_bytes(mask[:size], "big")).to_bytes(size, "big")
