"""The files themselves, printed for real: their words, their seal, and whose name is not in them."""

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from flask import Flask

from advocacy import blobs
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session
from advocacy.publishing import press, queries
from advocacy.publishing.making import make_files, order_of
from advocacy.publishing.models import Issue, IssueState
from advocacy.signoff.models import Call
from papers.seal import manifest
from papers.write.text import to_text
from tests.make import coalition as make
from tests.make.frozen import ARABIC, frozen_from
from tests.make.publishing import issued, numbered
from tests.make.signoff import adopted_call, answer, open_call, signatory_of
from tests.papers.pdfs import faults, share_found
from tests.papers.samples import POSITION_AR, POSITION_EN

CANARY_AR, CANARY_EN = "منظمة الكناري المحجوبة", "Withheld Canary Organisation"


def call_with_a_withheld_name() -> Call:
    """A call that three members signed, one of them without her name."""
    names = ("جمعية ضفة النهر", "مركز سنديان")
    rows = [make.organisation(name) for name in names]
    canary = make.organisation(CANARY_AR)
    canary.name_en = CANARY_EN
    session.commit()
    for row in (*rows, canary):
        make.signatory(row)
    call = open_call()
    for row in rows:
        answer(call, row)
    answer(call, session.get_one(Organisation, canary.id), visibility=Visibility.WITHHELD)
    assert signatory_of(canary)
    return session.get_one(Call, call.id)


def text_of(pdf: bytes) -> str:
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode()


def words_of(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.fixture
def printed(app: Flask) -> Issue:
    """An issue printed for real, with one name withheld."""
    return issued(call_with_a_withheld_name(), rendered=True)


def test_printing_gives_sealed_pdf_and_docx_in_every_language_without_the_withheld_name(
    printed: Issue, tmp_path: Path
) -> None:
    assert printed.last_error == ""
    assert printed.state is IssueState.CURRENT
    data = {file.name: blobs.read(file.sha256) for file in printed.files}
    assert set(data) == {f"RY-2026-001-{lang}.{kind}" for lang in ("ar", "en", "ar-en") for kind in ("pdf", "docx")}
    for name, content in data.items():
        said = text_of(content) if name.endswith("pdf") else words_of(content)
        for secret in (CANARY_AR, CANARY_EN):
            assert secret not in said, name
            assert secret.encode() not in content, name
        assert printed.code in said, name
    assert text_of(data["RY-2026-001-en.pdf"]).count("whose name is withheld") == 1

    sealed = tmp_path / "sealed.pdf"
    sealed.write_bytes(data["RY-2026-001-ar.pdf"])
    verdict = subprocess.run(["pdfsig", "-nocert", sealed], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in verdict
    assert "Total document signed" in verdict


def test_the_words_copied_from_the_pdf_are_those_that_were_signed(app: Flask) -> None:
    issue = issued(adopted_call(frozen_from(POSITION_AR, POSITION_EN)), rendered=True)
    for lang, shared in (("ar", "ar"), ("en", "en"), ("ar", "ar-en")):
        file = issue.file(shared, "pdf")
        assert file is not None
        pdf = blobs.read(file.sha256)
        assert share_found(to_text(queries.paper_in(issue, lang)), pdf) >= 0.98
        assert faults(pdf) == []


def test_the_same_issue_is_printed_to_the_same_bytes_below_the_seal(app: Flask) -> None:
    issue = numbered()
    first, second = (press.make(order_of(issue.id)) for _time in range(2))
    assert [file.unsealed for file in first] == [file.unsealed for file in second]
    assert [file.data for file in first if file.format == "docx"] == [f.data for f in second if f.format == "docx"]


def test_the_sealed_file_begins_with_the_unsealed_one(printed: Issue) -> None:
    file = printed.file("ar", "pdf")
    assert file is not None
    assert file.unsealed_sha256 is not None
    assert blobs.read(file.sha256).startswith(blobs.read(file.unsealed_sha256))


@pytest.mark.libreoffice
def test_the_word_file_opens_in_libreoffice(printed: Issue, tmp_path: Path) -> None:
    file = printed.file("ar", "docx")
    assert file is not None
    (tmp_path / file.name).write_bytes(blobs.read(file.sha256))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / file.name],
        check=True,
        capture_output=True,
        timeout=110,
    )
    said = text_of((tmp_path / file.name).with_suffix(".pdf").read_bytes())
    assert "RY/2026/001" in said
    assert printed.code in said


def test_a_paper_in_one_language_has_no_bilingual_file(app: Flask) -> None:
    issue = numbered(adopted_call(frozen_from(ARABIC)))
    make_files(issue.id)
    assert {file.lang for file in session.get_one(Issue, issue.id).files} == {"ar"}


def test_every_pdf_carries_the_digests_of_all_languages_for_machines(printed: Issue) -> None:
    digests = {text.lang: text.digest for text in printed.freeze.texts}
    for file in printed.files:
        if file.format == "pdf":
            inside = manifest.read(blobs.read(file.sha256))
            assert inside is not None
            assert inside["texts"] == digests
            assert (inside["reference"], inside["withheld"]) == ("RY/2026/001", 1)
