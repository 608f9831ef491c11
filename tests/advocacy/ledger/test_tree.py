"""The tree grows with the ledger, in the same transaction, and gives the proofs of the definition."""

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from advocacy.database import db, session, transaction
from advocacy.ledger import queries
from advocacy.ledger.actions import append, sign_checkpoint
from advocacy.ledger.models import Entry, Head, Node
from advocacy.ledger.rules import leaf_of
from advocacy.ledger.tree import edge_of, subtree
from papers.proof.merkle import is_included, root_of
from tests.make.coalition import person
from tests.papers.proof import naive


def grow(count: int) -> None:
    somebody = person()
    with transaction():
        for turn in range(count):
            append("test.happened", somebody, by=None, turn=turn)


def leaves() -> list[bytes]:
    return [bytes.fromhex(digest) for digest in session.scalars(select(Entry.digest).order_by(Entry.number))]


def test_the_head_knows_the_root_of_every_size(app: Flask) -> None:
    for size in range(1, 20):
        grow(1)
        head = session.scalars(select(Head)).one()
        assert (head.number, root_of(edge_of(head))) == (size, naive.mth(leaves()))


def test_proofs_from_the_tables_are_those_of_the_definition(app: Flask) -> None:
    grow(37)
    data = leaves()
    assert subtree(0, 37) == naive.mth(data)
    for new in (1, 2, 7, 8, 9, 31, 32, 33, 37):
        for old in range(1, new + 1):
            assert list(queries.consistency(old, new).path) == naive.proof(old, data[:new])


def test_an_entry_is_proven_in_every_later_checkpoint(app: Flask) -> None:
    for _size in range(12):
        grow(1)
        with transaction():
            kept = sign_checkpoint()
        for number in range(1, kept.size + 1):
            proof, digest = queries.inclusion(number, kept), leaves()[number - 1].hex()
            root = bytes.fromhex(kept.root)
            assert is_included(leaf_of(digest), proof.index, kept.size, proof.path, root)


def test_what_is_rolled_back_leaves_no_trace_in_the_tree(app: Flask) -> None:
    grow(3)
    with pytest.raises(ZeroDivisionError), transaction():
        append("test.happened", person(), by=None)
        sign_checkpoint()
        raise ZeroDivisionError
    assert (queries.verify_chain().ok, queries.verify_chain().entries) == (True, 3)
    assert session.scalars(select(func.count()).select_from(Node)).one() == 1
    grow(1)
    assert queries.verify_chain().ok


def test_appending_reads_no_other_entry_however_many_there_are(app: Flask) -> None:
    grow(63)
    said: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    try:
        somebody = person()
        with transaction():
            append("test.happened", somebody, by=None)  # the 64th completes six subtrees at once
    finally:
        event.remove(db.engine, "before_cursor_execute", listen)
    about = [statement for statement in said if "ledger_" in statement]
    assert not [statement for statement in about if statement.startswith("SELECT") and "ledger_head" not in statement]
    assert len(about) == 4  # head read and locked, nodes, entry, head written
