"""What an issue carries so that it can be checked without us: sources, commitments, the visible seal, a clean cover."""

import hashlib
import re
import socket
from io import BytesIO

import pikepdf
import pytest
from flask import Flask

from advocacy import blobs
from advocacy.coalition.models import Visibility
from advocacy.publishing import compose, queries
from advocacy.publishing.editions import from_record
from advocacy.publishing.models import Issue
from advocacy.publishing.sealing import authority
from advocacy.signoff.proofs import committed_name, salt_of
from papers.seal.attachments import attached
from papers.seal.commitments import opens
from papers.seal.evidence import examine
from tests.advocacy.publishing.test_files import CANARY_AR, CANARY_EN, call_with_a_withheld_name
from tests.make.publishing import issued, numbered, reissued
from tests.papers.pdfs import faults


@pytest.fixture
def printed(app: Flask) -> Issue:
    return issued(call_with_a_withheld_name(), rendered=True)


def pdfs(issue: Issue) -> dict[str, bytes]:
    return {file.lang: blobs.read(file.sha256) for file in issue.files if file.format == "pdf"}


def test_every_pdf_carries_what_it_prints_proves_itself_offline_and_shows_its_seal(printed: Issue) -> None:
    frozen = {text.lang: text for text in printed.freeze.texts}
    for langs, pdf in pdfs(printed).items():
        files = attached(pdf)
        assert {name for name in files if name.startswith("text.")} == {f"text.{one}.json" for one in langs.split("-")}
        for one in langs.split("-"):
            assert files[f"text.{one}.json"] == frozen[one].canonical
            assert hashlib.sha256(files[f"text.{one}.json"]).hexdigest() == frozen[one].digest
    _each_proves_itself_with_its_seal_in_sight(pdfs(printed))


def _each_proves_itself_with_its_seal_in_sight(files: dict[str, bytes]) -> None:
    for lang, pdf in files.items():
        evidence = examine(pdf, authority())
        assert evidence.holds, lang
        assert evidence.manifest is not None and evidence.manifest.signed == 3
        assert faults(pdf) == []
        with pikepdf.open(BytesIO(pdf)) as opened:
            seal = opened.Root.AcroForm.Fields[0]
            assert float(seal.Rect[2]) - float(seal.Rect[0]) > 100
            said = str(opened.Root.StructTreeRoot.K[0].K[-1].Alt)
            assert "مختوم إلكترونيًا" in said
            assert ("Sealed electronically" in said) == (lang != "ar")


def test_a_withheld_signatory_is_committed_to_and_only_its_salt_opens_it(app: Flask) -> None:
    issue = numbered(call_with_a_withheld_name())
    edition = queries.edition_of(issue, "ar")
    hidden, *others = sorted(compose.signatures_of(issue.call), key=lambda one: one.visibility is Visibility.PUBLIC)
    (commitment,) = edition.commitments
    assert opens(commitment, salt_of(hidden), issue.freeze.seal, CANARY_AR)
    assert committed_name(hidden) == CANARY_AR
    for other in others:
        assert not opens(commitment, salt_of(other), issue.freeze.seal, CANARY_AR)
    assert not opens(commitment, salt_of(hidden), "0" * 64, CANARY_AR)


def test_a_withheld_signatory_that_leaves_is_committed_to_no_more(app: Flask) -> None:
    issue = issued(call_with_a_withheld_name())
    hidden = next(one for one in compose.signatures_of(issue.call) if one.visibility is Visibility.WITHHELD)
    newer = reissued(issue, without=[hidden.organisation])
    assert queries.edition_of(newer, "ar").commitments == ()


def test_an_edition_kept_before_there_were_commitments_is_read_for_ever(app: Flask) -> None:
    record = dict(numbered().editions["ar"])
    del record["commitments"], record["seal_place"]
    edition = from_record(record)
    assert (edition.commitments, edition.seal_place) == ((), False)


def test_nothing_in_a_pdf_tells_who_made_it_where_or_who_is_withheld(printed: Issue) -> None:
    call = printed.call
    hidden = next(one for one in compose.signatures_of(call) if one.visibility is Visibility.WITHHELD)
    secrets = [CANARY_AR, CANARY_EN, salt_of(hidden).hex(), hidden.receipt]
    people = [answer.person.name_ar for answer in compose.signatures_of(call)]
    makers = ["WeasyPrint", "pyHanko", "pydyf", "/work", "/tmp", "/home", "/root", "site-packages"]
    for lang, pdf in pdfs(printed).items():
        told = everything(pdf)
        for word in (*secrets, *people, *makers):
            assert word not in told, (lang, word)
        with pikepdf.open(BytesIO(pdf)) as opened:
            assert set(opened.docinfo) <= {"/Title", "/Author", "/Creator", "/Producer", "/CreationDate"}
            assert {str(opened.docinfo["/Creator"]), str(opened.docinfo["/Producer"])} == {"Mawqif"}
            covers = [
                str(opened.docinfo),
                opened.Root.Metadata.read_bytes().decode(),
                *map(str, attached(pdf).values()),
            ]
            assert not re.search(rf"\b{re.escape(socket.gethostname())}\b", "\n".join(covers))
            assert str(opened.docinfo["/Author"]) == queries.edition_of(printed, lang[:2]).letterhead.name
        named = queries.edition_of(printed, lang[:2]).members[0].name
        for word in ("manifest.json", printed.reference, printed.freeze.seal, named):
            assert word in told, "the search must find what does stand there"


def everything(pdf: bytes) -> str:
    """All that the file says: its bytes, every stream unpacked, every string of its dictionaries."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        strings = [repr(one) for one in opened.objects]
        streams = [one.read_bytes() for one in opened.objects if isinstance(one, pikepdf.Stream)]
    raw = [pdf, *streams]
    return "\n".join([*strings, *(one.decode("utf-8", "ignore") for one in raw), *(_wide(one) for one in raw)])


def _wide(raw: bytes) -> str:
    """What stands there as UTF-16, as PDF writes words that are not Latin."""
    found = re.findall(rb"\xfe\xff[^)]{2,400}", raw)
    return "\n".join(one.decode("utf-16", "ignore") for one in found)
