"""One editor over a WebSocket."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from contextlib import suppress
from typing import Any

from advocacy.live.document import FAN
from advocacy.live.relay.connections import Connection, Refused
from advocacy.live.relay.frames import BadFrame, Hello, Kind, Sync, notice, read_hello
from advocacy.live.relay.hub import WEIGHT, Hub
from advocacy.live.relay.rooms import Room
from advocacy.live.relay.since import caught_up
from advocacy.live.relay.wire import Line
from advocacy.live.rules import Mode
from advocacy.live.tokens import BadToken, Token, read_token

log = logging.getLogger("mawqif.live")
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
_UPDATE = bytes((Kind.SYNC, Sync.UPDATE))
SMALL = 1_000
"""Bytes of an update from which on it is taken alone."""
FRESH_SECONDS = 2
"""How old an answer of the policy may be when a line begins; those that are open are asked about every five."""
HELLO_SECONDS = 15
"""How long a line may stay silent before it introduces itself."""


async def serve_socket(hub: Hub, text_id: int, signed: str, receive: Receive, send: Send, line: Line) -> None:
    """Serve one line until it is cut from either side."""
    await receive()  # websocket.connect
    await send({"type": "websocket.accept"})
    try:
        token = _token(text_id, signed)
        asked, since = _ahead(hub, token), hub.now()
        hello = await _hello(receive)
        mode = await (asked if hub.now() - since < FRESH_SECONDS else hub.mode_of(token))
        if mode is None:
            raise Refused("revoked")
        room, connection = await hub.join(token, mode, hello, line)
    except Refused as refusal:
        await _refuse(send, refusal)
        return
    except BadFrame:
        await _refuse(send, Refused("undecodable", 1007))
        return
    try:
        room.welcome(connection)
        await caught_up(hub, room, connection, hello.since)  # what comes meanwhile waits to be listened to
        await _relayed(hub, room, connection, receive, send, line)
    finally:
        hub.leave(room, connection)


async def _relayed(hub: Hub, room: Room, connection: Connection, receive: Receive, send: Send, line: Line) -> None:
    """Listen and write until the line is cut from either side."""
    writer = asyncio.create_task(_write(connection, send))
    gone = asyncio.create_task(_gone(receive))
    try:
        line.listen(lambda frames: take(hub, room, connection, frames))
        await asyncio.wait({writer, gone}, return_when=asyncio.FIRST_COMPLETED)
        if connection.closing:
            await asyncio.wait({writer}, timeout=5)
    finally:
        for task in (gone, writer):
            task.cancel()
        await asyncio.gather(gone, writer, return_exceptions=True)


def _token(text_id: int, signed: str) -> Token:
    """The token of this text. Raises Refused."""
    try:
        token = read_token(signed)
    except BadToken:
        raise Refused("token") from None
    if token.text_id != text_id:
        raise Refused("token")
    return token


def _ahead(hub: Hub, token: Token) -> "asyncio.Future[Mode | None]":
    """Ask the policy while the hello is on its way: a page opens its line before it has the text."""
    asked = asyncio.ensure_future(hub.mode_of(token))
    asked.add_done_callback(lambda done: done.cancelled() or done.exception())  # nobody may wait for it in the end
    return asked


async def _hello(receive: Receive) -> Hello:
    """The hello that must come first. Raises Refused and BadFrame."""
    try:
        message = await asyncio.wait_for(receive(), HELLO_SECONDS)
    except TimeoutError:
        raise Refused("hello") from None
    frame = message.get("bytes") or b""
    if not frame or frame[0] != Kind.HELLO:
        raise Refused("hello")
    return read_hello(frame)


async def _refuse(send: Send, refusal: Refused) -> None:
    await _quietly(send, {"type": "websocket.send", "bytes": notice(refusal.code)})
    await _quietly(send, {"type": "websocket.close", "code": refusal.close, "reason": refusal.code})


async def _quietly(send: Send, message: Message) -> None:
    """Send to a line that may be gone already."""
    with suppress(Exception):
        await send(message)


async def _write(connection: Connection, send: Send) -> None:
    while True:
        for frame in await connection.news():
            await send({"type": "websocket.send", "bytes": frame})
        if connection.closing:
            await send({"type": "websocket.close", "code": connection.closing.close, "reason": connection.closing.code})
            return


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] == "websocket.receive":
        pass


def take(hub: Hub, room: Room, connection: Connection, frames: Sequence[bytes]) -> None:
    """Take frames; whatever is wrong with one cuts its sender off and nobody else.

    Small updates that come together are taken together.
    """
    together: list[bytes] = []
    for frame in frames:
        if connection.closing:
            return
        if not connection.allowance.spend(len(frame)):
            connection.cut(Refused("too_many"))
        elif frame.startswith(_UPDATE) and len(frame) < SMALL:
            together.append(frame)
            if len(together) == FAN:
                _take(hub, room, connection, together)
                together = []
        else:
            _take(hub, room, connection, together)
            together = []
            _take(hub, room, connection, [frame])
    _take(hub, room, connection, together)


def _take(hub: Hub, room: Room, connection: Connection, frames: list[bytes]) -> None:
    """Take one frame, or updates that came together."""
    if connection.closing or not frames:
        return
    frame = frames[0]
    try:
        if len(frames) > 1:
            room.sync_together(frames, connection)
            return
        match frame[:1]:
            case b"\x00":
                room.sync(frame, connection)
            case b"\x01":
                room.aware(frame, connection)
            case b"\x67":
                _renew(hub, connection, frame[1:])
            case _:
                raise Refused("undecodable", 1007)
    except BadFrame:
        connection.cut(Refused("undecodable", 1007))
    except Refused as refusal:
        connection.cut(refusal)
        if refusal.code == "broken":
            hub.lost(room)
    except Exception:
        log.exception("a frame that should have been refused")
        connection.cut(Refused("undecodable", 1007))


def _renew(hub: Hub, connection: Connection, signed: bytes) -> None:
    """Take a new token before the old one ends, as soon as the policy has been asked."""
    if connection.renewing and not connection.renewing.done():
        raise Refused("too_many")
    try:
        token = read_token(signed.decode("ascii", "replace"))
    except BadToken:
        raise Refused("token") from None
    if (token.text_id, token.person_id) != (connection.token.text_id, connection.person):
        raise Refused("token")
    connection.renewing = asyncio.ensure_future(_renewed(hub, connection, token))


async def _renewed(hub: Hub, connection: Connection, token: Token) -> None:
    try:
        mode = await hub.mode_of(token)
    except Refused as refusal:
        connection.cut(refusal)
        return
    if mode is None or WEIGHT[mode] < WEIGHT[connection.mode]:
        connection.cut(Refused("revoked"))
    else:
        connection.token = token
