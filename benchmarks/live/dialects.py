"""How the servers are spoken to: the same Yjs updates, wrapped as each wants them."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from advocacy.live.relay.frames import Kind, Sync, sync, varuint

NAME = "paper"


def _string(words: str) -> bytes:
    return varuint(len(words.encode())) + words.encode()


@dataclass(frozen=True)
class Dialect:
    """`greeting` is what a client sends first, `wrap` puts a sync frame into a message and `unwrap` takes it out.

    `tells_what_is_kept` when the server acknowledges what is on the disk; the others acknowledge nothing, or what is in
    their memory.
    """

    path: str
    greeting: Callable[..., list[bytes]]
    wrap: Callable[[bytes], bytes]
    unwrap: Callable[[bytes], bytes]
    tells_what_is_kept: bool = False


def _hello(client: int, **more: int) -> list[bytes]:
    return [bytes((Kind.HELLO,)) + json.dumps({"schema": 1, "epoch": 1, "client": client, **more}).encode()]


def _same(frame: bytes) -> bytes:
    return frame


_PREFIX = _string(NAME)


def _authentication(_client: int) -> list[bytes]:
    return [_PREFIX + b"\x02\x00" + _string("secret")]


def _wrapped(frame: bytes) -> bytes:
    return _PREFIX + frame


def _unwrapped(message: bytes) -> bytes:
    return message[len(_PREFIX) :]


def ours(path: str) -> Dialect:
    """Our own relay; the path holds the token."""
    return Dialect(path, _hello, _same, _same, tells_what_is_kept=True)


Y_WEBSOCKET = Dialect(f"/{NAME}?token=secret", lambda _client: [], _same, _same)
HOCUSPOCUS = Dialect("/", _authentication, _wrapped, _unwrapped)
STEP1 = sync(Sync.STEP1, b"\x00")
