"""How this installation speaks HTTP: the settings that the pages and the relay have in common."""

import asyncio
import socket
from collections.abc import Callable
from functools import partial
from typing import Any

import uvicorn

from advocacy.lines import Door
from advocacy.live.relay.wire import Line
from advocacy.live.rules import MAX_UPDATE
from advocacy.patience import Line as PatientLine

PATIENCE = 20
"""Seconds that a process may take to finish what it has begun."""


class Server(uvicorn.Server):
    """One ASGI application on the lines that come through its door, and on those that it opens itself."""

    def __init__(self, application: Any, door: Door, serve: Callable[[socket.socket], None] | None = None) -> None:
        self._door, self._to_house = door, serve
        self._made: set[asyncio.Task[Any]] = set()
        http: Any = partial(PatientLine, door=door)
        settings = uvicorn.Config(
            application,
            interface="asgi3",
            http=http,
            ws=Line,
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,  # who is believed about the reader's address is said in advocacy.web
            limit_concurrency=2_000,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=PATIENCE - 5,
            h11_max_incomplete_event_size=64_000,
            ws_max_size=MAX_UPDATE + 1_000,
            ws_per_message_deflate=False,
        )
        super().__init__(settings)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the door."""
        await super().startup(sockets)
        self._door.open(self._take, self._to_house)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the door, and finish what has begun."""
        self._door.close()
        await super().shutdown(sockets)

    def _take(self, line: socket.socket, come: bytes) -> None:
        state = {"server_state": self.server_state, "app_state": self.lifespan.state}
        protocol = partial(PatientLine, config=self.config, door=self._door, come=come, **state)
        opening = asyncio.get_running_loop().connect_accepted_socket(protocol, line)
        task = asyncio.ensure_future(opening)
        self._made.add(task)
        task.add_done_callback(self._taken)

    def _taken(self, task: "asyncio.Task[Any]") -> None:
        self._made.discard(task)
        if not task.cancelled():
            task.exception()  # a line that was cut on its way
