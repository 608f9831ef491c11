"""The page of the ledger and its proofs, for somebody outside."""

import pytest
from flask import Flask

from advocacy.database import session, transaction
from advocacy.ledger import queries
from advocacy.ledger.actions import append, sign_checkpoint
from advocacy.ledger.models import Checkpoint, Entry
from advocacy.ledger.rules import leaf_of
from advocacy.ledger.signing import verifier
from papers.proof.checkpoint import opened
from papers.proof.merkle import is_consistent, is_included
from papers.proof.texts import read_consistency, read_inclusion
from tests.conftest import Browser
from tests.make.coalition import person


def grow(count: int) -> Checkpoint:
    somebody = person()
    with transaction():
        for turn in range(count):
            append("test.happened", somebody, by=somebody.id, turn=turn)
        return sign_checkpoint()


@pytest.fixture
def signed(app: Flask) -> list[Checkpoint]:
    """Three checkpoints, over 4, 7 and 12 entries, and one entry that none covers yet."""
    kept = [grow(4), grow(3), grow(5)]
    with transaction():
        append("test.happened", person(), by=None)
    return kept


def test_before_the_first_checkpoint_the_page_says_so(browser: Browser) -> None:
    assert "No checkpoint has been signed yet" in browser.get("/ledger?lang=en").text
    for address in ("/ledger/checkpoint", "/ledger/proof?from=1", "/ledger/proof/0"):
        assert browser.get(address).status_code == 404


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_the_page_shows_the_newest_checkpoint_and_its_key(
    signed: list[Checkpoint], browser: Browser, lang: str
) -> None:
    page = browser.get(f"/ledger?lang={lang}").text
    newest = signed[-1].note.split("\n")
    assert newest[2].replace("+", "&#43;") in page or newest[2] in page
    assert verifier().name in page
    for kept in signed:
        assert queries.short_of(kept) in page


def test_checkpoints_are_given_as_they_were_signed(signed: list[Checkpoint], browser: Browser) -> None:
    answer = browser.get("/ledger/checkpoint")
    assert (answer.text, answer.mimetype) == (signed[-1].note, "text/plain")
    assert opened(browser.get("/ledger/checkpoint?size=7").text, verifier()).size == 7


def test_growth_between_any_two_sizes_is_proven(signed: list[Checkpoint], browser: Browser) -> None:
    roots = {kept.size: bytes.fromhex(kept.root) for kept in signed}
    for old, new in ((4, 7), (4, 12), (7, 12), (12, 12)):
        proof = read_consistency(browser.get(f"/ledger/proof?from={old}&to={new}").text)
        assert (proof.old, proof.new) == (old, new)
        assert is_consistent(old, new, roots[old], roots[new], proof.path)
    assert read_consistency(browser.get("/ledger/proof?from=4").text).new == 12


def test_an_entry_is_proven_with_its_checkpoint(signed: list[Checkpoint], browser: Browser) -> None:
    for index, query in ((0, ""), (11, ""), (6, "?size=7"), (2, "?size=4")):
        proof = read_inclusion(browser.get(f"/ledger/proof/{index}{query}").text)
        kept = opened(proof.checkpoint, verifier())
        leaf = leaf_of(session.get_one(Entry, index + 1).digest)
        assert is_included(leaf, index, kept.size, proof.path, kept.root)


def test_the_form_leads_to_the_proof_of_an_entry(signed: list[Checkpoint], browser: Browser) -> None:
    answer = browser.get("/ledger/proof?entry=3&size=7")
    assert (answer.status_code, answer.location) == (303, "/ledger/proof/2?size=7")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/ledger/proof", 400),
        ("/ledger/proof?from=x", 400),
        ("/ledger/proof?from=-1", 400),
        ("/ledger/proof?from=%D9%A1", 400),
        ("/ledger/proof?from=99999999999999999999", 400),
        ("/ledger/proof?from=0", 404),
        ("/ledger/proof?from=13", 404),
        ("/ledger/proof?from=7&to=4", 404),
        ("/ledger/proof?from=4&to=13", 404),
        ("/ledger/proof?entry=13", 404),
        ("/ledger/proof/12", 404),
        ("/ledger/proof/4?size=4", 404),
        ("/ledger/proof/0?size=5", 404),
        ("/ledger/proof/0?size=x", 400),
        ("/ledger/checkpoint?size=5", 404),
        ("/ledger/checkpoint?size=0", 404),
    ],
)
def test_numbers_that_cannot_be_are_refused_in_words(
    signed: list[Checkpoint], browser: Browser, address: str, status: int
) -> None:
    answer = browser.get(address)
    assert (answer.status_code, answer.mimetype) == (status, "text/html")


def test_nothing_but_hashes_leaves_the_house(signed: list[Checkpoint], browser: Browser) -> None:
    """No kind, no moment, no id and no salt of any entry stands on a page or in a proof."""
    said = "".join(
        browser.get(address).text
        for address in ("/ledger", "/ledger/proof?from=4", "/ledger/proof/3", "/ledger/checkpoint")
    )
    for entry in queries.all_entries():
        assert entry.salt is not None
        assert entry.kind not in said
        assert entry.salt.hex() not in said
        assert entry.digest not in said  # the leaf hash is what others see


def test_looking_signs_nothing(app: Flask, browser: Browser) -> None:
    from advocacy import outside

    with transaction():
        append("test.happened", person(), by=None)
    browser.get("/ledger")
    assert queries.how_many_checkpoints() == 0
    assert outside.current().keys.get("ledger.key") is None


def test_the_register_leads_to_the_ledger(browser: Browser) -> None:
    assert 'href="/ledger"' in browser.get("/").text
