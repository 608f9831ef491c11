"""The relay as an ASGI application: what stands behind `/live/`."""

import re
from typing import Any
from urllib.parse import parse_qs

from advocacy.live.relay.asking import Asking
from advocacy.live.relay.hub import Hub
from advocacy.live.relay.over_http import answer, serve_events, serve_state, serve_updates
from advocacy.live.relay.socket import Receive, Send, serve_socket
from advocacy.live.relay.wire import LINE

_PATH = re.compile(r"/live/(\d{1,18})(?:/(updates|events|state))?")


class Relay:
    """`hub` is started and stopped by whoever serves the application (`advocacy.serve`, or a test)."""

    def __init__(self, keeper: Asking) -> None:
        self.hub = Hub(keeper)

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        found = _PATH.fullmatch(scope["path"])
        if scope["type"] == "websocket":
            token = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
            text_id, way = (int(found[1]), found[2]) if found else (0, None)
            await serve_socket(self.hub, text_id if way is None else 0, token, receive, send, scope[LINE])
        elif found and found[2]:
            serve = {"updates": serve_updates, "events": serve_events, "state": serve_state}[found[2]]
            await serve(self.hub, int(found[1]), scope, receive, send)
        else:
            await answer(send, 404)
