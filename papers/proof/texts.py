"""Proofs as text: hashes in base64, one a line, below a line that says what they prove.

An inclusion proof is written as c2sp.org/tlog-proof says, with the checkpoint that it leads to. For a consistency
proof alone there is no such agreement: ours begins with the two sizes, `old` and `new`.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from papers.proof.note import BadNote, plain_base64

MAGIC = "c2sp.org/tlog-proof@v1"
MOST = 63
"""Hashes in a proof, as many as a tree can be high."""


@dataclass(frozen=True, slots=True)
class Inclusion:
    """The leaf at `index` (from 0) stands in the tree of the checkpoint, a signed note."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: str


@dataclass(frozen=True, slots=True)
class Consistency:
    """The tree of `old` entries begins the tree of `new`."""

    old: int
    new: int
    path: tuple[bytes, ...]


def write_inclusion(proof: Inclusion) -> str:
    return f"{MAGIC}\nindex {proof.index}\n{_hashes(proof.path)}\n{proof.checkpoint}"


def read_inclusion(words: str) -> Inclusion:
    """Read what `write_inclusion` wrote; BadNote for anything else. A line `extra` is passed over."""
    above, gap, checkpoint = words.partition("\n\n")
    magic, *lines = above.split("\n")
    if magic != MAGIC or not gap:
        raise BadNote(f"This is no inclusion proof: it begins with {MAGIC} and ends with a checkpoint.")
    lines = lines[1:] if lines and lines[0].startswith("extra ") else lines
    return Inclusion(_number("index", lines[:1]), _path(lines[1:]), checkpoint)


def write_consistency(proof: Consistency) -> str:
    return f"old {proof.old}\nnew {proof.new}\n{_hashes(proof.path)}"


def read_consistency(words: str) -> Consistency:
    """Read what `write_consistency` wrote; BadNote for anything else."""
    lines = words.removesuffix("\n").split("\n")
    return Consistency(_number("old", lines[:1]), _number("new", lines[1:2]), _path(lines[2:]))


def _hashes(path: Sequence[bytes]) -> str:
    return "".join(f"{base64.b64encode(node).decode()}\n" for node in path)


def _number(name: str, lines: Sequence[str]) -> int:
    found = re.fullmatch(rf"{name} (0|[1-9][0-9]{{0,17}})", lines[0]) if lines else None
    if found is None:
        raise BadNote(f"The proof lacks its line «{name}» with a number.")
    return int(found[1])


def _path(lines: Sequence[str]) -> tuple[bytes, ...]:
    if len(lines) > MOST:
        raise BadNote("No proof has so many hashes.")
    return tuple(plain_base64(line, 32) for line in lines)
