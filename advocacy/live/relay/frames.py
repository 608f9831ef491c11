"""Frames on the wire, specified in docs/live-text.md: one byte of kind, then what the kind says."""

import enum
import json
from dataclasses import dataclass
from typing import Any


class Kind(enum.IntEnum):
    """The first byte of a frame."""

    SYNC = 0
    AWARENESS = 1
    ACKNOWLEDGEMENT = 100
    NOTICE = 101
    HELLO = 102
    TOKEN = 103


class Sync(enum.IntEnum):
    """The second byte of a sync frame."""

    STEP1 = 0
    STEP2 = 1
    UPDATE = 2


class BadFrame(ValueError):
    """Bytes that are no frame of ours."""


@dataclass(frozen=True, slots=True)
class Hello:
    """With what an editor introduces itself: the table of nodes and the epoch that it knows, and its client id.

    `since` is the number of the update up to which it has everything, if it knows one.
    """

    schema: int
    epoch: int
    client: int
    since: int | None = None


def varuint(number: int) -> bytes:
    """A number in groups of seven bits, the lowest first."""
    made = bytearray()
    while number > 127:
        made.append(128 | (number & 127))
        number >>= 7
    made.append(number)
    return bytes(made)


def read_varuint(data: bytes, at: int) -> tuple[int, int]:
    """The number at that place, and the place behind it."""
    number = shift = 0
    while True:
        if at >= len(data) or shift > 56:
            raise BadFrame("a number ends too early or is too large")
        byte = data[at]
        number |= (byte & 127) << shift
        at += 1
        if byte < 128:
            return number, at
        shift += 7


def sync(step: Sync, payload: bytes) -> bytes:
    """A sync frame."""
    return bytes((Kind.SYNC, step)) + varuint(len(payload)) + payload


def acknowledgement(count: int) -> bytes:
    """How many of the receiver's updates are kept for good."""
    return bytes((Kind.ACKNOWLEDGEMENT,)) + varuint(count)


def notice(code: str, **facts: Any) -> bytes:
    """Something that the receiver should know."""
    return bytes((Kind.NOTICE,)) + json.dumps({"code": code, **facts}).encode()


def read_sync(frame: bytes) -> tuple[Sync, bytes]:
    """The step and the payload of a sync frame."""
    if len(frame) < 2 or frame[1] > Sync.UPDATE:
        raise BadFrame("no step of a sync")
    length, at = read_varuint(frame, 2)
    if at + length != len(frame):
        raise BadFrame("the length is not that of the frame")
    return Sync(frame[1]), frame[at:]


def read_hello(frame: bytes) -> Hello:
    """How an editor introduces itself."""
    try:
        said = json.loads(frame[1:])
        hello = Hello(said["schema"], said["epoch"], said["client"], said.get("since"))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadFrame("no hello") from None
    numbers = (hello.schema, hello.epoch, hello.client, 0 if hello.since is None else hello.since)
    if not all(type(number) is int and 0 <= number < 1 << 53 for number in numbers):
        raise BadFrame("no hello")
    return hello


def read_awareness(frame: bytes) -> tuple[int, int, str]:
    """Client id, clock and state (JSON) of the one editor that an awareness frame tells about."""
    length, at = read_varuint(frame, 1)
    if at + length != len(frame):
        raise BadFrame("the length is not that of the frame")
    count, at = read_varuint(frame, at)
    if count != 1:
        raise BadFrame("an editor tells of itself alone")
    client, at = read_varuint(frame, at)
    clock, at = read_varuint(frame, at)
    size, at = read_varuint(frame, at)
    try:
        state = frame[at : at + size].decode()
        json.loads(state)
    except (ValueError, RecursionError):
        raise BadFrame("no state") from None
    if at + size != len(frame):
        raise BadFrame("something stands behind the state")
    return client, clock, state


def awareness(client: int, clock: int, state: str) -> bytes:
    """An awareness frame about one editor; the state "null" says that it has gone."""
    words = state.encode()
    body = varuint(1) + varuint(client) + varuint(clock) + varuint(len(words)) + words
    return bytes((Kind.AWARENESS,)) + varuint(len(body)) + body


def packed(frames: list[bytes]) -> bytes:
    """Frames one after the other, each after its length: the body of the way over HTTP."""
    return b"".join(varuint(len(frame)) + frame for frame in frames)


def unpacked(body: bytes) -> list[bytes]:
    """The frames of such a body."""
    frames, at = [], 0
    while at < len(body):
        length, at = read_varuint(body, at)
        if not length or at + length > len(body):
            raise BadFrame("a frame ends too early")
        frames.append(body[at : at + length])
        at += length
    return frames
