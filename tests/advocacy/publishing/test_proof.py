"""Every issue carries the ledger's checkpoint and its own proof, printed and for machines."""

import base64

from flask import Flask

from advocacy import blobs
from advocacy.database import session, transaction
from advocacy.ledger import queries
from advocacy.ledger.actions import append, sign_checkpoint
from advocacy.ledger.models import Checkpoint
from advocacy.ledger.rules import leaf_of
from advocacy.ledger.signing import verifier
from advocacy.publishing.making import order_of
from advocacy.publishing.proof import proof_of
from advocacy.publishing.queries import edition_of
from papers.proof.checkpoint import opened
from papers.proof.merkle import is_included
from papers.seal.manifest import read
from tests.advocacy.ledger.test_queries import tamper
from tests.make.coalition import person
from tests.make.publishing import issued, numbered, reissued
from tests.papers.pdfs import copied


def test_an_issue_is_proven_by_what_it_carries_alone(app: Flask) -> None:
    proof = proof_of(numbered())
    assert proof is not None
    kept = opened(proof["checkpoint"], verifier())
    leaf, path = base64.b64decode(proof["leaf"]), [base64.b64decode(node) for node in proof["proof"]]
    assert is_included(leaf, proof["index"], kept.size, path, kept.root)
    entry = queries.entry_numbered(proof["index"] + 1)
    assert entry is not None
    assert (entry.kind, leaf_of(entry.digest)) == ("publishing.issued", leaf)


def test_the_proof_of_an_issue_stays_the_same_however_the_ledger_grows(app: Flask) -> None:
    issue = numbered()
    before = proof_of(issue)
    with transaction():
        append("test.happened", person(), by=None)
        sign_checkpoint()
    assert proof_of(issue) == before
    assert order_of(issue.id).ledger == before


def test_the_next_issue_has_its_own_checkpoint(app: Flask) -> None:
    first = issued()
    second = reissued(first)
    one, two = proof_of(first), proof_of(second)
    assert one is not None
    assert two is not None
    assert opened(two["checkpoint"], verifier()).size > opened(one["checkpoint"], verifier()).size


def test_every_edition_prints_the_checkpoint_and_the_file_carries_the_proof(app: Flask) -> None:
    issue = issued(rendered=True)
    proof = proof_of(issue)
    assert proof is not None
    short = opened(proof["checkpoint"], verifier()).short
    for lang in issue.editions:
        assert edition_of(issue, lang).checkpoint == short
        file = issue.file(lang, "pdf")
        assert file is not None
        pdf = blobs.read(file.sha256)
        manifest = read(pdf)
        assert manifest is not None
        assert manifest["ledger"] == proof
        assert short.split(" · ")[1] in copied(pdf)


def test_an_issue_from_before_the_checkpoints_is_made_without(app: Flask) -> None:
    issue = numbered()
    tamper("DELETE FROM ledger_checkpoint")
    session.expire_all()
    assert session.query(Checkpoint).count() == 0
    assert proof_of(issue) is None
    assert order_of(issue.id).ledger is None
