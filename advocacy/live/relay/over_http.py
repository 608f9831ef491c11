"""The same protocol where WebSockets are blocked: frames are posted, and come back as server-sent events."""

import asyncio
import base64
import gzip
from typing import Any
from urllib.parse import parse_qs

import brotli

from advocacy.live import document
from advocacy.live.relay import frames
from advocacy.live.relay.connections import Connection, Refused
from advocacy.live.relay.frames import BadFrame, Hello, Kind, Sync
from advocacy.live.relay.hub import Hub
from advocacy.live.relay.rooms import Room
from advocacy.live.relay.socket import Receive, Send, take
from advocacy.live.rules import Mode
from advocacy.live.tokens import BadToken, Token, read_token

MAX_BODY = 4_000_000
KEPT_SECONDS = 30
BREATH_SECONDS = 15
"""How often a silent stream says that it lives: proxies cut what says nothing."""
_STATUS = {"token": 401, "revoked": 403, "read_only": 403, "suggest_only": 403, "gone": 404, "undecodable": 400}


async def answer(send: Send, status: int, body: bytes = b"", **more: str) -> None:
    """Answer a request with a whole body."""
    headers = [
        (b"content-type", b"application/octet-stream"),
        (b"content-length", str(len(body)).encode()),
        *_extra(more),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _extra(more: dict[str, str]) -> list[tuple[bytes, bytes]]:
    always = {"cache-control": "no-store", "x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}
    named = {name.replace("_", "-"): value for name, value in more.items()}
    return [(name.encode(), value.encode()) for name, value in {**always, **named}.items()]


async def _refuse(send: Send, refusal: Refused) -> None:
    await answer(send, _STATUS.get(refusal.code, 409), frames.packed([frames.notice(refusal.code)]))


async def _bearer(hub: Hub, text_id: int, scope: Any) -> tuple[Token, Mode]:
    """Who asks, and what they may do. Raises Refused."""
    header = dict(scope["headers"]).get(b"authorization", b"").decode("latin-1")
    try:
        token = read_token(header.removeprefix("Bearer "))
    except BadToken:
        raise Refused("token") from None
    if token.text_id != text_id:
        raise Refused("token")
    mode = await hub.mode_of(token)
    if mode is None:
        raise Refused("revoked")
    return token, mode


# --- POST updates ---------------------------------------------------------------------------------------------------


async def serve_updates(hub: Hub, text_id: int, scope: Any, receive: Receive, send: Send) -> None:
    """Take frames, and answer when the database has kept them."""
    if scope["method"] != "POST":
        await answer(send, 405)
        return
    try:
        token, mode = await _bearer(hub, text_id, scope)
        hello, *posted = frames.unpacked(await _body(receive))
        if hello[0] != Kind.HELLO:
            raise Refused("hello")
        said = await _exchanged(hub, token, mode, frames.read_hello(hello), posted)
    except (BadFrame, ValueError):
        await _refuse(send, Refused("undecodable"))
    except Refused as refusal:
        await _refuse(send, refusal)
    else:
        status, body = said
        await answer(send, status, body)


async def _body(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise BadFrame("the line was cut")
        body += bytes(message.get("body", b""))
        if len(body) > MAX_BODY:
            raise Refused("too_large")
        if not message.get("more_body"):
            return body


async def _exchanged(hub: Hub, token: Token, mode: Mode, hello: Hello, posted: list[bytes]) -> tuple[int, bytes]:
    """The status and the frames of the answer."""
    room = await hub.room(token.text_id)
    visitor = Connection(token, mode, hello.client, hub.now)
    visitor.allowance = hub.allowance_of(token.person_id)
    streams = [one for one in room.connections if one.client == hello.client and one.person == token.person_id]
    if not streams:
        room.admit(hello, visitor)
    elif hello.epoch != room.epoch:
        raise Refused("epoch")
    said: list[bytes] = []
    try:
        take(hub, room, visitor, posted)
        for stream in streams:
            stream.presence = visitor.presence or stream.presence
        await asyncio.wait_for(_kept(visitor, said), KEPT_SECONDS)
    except TimeoutError:
        visitor.cut(Refused("resync"))
    finally:
        if not streams:
            hub.leave(room, visitor)
    said += visitor.rest()
    status = 200 if visitor.closing is None else _STATUS.get(visitor.closing.code, 409)
    return status, frames.packed(said)


async def _kept(visitor: Connection, said: list[bytes]) -> None:
    while not visitor.all_kept and not visitor.closing:
        said += await visitor.news()


# --- GET events -----------------------------------------------------------------------------------------------------


async def serve_events(hub: Hub, text_id: int, scope: Any, receive: Receive, send: Send) -> None:
    """Stream what happens in the text, from an update number on."""
    try:
        token, mode = await _bearer(hub, text_id, scope)
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        schema, epoch, client = (int(asked.get(name, ["-1"])[0]) for name in ("schema", "epoch", "client"))
        since = int(asked["since"][0]) if "since" in asked else None
        room, connection = await hub.join(token, mode, Hello(schema, epoch, client))
    except ValueError:
        await _refuse(send, Refused("undecodable"))
        return
    except Refused as refusal:
        await _refuse(send, refusal)
        return
    gone = asyncio.create_task(_gone(receive))
    try:
        await _stream(hub, room, connection, since, send, gone)
    finally:
        gone.cancel()
        hub.leave(room, connection)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _stream(
    hub: Hub, room: Room, connection: Connection, since: int | None, send: Send, gone: "asyncio.Task[None]"
) -> None:
    headers = [(b"content-type", b"text/event-stream"), (b"x-accel-buffering", b"no"), *_extra({})]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    room.welcome(connection)
    if since is not None and since < room.seen:
        await _catch_up(hub, room, connection, since)
    while not gone.done():
        news = asyncio.create_task(connection.news())
        await asyncio.wait({news, gone}, timeout=BREATH_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        said = news.result() if news.done() else []
        news.cancel()
        events = [f"id: {room.seen}\ndata: {base64.b64encode(frame).decode()}\n\n" for frame in said]
        body = ("".join(events) or ":\n\n").encode()
        await send({"type": "http.response.body", "body": body, "more_body": not connection.closing})
        if connection.closing:
            return


async def _catch_up(hub: Hub, room: Room, connection: Connection, since: int) -> None:
    try:
        missed = await hub.ask("updates", room.text_id, room.epoch, since)
    except Refused as refusal:
        connection.cut(refusal)
    else:
        if missed:
            connection.send(frames.sync(Sync.UPDATE, document.merged(missed)))


# --- GET state ------------------------------------------------------------------------------------------------------


async def serve_state(hub: Hub, text_id: int, scope: Any, receive: Receive, send: Send) -> None:
    """The whole document as one update, packed; a browser that has it already hears so."""
    if scope["method"] != "GET":
        await answer(send, 405)
        return
    try:
        await _bearer(hub, text_id, scope)
        room = await hub.room(text_id)
    except Refused as refusal:
        await _refuse(send, refusal)
        return
    headers = dict(scope["headers"])
    facts = {
        "etag": f'"{room.epoch}-{room.seen}"',
        "cache_control": "private, no-cache",
        "vary": "Accept-Encoding, Authorization",
        "x_live_epoch": str(room.epoch),
        "x_live_number": str(room.seen),
        "x_live_schema": str(room.schema),
    }
    if headers.get(b"if-none-match", b"").decode("latin-1") == facts["etag"]:
        await answer(send, 304, b"", **facts)
        return
    coding, body = await _packed(room.doc.get_update(), headers.get(b"accept-encoding", b""))
    if coding:
        facts["content_encoding"] = coding
    await answer(send, 200, body, **facts)


async def _packed(state: bytes, accepted: bytes) -> tuple[str, bytes]:
    """The state as small as the browser can read it."""
    if b"br" in accepted:
        small: bytes = await asyncio.to_thread(brotli.compress, state, quality=5)
        return "br", small
    if b"gzip" in accepted:
        return "gzip", await asyncio.to_thread(gzip.compress, state, 6, mtime=0)
    return "", state
