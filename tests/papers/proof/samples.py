"""A small ledger that no application wrote: entries as an export has them, and the checkpoints of its sizes."""

import json
from typing import Any

from papers.proof.checkpoint import Checkpoint, signed
from papers.proof.entries import GENESIS, entry_digest, leaf_of
from papers.proof.merkle import consistency_proof, inclusion_proof, subtrees_over
from papers.proof.note import Signer
from papers.proof.texts import Consistency, Inclusion, write_consistency, write_inclusion

SIGNER = Signer("riwaq.example/ledger", bytes(range(32)))
KEY = str(SIGNER.verifier)


def entries(count: int, *, forged: int = 0, erased: int = 0) -> list[dict[str, Any]]:
    """That many entries. One may say something else than in the honest ledger; one may be erased."""
    found, before = [], GENESIS
    for number in range(1, count + 1):
        fact = {"number": number, "kind": "test.happened", "facts": {"word": "لا" if number == forged else "نعم"}}
        salt = number.to_bytes(16, "big")
        digest = entry_digest(before, salt, fact)
        beside = {"salt": salt.hex(), "before": before, "digest": digest}
        if number == erased:
            fact["facts"], beside["salt"], beside["erased"] = {}, None, "2026-11-23T12:00:00+00:00"
        found.append({**fact, **beside})
        before = digest
    return found


def exported(records: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n" for record in records)


def leaves(records: list[dict[str, Any]]) -> list[bytes]:
    return [leaf_of(record["digest"]) for record in records]


def note(size: int, *, forged: int = 0, signer: Signer = SIGNER) -> str:
    """The checkpoint over the first so many."""
    subtree = subtrees_over(leaves(entries(size, forged=forged)))
    return signed(Checkpoint(signer.name, size, subtree(0, size)), signer)


def grew(old: int, new: int, *, forged: int = 0) -> str:
    """The text of a consistency proof."""
    subtree = subtrees_over(leaves(entries(new, forged=forged)))
    return write_consistency(Consistency(old, new, tuple(consistency_proof(old, new, subtree))))


def stands(number: int, size: int) -> str:
    """The text of an inclusion proof."""
    subtree = subtrees_over(leaves(entries(size)))
    return write_inclusion(Inclusion(number - 1, tuple(inclusion_proof(number - 1, size, subtree)), note(size)))
