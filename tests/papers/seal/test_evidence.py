"""What a file proves by itself, and what it does not."""

import json
from dataclasses import replace
from typing import Any

import pytest

from papers.canonical import short_digest
from papers.proof.note import Signer, Verifier
from papers.seal import manifest
from papers.seal.evidence import Evidence, examine
from papers.seal.told import answer_of, lines, to_json
from papers.write.pdf import to_pdf
from tests.papers.pdfs import copied, faults, pressed
from tests.papers.proof.samples import SIGNER, note
from tests.papers.samples import POSITION_AR, POSITION_EN
from tests.papers.seal.issues import DIGESTS, LEDGER, SET, SOURCES, edition, whole, with_contents
from tests.papers.seal.test_pades import keys, sealed, statement

ALWAYS = ("current", "key", "time")


def examined(pdf: bytes, ledger_key: Verifier | None = None) -> Evidence:
    return examine(pdf, keys()[0].certificate, ledger_key=ledger_key)


def record() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(manifest.manifest(edition(), DIGESTS, ledger=LEDGER))
    return found


def test_a_whole_issue_proves_its_texts_its_numbers_and_its_checkpoint() -> None:
    evidence = examined(whole())
    assert evidence.holds
    assert [(text.lang, text.title, text.sha256) for text in evidence.texts] == [
        ("ar", POSITION_AR.title, DIGESTS["ar"]),
        ("en", POSITION_EN.title, DIGESTS["en"]),
    ]
    assert evidence.manifest is not None
    assert (evidence.manifest.signed, evidence.manifest.withheld, len(evidence.manifest.commitments)) == (12, 2, 2)
    assert evidence.manifest.checkpoint == LEDGER["checkpoint"]


def test_the_place_in_the_ledger_is_checked_and_with_its_key_who_signed_it() -> None:
    assert examined(whole(), SIGNER.verifier).holds
    assert "ledger_key" not in examined(whole(), SIGNER.verifier).unproven
    stranger = Signer(SIGNER.name, bytes(32)).verifier
    assert examined(whole(), stranger).contradictions == ("checkpoint_forged",)


def with_ledger(**changed: Any) -> bytes:
    return with_contents({"manifest.json": json.dumps({**record(), "ledger": LEDGER | changed}).encode()})


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"index": 40}, "ledger_differs"),
        ({"leaf": LEDGER["proof"][0]}, "ledger_differs"),
        ({"proof": LEDGER["proof"][:-1]}, "ledger_differs"),
        ({"checkpoint": note(49)}, "ledger_differs"),
        ({"checkpoint": "riwaq.example/ledger\nmany\n"}, "checkpoint_unreadable"),
        ({"index": -1}, "unreadable"),
        ({"index": True}, "unreadable"),
        ({"proof": ["x"]}, "unreadable"),
        ({"leaf": 7}, "unreadable"),
    ],
)
def test_a_place_in_the_ledger_that_is_none_is_told(changed: dict[str, Any], wrong: str) -> None:
    assert examined(with_ledger(**changed)).contradictions == (wrong,)


def test_it_says_what_it_does_not_prove() -> None:
    assert set(examined(whole()).unproven) == {*ALWAYS, "signatures", "withheld", "ledger", "ledger_key"}
    assert set(examined(sealed(statement())).unproven) == {*ALWAYS, "text"}


def test_the_printed_fingerprint_is_that_of_the_attached_texts() -> None:
    full = replace(edition(), seal_place=True)
    pdf = sealed(to_pdf(POSITION_AR, full, enclosed=manifest.enclosed(full, DIGESTS, sources=SOURCES)))
    assert faults(pdf) == []
    printed = " ".join(copied(pdf).split())
    assert short_digest(SET)[:19] in printed
    assert any(short_digest(SET) in line for line in lines(examined(pdf)))


