"""Entries of a ledger as they are exported, one JSON object a line, and what their digests cover (docs/ledger.md)."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from papers.proof.merkle import Edge, grown, leaf_hash, root_of

GENESIS = "0" * 64
"""The digest before the first entry."""

_BESIDE = ("salt", "before", "digest", "erased")
"""Members of an exported entry that its digest covers otherwise, or not at all."""


class BadEntry(ValueError):
    """A ledger that is not what it says; names the entry."""


@dataclass(frozen=True, slots=True)
class Found:
    """What an export holds: how many entries, how many of them erased, the roots of the sizes that were asked for."""

    entries: int
    erased: int
    roots: Mapping[int, bytes]


def entry_digest(before: str, salt: bytes, fact: Mapping[str, object]) -> str:
    """SHA-256 over the digest before, the salt and the fact as JSON (sorted keys, UTF-8, no spaces); hexadecimal."""
    body = json.dumps(fact, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(bytes.fromhex(before) + salt + body.encode()).hexdigest()


def leaf_of(digest: str) -> bytes:
    """The leaf hash of an entry: the leaf is its digest, as 32 bytes."""
    return leaf_hash(bytes.fromhex(digest))


def read_entries(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The entries of an export; BadEntry for a line that is none."""
    for place, line in enumerate((line for line in lines if line.strip()), start=1):
        try:
            entry = json.loads(line)
            number, before, digest = entry["number"], entry["before"], entry["digest"]
            if not isinstance(number, int) or {len(bytes.fromhex(before)), len(bytes.fromhex(digest))} != {32}:
                raise BadEntry(f"Line {place} is no entry of a ledger.")
            bytes.fromhex(entry["salt"] or "")
        except (KeyError, TypeError, ValueError, RecursionError) as error:
            raise BadEntry(f"Line {place} is no entry of a ledger.") from error
        yield entry


def refuse_changed(entry: Mapping[str, Any]) -> bool:
    """BadEntry unless an entry gives its digest. False for an erased one: nothing but its digest can be known of it."""
    if entry["salt"] is None:
        return False
    fact = {key: value for key, value in entry.items() if key not in _BESIDE}
    if entry_digest(entry["before"], bytes.fromhex(entry["salt"]), fact) != entry["digest"]:
        raise BadEntry(f"Entry {entry['number']} was changed after it was written.")
    return True


def check(entries: Iterable[Mapping[str, Any]], sizes: Iterable[int] = ()) -> Found:
    """Compute chain and tree anew, from the first entry to the last; BadEntry names the first that does not fit."""
    wanted, roots = set(sizes), {}
    edge: Edge = ()
    size, erased, before = 0, 0, GENESIS
    for entry in entries:
        if entry["number"] != size + 1:
            raise BadEntry(f"Entry {size + 1} is missing.")
        if entry["before"] != before:
            raise BadEntry(f"Entry {size + 1} does not follow the one before it.")
        erased += not refuse_changed(entry)
        before = entry["digest"]
        edge, _completed = grown(edge, size, leaf_of(before))
        size += 1
        if size in wanted:
            roots[size] = root_of(edge)
    if 0 in wanted:
        roots[0] = root_of(())
    return Found(size, erased, roots)
