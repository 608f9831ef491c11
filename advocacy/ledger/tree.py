"""The tree over the entries as it is kept: what an entry adds to it, and the hashes of its subtrees."""

from sqlalchemy import insert, select

from advocacy.database import session
from advocacy.ledger.models import Entry, Head, Node
from advocacy.ledger.rules import leaf_of
from papers.proof.merkle import Edge, grown, pieces, root_of

HASH = 32


def edge_of(head: Head) -> Edge:
    """The right edge of the tree that a head keeps."""
    return tuple(head.edge[at : at + HASH] for at in range(0, len(head.edge), HASH))


def take_in(head: Head, number: int, digest: str) -> None:
    """Let the tree grow by the entry `number`, whose head row is locked: on average one row more."""
    edge, completed = grown(edge_of(head), number - 1, leaf_of(digest))
    head.edge = b"".join(edge)
    rows = [{"number": number, "level": level, "hash": node} for level, node in enumerate(completed, start=1)]
    if rows:
        session.execute(insert(Node), rows)


def subtree(begin: int, end: int) -> bytes:
    """The hash over the entries `begin` + 1 to `end`, as a proof asks for it: a row for each level."""
    return root_of(tuple(_hash(number, level) for number, level in pieces(begin, end)))


def _hash(number: int, level: int) -> bytes:
    if level:
        return session.get_one(Node, (number, level)).hash
    return leaf_of(session.scalars(select(Entry.digest).where(Entry.number == number)).one())
