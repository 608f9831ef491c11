"""The same protocol where WebSockets are blocked: frames are posted, and come back as server-sent events."""

import asyncio
import base64
import gzip
from typing import Any
from urllib.parse import parse_qs

import brotli

from advocacy.live.relay import frames
from advocacy.live.relay.connections import Connection, Refused
from advocacy.live.relay.earlier import bring_late
from advocacy.live.relay.frames import BadFrame, Hello, Kind, Sync
from advocacy.live.relay.hub import Hub
from advocacy.live.relay.rooms import Room
from advocacy.live.relay.since import caught_up
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
    token = _token(text_id, scope)
    return token, await _mode(hub, token)


def _token(text_id: int, scope: Any) -> Token:
    """The token of this text that came with a request. Raises Refused."""
    header = dict(scope["headers"]).get(b"authorization", b"").decode("latin-1")
    try:
        token = read_token(header.removeprefix("Bearer "))
    except BadToken:
        raise Refused("token") from None
    if token.text_id != text_id:
        raise Refused("token")
    return token


async def _mode(hub: Hub, token: Token) -> Mode:
    mode = await hub.mode_of(token)
    if mode is None:
        raise Refused("revoked")
    return mode


async def _nothing() -> None:
    return None


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
    if hello.epoch < room.epoch:
        await bring_late(hub, visitor, hello, posted)
        return _answered(visitor, [])
    streams = [one for one in room.connections if one.client == hello.client and one.person == token.person_id]
    if not streams:
        room.admit(hello, visitor)
    elif hello.epoch != room.epoch:
        raise Refused("epoch")
    visitor.holds = streams[0].holds if streams else None
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
    return _answered(visitor, said)


def _answered(visitor: Connection, said: list[bytes]) -> tuple[int, bytes]:
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
    if not await caught_up(hub, room, connection, since) and since is not None:
        connection.send(frames.sync(Sync.UPDATE, room.doc.get_update()))
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


# --- GET state ------------------------------------------------------------------------------------------------------


async def serve_state(hub: Hub, text_id: int, scope: Any, receive: Receive, send: Send) -> None:
    """The whole document, as small as the browser can read it; a browser that has it already hears so.

    Who asks for `form=columns` gets them where they are ready, and goes on from their number.
    """
    if scope["method"] != "GET":
        await answer(send, 405)
        return
    headers = dict(scope["headers"])
    accepted = headers.get(b"accept-encoding", b"")
    wants_columns = b"br" in accepted and b"form=columns" in scope["query_string"]
    try:
        may = _mode(hub, _token(text_id, scope))
        ready = hub.packed(text_id) if wants_columns else _nothing()
        _, packed = await asyncio.gather(may, ready)  # both are asked of the pages at once
        room = None if packed else await hub.room(text_id)
    except Refused as refusal:
        await _refuse(send, refusal)
        return
    if packed:
        facts = {**_facts(packed.epoch, packed.number, packed.schema, "columns"), "x_live_form": "columns"}
    elif room:
        facts = _facts(room.epoch, room.seen, room.schema, "update")
    if headers.get(b"if-none-match", b"").decode("latin-1") == facts["etag"]:
        await answer(send, 304, b"", **facts)
    elif packed:
        await answer(send, 200, packed.data, content_encoding="br", **facts)
        hub.expect(text_id)
    elif room:
        coding, body = await _packed(room.doc.get_update(), accepted)
        await answer(send, 200, body, **({"content_encoding": coding} if coding else {}), **facts)
        if wants_columns:
            hub.tidy(room)


def _facts(epoch: int, number: int, schema: int, form: str) -> dict[str, str]:
    return {
        "etag": f'"{epoch}-{number}-{form}"',
        "cache_control": "private, no-cache",
        "vary": "Accept-Encoding, Authorization",
        "x_live_epoch": str(epoch),
        "x_live_number": str(number),
        "x_live_schema": str(schema),
    }


async def _packed(state: bytes, accepted: bytes) -> tuple[str, bytes]:
    """The state as small as the browser can read it."""
    if b"br" in accepted:
        small: bytes = await asyncio.to_thread(brotli.compress, state, quality=5)
        return "br", small
    if b"gzip" in accepted:
        return "gzip", await asyncio.to_thread(gzip.compress, state, 6, mtime=0)
    return "", state
