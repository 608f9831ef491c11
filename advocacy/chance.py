"""Randomness, passed in from outside, so that tests can repeat what happened."""

import hashlib
import secrets
from typing import Protocol

from advocacy import outside

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters and digits that are not mistaken for one another when read out over a telephone."""


class Chance(Protocol):
    """A source of unpredictable bytes."""

    def bytes(self, count: int) -> bytes: ...


class SystemChance:
    """The operating system's generator."""

    def bytes(self, count: int) -> bytes:
        return secrets.token_bytes(count)


class SeededChance:
    """The same bytes in the same order for the same seed; never outside tests."""

    def __init__(self, seed: str) -> None:
        self._seed, self._turn = seed, 0

    def bytes(self, count: int) -> bytes:
        out = b""
        while len(out) < count:
            self._turn += 1
            out += hashlib.sha256(f"{self._seed}:{self._turn}".encode()).digest()
        return out[:count]


def token() -> str:
    """A secret of 160 bits for a link, in 32 letters that survive every mail client."""
    return code(32)


def code(length: int) -> str:
    """A code of `length` letters of CODE_ALPHABET (nearly 5 bits each)."""
    letters: list[str] = []
    limit = 256 - 256 % len(CODE_ALPHABET)
    while len(letters) < length:
        letters += [CODE_ALPHABET[b % len(CODE_ALPHABET)] for b in some_bytes(length) if b < limit]
    return "".join(letters[:length])


def some_bytes(count: int) -> bytes:
    """Unpredictable bytes."""
    return outside.current().chance.bytes(count)


def block_id() -> str:
    """A lasting id for a new block of a text."""
    return "b" + code(9).lower()
