"""What is asked for and what comes back, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from papers.edition import Letter
from papers.seal.face import Drawn
from papers.seal.keys import Key


@dataclass(frozen=True, slots=True)
class Wanted:
    """One package: a letter, and the names (in `Order.documents`) of what is joined behind it, the statement first.

    `id` is the caller's own and stands in no file. `seal_name` is what a reader program shows for the seal's field, in
    the language of the letter.
    """

    id: str
    letter: Letter
    documents: tuple[str, ...]
    seal_name: str = ""


@dataclass(frozen=True, slots=True)
class Seal:
    """How the packages are sealed. `at` is UTC and stands in the file, `reason` says why.

    `faces` are what the seal shows in the place that a statement keeps for it, by the name of the statement.
    """

    key: Key
    at: datetime
    reason: str
    faces: Mapping[str, Drawn] = field(default_factory=dict)


Sealing = tuple[bytes, datetime, str, Drawn | None]
"""Key in PEM, time, reason and face: what of a `Seal` travels into another process."""


@dataclass(frozen=True, slots=True)
class Order:
    """All packages of one dispatch. `documents` are unsealed PDFs of ours by name; without a `seal` none is sealed."""

    wanted: Sequence[Wanted]
    documents: Mapping[str, bytes]
    seal: Seal | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A finished package; `kept` when it was read from the store instead of made."""

    id: str
    pdf: bytes
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """A package that could not be made; the others are not held up.

    `code` is "too_slow", "too_big" or "broke" (`papers.bounded.OutOfBounds`), or that of the `BadPaper` which refused.
    """

    id: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an order is: packages made or failed, of all; `stage` is "kept", "made" or "failed", for the last one."""

    done: int
    total: int
    stage: str


class Store(Protocol):
    """Where finished packages are kept under the digest of all that they are made of."""

    def get(self, key: str) -> bytes | None:
        """What was put under the key, whole; None when nothing is there (any more)."""

    def put(self, key: str, pdf: bytes) -> None:
        """Keep it. A store may forget at any time."""
