"""Somebody is forgotten; what was proven stays proven."""

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from advocacy.accounts.models import Person
from advocacy.database import session, transaction
from advocacy.ledger import queries
from advocacy.ledger.actions import append, erase_entry_facts, erase_person, sign_checkpoint
from advocacy.ledger.models import Entry
from advocacy.ledger.rules import leaf_of
from papers.proof.merkle import is_consistent, is_included
from tests.make.coalition import organisation, person

MARK = "2026-11-23 12:00:00"


@pytest.fixture
def rim(app: Flask) -> Person:
    """Somebody of whom five entries tell: 1 about her, 2 by her, 4 naming her, 6 both; 3 and 5 are others'."""
    rim, sami, home = person("rim"), person("sami"), organisation()
    with transaction():
        append("accounts.person_added", rim, by=None)
        append("signoff.answered", home, by=rim.id, dossier=7, organisation=home.id, choice="sign")
        append("signoff.answered", home, by=sami.id, dossier=7, organisation=home.id, choice="object")
        append("coalition.affiliated", home, by=sami.id, person=rim.id)
        append("accounts.person_added", sami, by=None, person=sami.id)
        append("accounts.profile_edited", rim, by=rim.id)
        sign_checkpoint()
    return rim


def forget(someone: Person) -> list[int]:
    with transaction():
        return erase_person(someone, by=None)


def entry(number: int) -> Entry:
    session.expire_all()
    return session.get_one(Entry, number)


def test_every_entry_by_or_about_the_person_is_emptied_and_no_other(rim: Person) -> None:
    assert forget(rim) == [1, 2, 4, 6]
    for number in (1, 2, 4, 6):
        row = entry(number)
        assert (row.person_id, row.facts, row.salt) == (None, {}, None)
        assert row.erased_at is not None
    assert entry(1).subject_id is entry(6).subject_id is None
    assert entry(2).subject_id is not None
    assert entry(3).facts == {"choice": "object"}
    assert (entry(2).dossier_id, entry(2).kind) == (7, "signoff.answered")


def test_the_erasure_is_an_entry_of_its_own_that_names_nobody(rim: Person) -> None:
    forget(rim)
    written = entry(7)
    assert (written.kind, written.facts, written.person_id) == ("ledger.erased", {"entries": [1, 2, 4, 6]}, None)
    assert forget(rim) == []
    assert session.get(Entry, 8) is None


def test_chain_tree_checkpoints_and_proofs_hold_and_the_check_says_what_was_erased(rim: Person) -> None:
    kept = queries.newest_checkpoint()
    assert kept is not None
    before = [queries.inclusion(number, kept) for number in range(1, 7)]
    forget(rim)
    verdict = queries.verify_chain()
    assert (verdict.ok, verdict.entries, verdict.erased, verdict.checkpoints) == (True, 7, 4, 1)
    assert [queries.inclusion(number, kept) for number in range(1, 7)] == before
    for proof in before:
        leaf = leaf_of(entry(proof.index + 1).digest)
        assert is_included(leaf, proof.index, 6, proof.path, bytes.fromhex(kept.root))
    with transaction():
        newer = sign_checkpoint()
    path = queries.consistency(6, 7).path
    assert is_consistent(6, 7, bytes.fromhex(kept.root), bytes.fromhex(newer.root), path)


def test_an_erased_entry_is_exported_without_what_it_said(rim: Person) -> None:
    forget(rim)
    record = queries.record_of(entry(1))
    assert (record["salt"], record["facts"], record["person"], record["subject"]) == (
        None,
        {},
        None,
        ["accounts_person", None],
    )
    assert str(record["erased"]).startswith("2026-11-23T12:00:00")


def test_a_digest_put_in_the_place_of_an_erased_one_is_found(rim: Person) -> None:
    from tests.advocacy.ledger.test_queries import tamper

    forget(rim)
    tamper("UPDATE ledger_entry SET digest = 'ab' || substr(digest, 3) WHERE number = 4")
    assert queries.verify_chain().first_bad in (4, 5)


def test_single_entries_are_erased_once(rim: Person) -> None:
    with transaction():
        assert erase_entry_facts([3, 3, 5], by=rim.id) == [3, 5]
    with transaction():
        assert erase_entry_facts([5], by=rim.id) == []
    assert entry(5).subject_id is not None


@pytest.mark.parametrize(
    "change",
    [
        "salt = NULL",
        f"erased_at = '{MARK}'",
        f"erased_at = '{MARK}', salt = NULL, facts = '{{}}'",
        f"erased_at = '{MARK}', salt = NULL, person_id = NULL",
        f"erased_at = '{MARK}', salt = NULL, person_id = NULL, facts = '{{\"choice\": \"object\"}}'",
        f"erased_at = '{MARK}', salt = NULL, person_id = NULL, facts = '{{}}', kind = 'x'",
        f"erased_at = '{MARK}', salt = NULL, person_id = NULL, facts = '{{}}', digest = 'x'",
        f"erased_at = '{MARK}', salt = NULL, person_id = NULL, facts = '{{}}', at = '{MARK}.5'",
        f"erased_at = '{MARK}', salt = NULL, person_id = NULL, facts = '{{}}', organisation_id = NULL",
        f"erased_at = '{MARK}', salt = NULL, person_id = NULL, facts = '{{}}', subject_id = 999",
    ],
)
def test_the_database_lets_nothing_pass_that_is_not_an_erasure(rim: Person, change: str) -> None:
    with pytest.raises((DatabaseError, IntegrityError)), transaction():
        session.execute(text(f"UPDATE ledger_entry SET {change} WHERE number = 2"))
    assert queries.verify_chain().ok


@pytest.mark.parametrize("change", ["erased_at = NULL", 'facts = \'{"choice": "object"}\'', f"erased_at = '{MARK}.5'"])
def test_what_was_erased_cannot_be_filled_again(rim: Person, change: str) -> None:
    forget(rim)
    with pytest.raises(DatabaseError, match="append-only"), transaction():
        session.execute(text(f"UPDATE ledger_entry SET {change} WHERE number = 2"))


def test_the_command_erases_by_login(app: Flask, rim: Person) -> None:
    run = app.test_cli_runner().invoke
    assert run(args=["person", "erase-from-ledger", "rim", "--yes"]).output == "4 entries erased.\n"
    assert run(args=["person", "erase-from-ledger", "nobody", "--yes"]).exit_code == 1
    assert session.scalars(select(Entry.number).where(Entry.person_id == rim.id)).all() == []