def test_a_source_that_does_not_give_its_digest_is_not_enclosed() -> None:
    with pytest.raises(ValueError, match="does not give its digest"):
        manifest.enclosed(edition(), {**DIGESTS, "ar": "0" * 64}, sources=SOURCES)


LATE = {"named": [], "withheld": 2, "commitments": ["0" * 64]}
"""Who acceded later: one commitment for two withheld names."""


@pytest.mark.parametrize(
    ("contents", "wrong"),
    [
        ({"text.ar.json": SOURCES["en"]}, "text_differs"),
        ({"text.ar.json": b"\xff not json"}, "text_unreadable"),
        ({"text.ar.json": b'{"title": "\\ud800"}'}, "text_unreadable"),
        ({"manifest.json": b"[" * 100_000}, "unreadable"),
        ({"manifest.json": b"{}"}, "unreadable"),
        ({"manifest.json": json.dumps({**record(), "schema": 99}).encode()}, "unreadable"),
        ({"manifest.json": json.dumps({**record(), "withheld": -1}).encode()}, "unreadable"),
        ({"manifest.json": json.dumps({**record(), "texts": []}).encode()}, "unreadable"),
        ({"manifest.json": json.dumps({**record(), "ledger": "x"}).encode()}, "unreadable"),
        ({"manifest.json": json.dumps({**record(), "withheld": 3}).encode()}, "commitments_differ"),
        ({"manifest.json": json.dumps({**record(), "acceded": LATE}).encode()}, "commitments_differ"),
        ({"manifest.json": json.dumps({**record(), "set": "0" * 64}).encode()}, "set_differs"),
    ],
)
def test_a_sealed_file_that_contradicts_itself_is_told_apart(contents: dict[str, bytes], wrong: str) -> None:
    evidence = examined(with_contents(contents))
    assert evidence.verdict.is_genuine and not evidence.holds
    assert evidence.contradictions == (wrong,)
    assert answer_of(evidence) == "contradicts"


def test_the_contents_of_a_file_that_is_not_ours_are_not_told() -> None:
    changed = whole() + b"\n"
    for pdf in (changed, pressed("<p>x</p>"), b""):
        evidence = examined(pdf)
        assert (evidence.manifest, evidence.texts, evidence.unproven) == (None, (), ())
        assert "RY/2026/011" not in "\n".join(lines(evidence)) + json.dumps(to_json(evidence))


def test_a_manifest_of_the_first_schema_is_read_for_ever() -> None:
    first = {
        "schema": 1,
        "coalition": "رواق",
        "reference": "RY/2026/003",
        "issue": "1.0",
        "date": None,
        "attribution": "",
        "status": "authoritative",
        "texts": DIGESTS,
        "set": SET,
        "signatories": ["أ", "ب"],
        "endorsers": [],
        "withheld": 1,
        "reservations": [{"name": None, "text": "x"}],
        "verify": {"url": "", "code": ""},
    }
    evidence = examined(with_contents({"manifest.json": json.dumps(first).encode()}))
    assert evidence.holds and evidence.manifest is not None
    assert (evidence.manifest.schema, evidence.manifest.signed, evidence.manifest.commitments) == (1, 3, ())
    assert "counted" in evidence.unproven


def test_words_of_a_file_cannot_steer_the_screen() -> None:
    evil = {**record(), "change_note": "\x1b[2J\u202eمزوّر\nGenuine: really"}
    told = lines(examined(with_contents({"manifest.json": json.dumps(evil).encode()})))
    assert not any("\x1b" in line or "\u202e" in line or "\n" in line for line in told)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_answer_can_be_said_in_both_languages(lang: str) -> None:
    files = (whole(), whole() + b"\n", b"", with_contents({"text.ar.json": b"{}"}), sealed(statement()))
    told = [lines(examined(pdf), lang) for pdf in files]
    assert len({answer[0] for answer in told}) == 4
    if lang == "ar":
        assert all("\u0600" < line.lstrip("- ")[0] < "\u0700" for answer in told for line in answer)
