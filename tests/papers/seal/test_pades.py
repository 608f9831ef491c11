import subprocess
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from papers.seal.keys import Key, make_authority, make_certificate
from papers.seal.pades import NotSealable, seal
from papers.seal.verdict import verify
from tests.papers.pdfs import faults, pressed

AT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


@lru_cache(maxsize=1)
def keys() -> tuple[Key, Key]:
    authority = make_authority("سلطة رواق الياسمين", AT)
    return authority, make_certificate(authority, "تحالف رواق الياسمين المدني", AT)


def sealed(pdf: bytes) -> bytes:
    return seal(pdf, keys()[1], at=AT, name="ختم التحالف", reason="اعتماد الورقة")


def statement() -> bytes:
    return pressed("<h1>بيان</h1><p>نطالب بوقف الهجمات على المدارس فورًا.</p>")


def test_a_sealed_page_stays_pdf_ua_1_and_pdf_a_3a() -> None:
    assert faults(sealed(statement())) == []


def test_sealing_only_appends() -> None:
    assert sealed(statement()).startswith(statement())


def test_a_fresh_seal_is_genuine_and_names_who_and_when() -> None:
    verdict = verify(sealed(statement()), keys()[0].certificate)
    assert verdict.is_genuine
    assert (verdict.by, verdict.at) == ("تحالف رواق الياسمين المدني", AT)
    assert (verdict.modification, verdict.problems) == ("NONE", ())


def test_poppler_finds_the_signature_valid(tmp_path: Path) -> None:
    file = tmp_path / "sealed.pdf"
    file.write_bytes(sealed(statement()))
    report = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in report
    assert "Total document signed" in report
    assert "ETSI.CAdES.detached" in report


def test_one_changed_byte_is_seen_and_the_seal_is_still_known_as_ours() -> None:
    broken = bytearray(sealed(statement()))
    broken[len(statement()) // 2] ^= 1
    verdict = verify(bytes(broken), keys()[0].certificate)
    assert verdict.sealed and not verdict.whole and verdict.ours
    assert not verdict.is_genuine


def test_something_added_behind_the_seal_is_seen() -> None:
    verdict = verify(sealed(statement()) + b"% one more line\n", keys()[0].certificate)
    assert not verdict.covers_whole_file and not verdict.is_genuine
    assert "added" in verdict.problems[0]


def test_the_seal_of_somebody_with_our_name_is_not_ours() -> None:
    impostor = make_authority("سلطة رواق الياسمين", AT)
    key = make_certificate(impostor, "تحالف رواق الياسمين المدني", AT)
    forged = seal(statement(), key, at=AT, name="ختم", reason="x")
    verdict = verify(forged, keys()[0].certificate)
    assert verdict.sealed and verdict.whole and not verdict.ours


def test_a_seal_made_after_its_certificate_ended_is_not_ours() -> None:
    late = seal(statement(), keys()[1], at=AT + timedelta(days=365 * 6), name="ختم", reason="x")
    assert not verify(late, keys()[0].certificate).is_genuine


@pytest.mark.parametrize("junk", [b"", b"hello", b"%PDF-1.7\n%%EOF\n"])
def test_what_is_no_sealed_pdf_is_told_apart_without_an_error(junk: bytes) -> None:
    verdict = verify(junk, keys()[0].certificate)
    assert not verdict.sealed and verdict.problems


def test_a_file_cut_short_is_not_genuine() -> None:
    whole = sealed(statement())
    assert not verify(whole[: len(whole) - 300], keys()[0].certificate).is_genuine


def test_an_unsealed_file_of_ours_is_not_sealed() -> None:
    assert not verify(statement(), keys()[0].certificate).sealed


def test_a_sealed_file_is_not_sealed_twice() -> None:
    with pytest.raises(NotSealable, match="join first"):
        sealed(sealed(statement()))


def test_a_sealed_file_says_that_it_is_pdf_1_7_as_pdf_a_3_asks() -> None:
    with pikepdf.open(BytesIO(sealed(statement()))) as pdf:
        assert "/Version" not in pdf.Root
        assert pdf.pdf_version == "1.7"
