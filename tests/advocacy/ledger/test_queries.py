"""The chain is whole, or the check says where it broke."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from advocacy.database import db, session, transaction
from advocacy.ledger import guard, queries
from advocacy.ledger.actions import append, sign_checkpoint
from advocacy.ledger.models import Checkpoint, Entry
from advocacy.ledger.signing import signer
from papers.proof import checkpoint as proof
from tests.make.coalition import person


@pytest.fixture
def five(app: Flask) -> None:
    """Five entries, the even ones about dossier 2."""
    somebody = person()
    for number in range(1, 6):
        with transaction():
            append("test.happened", somebody, by=None, dossier=2 if number % 2 == 0 else 1, turn=number, word="نعم")


def tamper(*statements: str) -> None:
    """Change the table behind the guard's back, as somebody with the disk in hand could."""
    session.rollback()
    with db.engine.begin() as connection:
        guard.take_down(connection)
        for statement in statements:
            connection.execute(text(statement))
        guard.put_up(connection)


def sign() -> Checkpoint:
    with transaction():
        return sign_checkpoint()


@pytest.mark.usefixtures("five")
class TestTheChain:
    def test_an_untouched_chain_is_whole(self) -> None:
        verdict = queries.verify_chain()
        assert (verdict.ok, verdict.entries, verdict.first_bad) == (True, 5, None)

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE ledger_entry SET kind = 'test.other' WHERE number = 3",
            "UPDATE ledger_entry SET facts = '{\"turn\": 9}' WHERE number = 3",
            "UPDATE ledger_entry SET person_id = 1 WHERE number = 3",
            "UPDATE ledger_entry SET digest = 'ab' || substr(digest, 3) WHERE number = 3",
            "DELETE FROM ledger_entry WHERE number = 3",
        ],
    )
    def test_a_changed_or_removed_entry_is_found(self, change: str) -> None:
        tamper(change)
        verdict = queries.verify_chain()
        assert (verdict.ok, verdict.entries, verdict.first_bad) == (False, 2, 3)

    def test_entries_in_another_order_are_found(self) -> None:
        tamper(
            "UPDATE ledger_entry SET number = 99 WHERE number = 2",
            "UPDATE ledger_entry SET number = 2 WHERE number = 3",
            "UPDATE ledger_entry SET number = 3 WHERE number = 99",
        )
        assert queries.verify_chain().first_bad == 2

    def test_a_shortened_ledger_is_found(self) -> None:
        tamper("DELETE FROM ledger_entry WHERE number = 5")
        assert (queries.verify_chain().ok, queries.verify_chain().first_bad) == (False, 5)

    def test_an_emptied_ledger_is_found(self) -> None:
        tamper("DELETE FROM ledger_entry")
        assert queries.verify_chain().first_bad == 1

    def test_a_ledger_without_its_head_is_found(self) -> None:
        tamper("DELETE FROM ledger_head")
        assert not queries.verify_chain().ok

    def test_the_entries_of_a_dossier_come_in_order(self) -> None:
        assert [entry.number for entry in queries.entries_of_dossier(2)] == [2, 4]

    @pytest.mark.parametrize(
        "statement", ["UPDATE ledger_entry SET kind = 'x' WHERE number = 1", "DELETE FROM ledger_entry"]
    )
    def test_the_database_refuses_to_change_an_entry(self, statement: str) -> None:
        with pytest.raises(DatabaseError, match="append-only"), transaction():
            session.execute(text(statement))
        assert session.query(Entry).count() == 5

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE ledger_node SET hash = (SELECT hash FROM ledger_node WHERE number = 2) WHERE level = 2",
            "DELETE FROM ledger_node WHERE number = 4 AND level = 1",
            "INSERT INTO ledger_node (number, level, hash) SELECT 6, 1, hash FROM ledger_node WHERE number = 2",
            "UPDATE ledger_head SET edge = (SELECT hash FROM ledger_node WHERE number = 2)",
        ],
    )
    def test_a_tree_that_is_not_that_of_the_entries_is_found(self, change: str) -> None:
        tamper(change)
        assert not queries.verify_chain().ok

    def test_a_ledger_that_was_rewritten_whole_is_found_by_its_checkpoints(self) -> None:
        """Whoever has the disk can make chain, tree and head anew; only what was signed still says what it was."""
        sign()
        entries = [(entry.person_id, entry.facts) for entry in queries.all_entries()]
        tamper("DELETE FROM ledger_entry", "DELETE FROM ledger_node", "DELETE FROM ledger_head")
        somebody = person()
        for _person, facts in entries:
            with transaction():
                append("test.happened", somebody, by=None, dossier=1, turn=facts["turn"], word="لا")
        verdict = queries.verify_chain()
        assert (verdict.ok, verdict.first_bad) == (False, 5)
        assert "البصمات" in str(verdict.why)

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE ledger_checkpoint SET note = replace(note, 'ledger', 'lodger')",
            "UPDATE ledger_checkpoint SET size = 4",
            "UPDATE ledger_checkpoint SET root = '00'",
        ],
    )
    def test_a_changed_checkpoint_is_found(self, change: str) -> None:
        sign()
        tamper(change)
        assert not queries.verify_chain().ok

    def test_a_checkpoint_that_our_key_signed_over_something_else_is_found(self) -> None:
        kept = sign()
        other = proof.signed(proof.Checkpoint(signer().name, 5, bytes(32)), signer())
        tamper(f"UPDATE ledger_checkpoint SET note = '{other}' WHERE id = {kept.id}")
        assert not queries.verify_chain().ok

    def test_a_checkpoint_over_more_entries_than_there_are_is_found(self) -> None:
        sign()
        tamper(
            "DELETE FROM ledger_entry WHERE number = 5",
            "UPDATE ledger_head SET number = 4, edge = (SELECT hash FROM ledger_node WHERE number = 4 AND level = 2), "
            "digest = (SELECT digest FROM ledger_entry WHERE number = 4)",
        )
        verdict = queries.verify_chain()
        assert (verdict.ok, verdict.first_bad) == (False, 5)

    def test_the_first_checkpoint_that_covers_an_entry_stays_the_first(self) -> None:
        first = sign()
        with transaction():
            append("test.happened", person(), by=None)
        second = sign()
        assert (first.size, second.size) == (5, 6)
        assert [getattr(queries.checkpoint_covering(number), "size", None) for number in (1, 5, 6, 7)] == [
            5,
            5,
            6,
            None,
        ]
        assert queries.checkpoint_of_size(4) is None
        assert queries.newest_checkpoint() == second


def test_an_empty_ledger_is_whole(app: Flask) -> None:
    assert queries.verify_chain() == queries.Verdict(0, True)


def test_an_empty_ledger_can_be_signed_and_stays_whole_when_it_grows(app: Flask) -> None:
    assert sign().size == 0
    with transaction():
        append("test.happened", person(), by=None)
    assert queries.verify_chain().ok
