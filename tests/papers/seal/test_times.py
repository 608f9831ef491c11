"""PAdES B-T and B-LTA: somebody else vouches for the time, and nothing else may follow the seal."""

import subprocess
from datetime import timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import tsp

from papers.seal.append import Appender
from papers.seal.keys import make_crl
from papers.seal.pades import Proofs, Timestamper, TimestampFailed, seal, verify
from tests.make import tsa
from tests.papers.pdfs import faults
from tests.papers.seal.test_pades import AT, keys, statement

LATER = AT + timedelta(seconds=4)
SECOND_SIGNATURE = "PDFA3A-SIGNATURE-BYTERANGE-001"
"""The checker asks every signature to reach the end of the file, which only the last of two can do; ISO 19005-3 (6.4.3)
asks it of the file as it was when it was signed."""


@lru_cache(maxsize=2)
def stamped(*, for_ever: bool = False) -> bytes:
    authority, key = keys()
    proofs = Proofs((authority.certificate,), (make_crl(authority, AT),)) if for_ever else None
    clerk = Timestamper(tsa.service(LATER))
    return seal(statement(), key, at=AT, name="ختم التحالف", reason="x", timestamper=clerk, proofs=proofs)


def test_a_time_stamp_says_when_and_who_vouches_for_it() -> None:
    verdict = verify(stamped(), keys()[0].certificate)
    assert (verdict.is_genuine, verdict.level) == (True, "B-T")
    assert verdict.stamp is not None
    assert (verdict.stamp.at, verdict.stamp.by, verdict.stamp.trusted) == (LATER, tsa.NAME, False)
    assert verdict.at == AT


@pytest.mark.parametrize("for_ever", [False, True])
def test_the_time_is_trusted_when_its_authority_is_known(for_ever: bool) -> None:
    verdict = verify(stamped(for_ever=for_ever), keys()[0].certificate, time_authorities=[tsa.certificate(LATER)])
    assert verdict.stamp is not None and verdict.stamp.trusted


def test_another_service_with_that_name_is_not_trusted() -> None:
    other = tsa.certificate(LATER + timedelta(days=1))
    verdict = verify(stamped(), keys()[0].certificate, time_authorities=[other])
    assert verdict.stamp is None or not verdict.stamp.trusted


def test_a_stamped_page_stays_pdf_ua_1_and_pdf_a_3a() -> None:
    assert faults(stamped()) == []


def test_with_proofs_for_ever_only_the_rule_about_two_signatures_is_in_dispute() -> None:
    assert [fault.split(":")[0] for fault in faults(stamped(for_ever=True))] == [SECOND_SIGNATURE]


def test_proofs_and_their_time_stamp_are_no_change() -> None:
    verdict = verify(stamped(for_ever=True), keys()[0].certificate)
    assert (verdict.is_genuine, verdict.level, verdict.modification) == (True, "B-LTA", "LTA_UPDATES")
    assert verdict.problems == ()


def test_the_proofs_hold_the_authority_the_service_and_the_list_of_withdrawn_seals() -> None:
    with pikepdf.open(BytesIO(stamped(for_ever=True))) as pdf:
        kept = {bytes(one.read_bytes()) for one in pdf.Root.DSS.Certs}
        assert len(pdf.Root.DSS.CRLs) == 1
    from cryptography.hazmat.primitives.serialization import Encoding

    for certificate in (keys()[0].certificate, tsa.certificate(LATER)):
        assert certificate.public_bytes(Encoding.DER) in kept


def test_one_byte_behind_the_last_time_stamp_is_a_change() -> None:
    assert not verify(stamped(for_ever=True) + b"\n", keys()[0].certificate).is_genuine


def test_proofs_without_a_time_stamp_to_the_end_of_the_file_are_a_change() -> None:
    from pyhanko.sign.validation import DocumentSecurityStore

    writer = Appender(BytesIO(stamped()))
    DocumentSecurityStore.supply_dss_in_writer(writer, None)
    verdict = verify(writer.written(), keys()[0].certificate)
    assert verdict.sealed and not verdict.is_genuine


def test_an_object_that_nothing_points_to_is_no_proof() -> None:
    from pyhanko.pdf_utils import generic
    from pyhanko.sign import signers

    writer = Appender(BytesIO(stamped()))
    writer.add_object(generic.StreamObject(stream_data=b"a letter that nobody sealed"))
    clerk = signers.PdfTimeStamper(Timestamper(tsa.service(LATER)), field_name="More")
    hidden = bytes(clerk.timestamp_pdf(writer, "sha256").getvalue())
    assert not verify(hidden, keys()[0].certificate).is_genuine


def test_another_title_under_a_fresh_time_stamp_is_a_change() -> None:
    from pyhanko.pdf_utils.generic import pdf_name, pdf_string
    from pyhanko.sign import signers

    writer = Appender(BytesIO(stamped(for_ever=True)))
    page = writer.root["/Pages"]["/Kids"].raw_get(0)
    page.get_object()[pdf_name("/Contents")] = pdf_string("")
    writer.mark_update(page)
    clerk = signers.PdfTimeStamper(Timestamper(tsa.service(LATER)), field_name="More")
    changed = bytes(clerk.timestamp_pdf(writer, "sha256").getvalue())
    verdict = verify(changed, keys()[0].certificate)
    assert verdict.ours and not verdict.whole and not verdict.is_genuine


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>502 Bad Gateway</html>",
        bytes.fromhex("30053003020102"),
        tsa.service(LATER)(tsp.TimeStampReq({
            "version": 1,
            "message_imprint": {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes(32)},
        }).dump()),
    ],
    ids=["nothing", "a page", "a refusal", "a stamp over something else"],
)  # fmt: skip
def test_whatever_a_service_answers_else_is_a_failure_with_a_name(answer: bytes) -> None:
    with pytest.raises(TimestampFailed):
        seal(statement(), keys()[1], at=AT, name="x", reason="x", timestamper=Timestamper(lambda _asked: answer))


def test_a_line_that_breaks_is_a_failure_with_a_name() -> None:
    def ask(_request: bytes) -> bytes:
        raise TimeoutError("no answer")

    with pytest.raises(TimestampFailed, match="no answer"):
        seal(statement(), keys()[1], at=AT, name="x", reason="x", timestamper=Timestamper(ask))


def test_poppler_sees_the_seal_valid_and_the_time_stamp_over_everything(tmp_path: Path) -> None:
    file = tmp_path / "sealed.pdf"
    file.write_bytes(stamped(for_ever=True))
    report = subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False).stdout
    first, second = report.split("Signature #2")
    assert "Signature is Valid" in first
    assert "Total document signed" in second
