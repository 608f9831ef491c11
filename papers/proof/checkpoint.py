"""Checkpoints as of c2sp.org/tlog-checkpoint: whose ledger, how many entries, which root, signed."""

import base64
import re
from dataclasses import dataclass

from papers.proof.note import BadNote, Signer, Verifier, plain_base64

_SIZE = re.compile(r"0|[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a ledger was at one moment. `origin` is its lasting name and also that of its key; `root` has 32 bytes."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @property
    def short(self) -> str:
        """Size and the first letters of the root: enough to compare over a telephone."""
        return f"{self.size} · {base64.b64encode(self.root).decode()[:12]}"


def signed(checkpoint: Checkpoint, signer: Signer) -> str:
    """The checkpoint as a signed note."""
    return signer.sign(checkpoint.text)


def opened(note: str, verifier: Verifier) -> Checkpoint:
    """The checkpoint in a note that this key signed; BadNote otherwise. Lines that others add below are passed over."""
    checkpoint = _read(verifier.open(note))
    if checkpoint.origin != verifier.name:
        raise BadNote(f"The checkpoint is of another ledger: {checkpoint.origin}.")
    return checkpoint


def claimed(note: str) -> Checkpoint:
    """What a note says, whoever signed it; BadNote for what is no checkpoint."""
    return _read(note.partition("\n\n")[0] + "\n")


def _read(text: str) -> Checkpoint:
    origin, size, root, *_more = [*text.split("\n"), "", ""]
    if not _SIZE.fullmatch(size):
        raise BadNote("The second line of a checkpoint is a number of entries.")
    return Checkpoint(origin, int(size), plain_base64(root, 32))
