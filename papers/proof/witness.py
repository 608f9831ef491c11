"""A witness keeps the checkpoints of a ledger in a folder and finds out when the ledger did not only grow.

Judging is pure; keeping is a file per checkpoint, `<size>.txt`. What shows that the ledger broke its promise is kept
too, under `evidence-…`, and never counts as kept: two checkpoints signed by one key that cannot both be true convince
anybody.
"""

import enum
import hashlib
from dataclasses import dataclass
from pathlib import Path

from papers.proof.checkpoint import Checkpoint, opened
from papers.proof.merkle import is_consistent
from papers.proof.note import Verifier
from papers.proof.texts import Consistency


class Finding(enum.Enum):
    """What a new checkpoint is beside the newest that was kept."""

    FIRST = "first"
    SAME = "same"
    GREW = "grew"
    OLDER = "older"
    UNPROVEN = "unproven"
    SHRANK = "SHRANK"
    FORKED = "FORKED"


KEPT = (Finding.FIRST, Finding.GREW, Finding.OLDER)
ALARMS = (Finding.SHRANK, Finding.FORKED)


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint that was kept, and its note as it came."""

    checkpoint: Checkpoint
    note: str


def judge(new: Checkpoint, newest: Checkpoint | None, proof: Consistency | None) -> Finding:
    """What the new checkpoint says. `proof` leads from the smaller of the two sizes to the larger.

    A tree without entries begins every tree. SHRANK without a proof may also be an old checkpoint that comes late:
    with the proof it is OLDER.
    """
    if newest is None:
        return Finding.FIRST
    if new.size == newest.size:
        return Finding.SAME if new.root == newest.root else Finding.FORKED
    smaller, larger = sorted((new, newest), key=lambda one: one.size)
    if smaller.size and proof is None:
        return Finding.UNPROVEN if new is larger else Finding.SHRANK
    if smaller.size and proof is not None:
        if (proof.old, proof.new) != (smaller.size, larger.size):
            return Finding.UNPROVEN
        if not is_consistent(smaller.size, larger.size, smaller.root, larger.root, proof.path):
            return Finding.FORKED
    return Finding.GREW if new is larger else Finding.OLDER


def kept_in(folder: Path, verifier: Verifier) -> list[Kept]:
    """The checkpoints in a folder, the smallest first; BadNote when one of them is damaged."""
    notes = [path.read_text(encoding="utf-8") for path in folder.glob("[0-9]*.txt")]
    return sorted((Kept(opened(note, verifier), note) for note in notes), key=lambda one: one.checkpoint.size)


def evidence_in(folder: Path) -> list[Path]:
    """Files that show a broken promise."""
    return sorted(folder.glob("evidence-*.txt"))


def add(note: str, folder: Path, verifier: Verifier, proof: Consistency | None) -> tuple[Finding, Checkpoint]:
    """Judge a checkpoint and keep it, or keep it as evidence; BadNote when the key did not sign it."""
    new, known = opened(note, verifier), kept_in(folder, verifier)
    alike = next((one.checkpoint for one in known if one.checkpoint.size == new.size), None)
    newest = known[-1].checkpoint if known else None
    finding = judge(new, alike or newest, proof)
    if finding in KEPT:
        _keep(folder / f"{new.size}.txt", note)
    elif finding in ALARMS:
        mark = hashlib.sha256(note.encode()).hexdigest()[:8]
        _keep(folder / f"evidence-{finding.value.lower()}-{new.size}-{mark}.txt", note)
    return finding, new


def _keep(path: Path, note: str) -> None:
    """Write the file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_text(note, encoding="utf-8", newline="\n")
    draft.replace(path)
