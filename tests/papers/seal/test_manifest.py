import json
from dataclasses import replace

from papers.seal import manifest
from papers.write.pdf import to_pdf
from tests.papers.pdfs import faults
from tests.papers.samples import EDITION_AR, POSITION_AR
from tests.papers.seal.test_pades import sealed

DIGESTS = {"en": "b" * 64, "ar": "a" * 64}


def test_the_manifest_travels_inside_a_pdf_that_stays_valid_sealed_or_not() -> None:
    pdf = to_pdf(POSITION_AR, EDITION_AR, enclosed=manifest.enclosed(EDITION_AR, DIGESTS))
    assert faults(pdf) == []
    assert faults(sealed(pdf)) == []
    found = manifest.read(sealed(pdf))
    assert found is not None
    assert found["texts"] == DIGESTS
    assert found["reference"] == "RY/2026/011"
    assert found["withheld"] == 2


def test_the_proof_of_the_ledger_is_taken_over_as_it_is() -> None:
    proof = {"checkpoint": "note", "index": 4, "leaf": "bGVhZg==", "proof": ["cGF0aA=="]}
    assert json.loads(manifest.manifest(EDITION_AR, DIGESTS, ledger=proof))["ledger"] == proof
    assert "ledger" not in json.loads(manifest.manifest(EDITION_AR, DIGESTS))


def test_a_pdf_without_a_manifest_has_none() -> None:
    assert manifest.read(to_pdf(POSITION_AR)) is None


def test_a_withheld_organisation_is_counted_and_not_named() -> None:
    record = json.loads(manifest.manifest(EDITION_AR, DIGESTS))
    assert record["reservations"][1]["name"] is None
    assert len(record["signatories"]) == len(EDITION_AR.members)


def test_the_same_issue_gives_the_same_bytes_in_whatever_order_its_languages_come() -> None:
    turned = dict(reversed(DIGESTS.items()))
    assert manifest.manifest(EDITION_AR, DIGESTS) == manifest.manifest(EDITION_AR, turned)


def test_an_edition_without_a_date_does_not_ask_the_clock() -> None:
    undated = replace(EDITION_AR, date=None)
    once, twice = (to_pdf(POSITION_AR, undated, enclosed=manifest.enclosed(undated, DIGESTS)) for _ in range(2))
    assert once == twice
