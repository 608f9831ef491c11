"""The checkpoints that were signed, and what leads to them."""

from collections.abc import Sequence

from sqlalchemy import func, select

from advocacy.database import session
from advocacy.ledger.models import Checkpoint
from advocacy.ledger.tree import subtree
from papers.proof import checkpoint as proof
from papers.proof.merkle import consistency_proof, inclusion_proof
from papers.proof.texts import Consistency, Inclusion


def newest_checkpoint() -> Checkpoint | None:
    """The checkpoint over the most entries; None before the first was signed."""
    return session.scalars(_by_size.limit(1)).one_or_none()


def checkpoints(most: int) -> Sequence[Checkpoint]:
    """The kept checkpoints, the newest first."""
    return session.scalars(_by_size.limit(most)).all()


def checkpoint_of_size(size: int) -> Checkpoint | None:
    """The checkpoint over so many entries, if one was signed."""
    return session.scalars(_by_size.where(Checkpoint.size == size).limit(1)).one_or_none()


def checkpoint_covering(number: int) -> Checkpoint | None:
    """The first checkpoint that covers the entry of that number; None while none does."""
    covering = select(Checkpoint).where(Checkpoint.size >= number).order_by(Checkpoint.size, Checkpoint.id)
    return session.scalars(covering.limit(1)).one_or_none()


def short_of(checkpoint: Checkpoint) -> str:
    """Size and first letters of the root, as issues print it."""
    return proof.Checkpoint("", checkpoint.size, bytes.fromhex(checkpoint.root)).short


def how_many_checkpoints() -> int:
    """How many checkpoints were signed."""
    return session.scalars(select(func.count()).select_from(Checkpoint)).one()


def inclusion(number: int, checkpoint: Checkpoint) -> Inclusion:
    """That the entry of that number, at most the checkpoint's size, stands in the tree of a checkpoint."""
    path = inclusion_proof(number - 1, checkpoint.size, subtree)
    return Inclusion(number - 1, tuple(path), checkpoint.note)


def consistency(old: int, new: int) -> Consistency:
    """That the first `old` entries begin the first `new`; 0 < old <= new <= what the ledger holds."""
    return Consistency(old, new, tuple(consistency_proof(old, new, subtree)))


_by_size = select(Checkpoint).order_by(Checkpoint.size.desc(), Checkpoint.id.desc())
