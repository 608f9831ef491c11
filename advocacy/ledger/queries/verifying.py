"""The check of the whole ledger: every digest, the tree over them, and every checkpoint that was signed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask_babel import lazy_gettext as _
from sqlalchemy import select, tuple_

from advocacy.database import session
from advocacy.ledger.models import Checkpoint, Entry, Node
from advocacy.ledger.queries.entries import PORTION, all_entries, fact_in, head
from advocacy.ledger.rules import GENESIS, entry_digest, leaf_of
from advocacy.ledger.signing import verifier
from advocacy.ledger.tree import edge_of
from papers.proof.checkpoint import opened
from papers.proof.merkle import EMPTY, Edge, grown, root_of
from papers.proof.note import BadNote


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check found: how many entries stand unbroken, and the number and reason of the first that does not.

    `erased` of them say nothing any more and are held by their digests alone. `root` is that of the whole tree,
    `checkpoints` how many signed ones it keeps.
    """

    entries: int
    ok: bool
    first_bad: int | None = None
    why: object = ""
    erased: int = 0
    checkpoints: int = 0
    root: bytes = EMPTY


class _Broken(Exception):
    """Where, and why."""

    def __init__(self, number: int, why: object) -> None:
        super().__init__(number, why)
        self.number, self.why = number, why


class _Walk:
    """One pass over the ledger, from the first entry to the head."""

    def __init__(self) -> None:
        self.number, self.digest, self.erased, self.checkpoints = 0, GENESIS, 0, 0
        self.edge: Edge = ()
        self._nodes = _nodes()
        self._signed = _signed()
        self._next = next(self._signed, None)
        self._compare_checkpoints()

    def take(self, entry: Entry) -> None:
        number = self.number + 1
        if entry.number != number:
            raise _Broken(number, _("An entry is missing here."))
        if entry.before != self.digest:
            raise _Broken(number, _("The entry does not follow the one before it."))
        if entry.salt is None and entry.erased_at is not None:
            self.erased += 1
        elif entry.digest != entry_digest(self.digest, entry.salt or b"", fact_in(entry)):
            raise _Broken(number, _("The entry was changed after it was written."))
        self._grow(number, entry.digest)
        self.number, self.digest = number, entry.digest
        self._compare_checkpoints()

    def _grow(self, number: int, digest: str) -> None:
        self.edge, completed = grown(self.edge, number - 1, leaf_of(digest))
        for level, node in enumerate(completed, start=1):
            if next(self._nodes, None) != (number, level, node):
                raise _Broken(number, _("The stored tree is not that of the entries."))

    def _compare_checkpoints(self) -> None:
        while self._next is not None and self._next.size <= self.number:
            _refuse_unsigned(self._next, root_of(self.edge))
            self.checkpoints += 1
            self._next = next(self._signed, None)

    def end(self) -> None:
        last, beyond = head(), self.number + 1
        if (last.number, last.digest) != (self.number, self.digest) if last else self.number:
            raise _Broken(beyond, _("The end of the ledger does not match its head."))
        if next(self._nodes, None) is not None or (last and edge_of(last) != self.edge):
            raise _Broken(beyond, _("The stored tree is not that of the entries."))
        if self._next is not None:
            raise _Broken(beyond, _("A signed checkpoint counts more entries than there are."))


def verify_chain() -> Verdict:
    """Compute every digest, the tree and the roots of all checkpoints anew, from the first entry to the head."""
    session.expire_all()
    walk, first_bad, why = _Walk(), None, None
    try:
        for entry in all_entries():
            walk.take(entry)
        walk.end()
    except _Broken as broken:
        first_bad, why = broken.number, broken.why
    found = Verdict(walk.number, first_bad is None, first_bad, why or "", walk.erased, walk.checkpoints)
    return replace(found, root=root_of(walk.edge))


def _nodes() -> Iterator[tuple[int, int, bytes]]:
    """The stored subtrees in the order in which entries completed them, read in portions."""
    last = (0, 0)
    while portion := session.execute(
        select(Node.number, Node.level, Node.hash)
        .where(tuple_(Node.number, Node.level) > last)
        .order_by(Node.number, Node.level)
        .limit(PORTION)
    ).all():
        yield from ((row.number, row.level, row.hash) for row in portion)
        last = (portion[-1].number, portion[-1].level)


def _signed() -> Iterator[Checkpoint]:
    """The kept checkpoints, the smallest first."""
    return iter(session.scalars(select(Checkpoint).order_by(Checkpoint.size, Checkpoint.id)).all())


def _refuse_unsigned(kept: Checkpoint, root: bytes) -> None:
    """Broken unless the kept note is signed by our key and says what the tree is at that size."""
    try:
        said = opened(kept.note, verifier())
    except BadNote as error:
        raise _Broken(kept.size, _("A kept checkpoint does not bear this ledger's signature.")) from error
    if (said.size, said.root, kept.root) != (kept.size, root, root.hex()):
        raise _Broken(kept.size, _("The ledger is not what was signed in a checkpoint: it was rewritten."))
