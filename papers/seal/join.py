"""Puts a letter in front of a statement, and annexes behind it, without touching one byte of the statement.

Order of work: render, join, seal last, validate, hash. A sealed statement certifies that nothing may change any more,
pages in front included: whoever sends packages keeps the unsealed statement and seals each package.
"""

from papers.seal.ground import Ground
from papers.seal.parts import NotJoinable

__all__ = ["Ground", "NotJoinable", "ground", "join"]


def ground(statement: bytes, annexes: tuple[bytes, ...] = ()) -> Ground:
    """A statement, with the annexes behind it, that takes letters in: read once for a whole package.

    NotJoinable (with a code) unless all are tagged, unsealed PDFs that this engine has made.
    """
    alone = Ground(statement)
    return Ground(alone.with_back(*annexes)) if annexes else alone


def join(letter: bytes, statement: bytes, annexes: tuple[bytes, ...] = ()) -> bytes:
    """Return the statement with the letter's pages before its own; the statement's bytes are a prefix of the result.

    Each part's tags hang together in a section that names its language. Contents, attachments, metadata and title stay
    the statement's. The same input gives the same bytes, and nothing of the letter but its pages and tags is in them.
    """
    return ground(statement, annexes).with_front(letter)
