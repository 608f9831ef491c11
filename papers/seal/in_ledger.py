"""Whether what a file says of its place in the ledger holds: the checkpoint, its signature, the line below its root."""

from typing import Literal

from papers.proof.checkpoint import Checkpoint, claimed, opened
from papers.proof.merkle import is_included
from papers.proof.note import BadNote, Verifier
from papers.seal.manifest import Manifest

Fault = Literal["checkpoint_unreadable", "checkpoint_forged", "ledger_differs"]


def fault_of(manifest: Manifest, key: Verifier | None) -> Fault | None:
    """What does not hold; None when all does, or when the file carries no checkpoint. Without a key the signature of
    the checkpoint is not looked at: whoever has no key cannot know whose it should be.
    """
    if not manifest.checkpoint:
        return None
    try:
        checkpoint = claimed(manifest.checkpoint)
    except BadNote:
        return "checkpoint_unreadable"
    if key is not None and not _is_signed(manifest.checkpoint, key):
        return "checkpoint_forged"
    return None if _leads_there(manifest, checkpoint) else "ledger_differs"


def _is_signed(note: str, key: Verifier) -> bool:
    try:
        opened(note, key)
    except BadNote:
        return False
    return True


def _leads_there(manifest: Manifest, checkpoint: Checkpoint) -> bool:
    place = manifest.place
    return place is None or is_included(place.leaf, place.index, checkpoint.size, place.path, checkpoint.root)
