"""Checks the seal of a PDF against the coalition's authority, offline."""

import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from papers.seal.keys import subject_name

for _name in ("pyhanko", "pyhanko_certvalidator"):
    # A foreign or changed file is an answer here, not an incident; the library would log a traceback with names in it.
    logging.getLogger(_name).setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a seal proves. Genuine means all of it: sealed by our authority's key, and not one byte added or changed.

    `whole` says that the sealed bytes are as they were and nothing but harmless additions follows; `ours` that the
    certificate descends from the given authority; `covers_whole_file` that nothing at all follows the seal.
    `modification` names what was added after the seal (NONE, LTA_UPDATES, FORM_FILLING, ANNOTATIONS, OTHER).
    """

    sealed: bool = False
    whole: bool = False
    ours: bool = False
    by: str = ""
    at: datetime | None = None
    covers_whole_file: bool = False
    modification: str = ""
    problems: tuple[str, ...] = ()

    @property
    def is_genuine(self) -> bool:
        return self.sealed and self.whole and self.ours and self.covers_whole_file


def verify(pdf: bytes, authority: x509.Certificate, *, at: datetime | None = None) -> Verdict:
    """Judge the last seal of a PDF. `at` (UTC) is the moment at which the certificate must hold; None takes the time
    that the seal itself claims, which nobody else vouches for (PAdES B-B has no time stamp).

    Never raises for a broken or foreign file: what could not be read stands in `problems`.
    """
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        seals = reader.embedded_regular_signatures
        if not seals:
            return Verdict(problems=("No seal stands in this file.",))
        return _judge(pdf, seals[-1], authority, at)
    except Exception as error:  # a file may be made to break its reader in any way, and that is an answer here
        return Verdict(problems=(f"The file cannot be read as a sealed PDF: {error}",))


def _judge(pdf: bytes, found: Any, authority: x509.Certificate, at: datetime | None) -> Verdict:
    claimed = found.self_reported_timestamp
    status = validate_pdf_signature(found, _trusting(authority, at or claimed))
    covers = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    level = status.modification_level.name if status.modification_level is not None else ""
    alone = _stands_alone(pdf, found)
    whole = bool(status.intact and status.valid and status.docmdp_ok and alone)
    ours = bool(status.trusted) or (not whole and _was_issued_by(authority, status.signing_cert))
    return Verdict(
        sealed=True,
        whole=whole,
        ours=ours,
        by=subject_name(x509.load_der_x509_certificate(status.signing_cert.dump())),
        at=claimed.astimezone(UTC) if claimed else None,
        covers_whole_file=covers,
        modification=level,
        problems=tuple(_problems(status, alone=alone, ours=ours, covers=covers, level=level)),
    )


def _problems(status: Any, *, alone: bool, ours: bool, covers: bool, level: str) -> list[str]:
    problems = []
    if not (status.intact and status.valid):
        problems.append("The sealed words were changed after sealing.")
    if not alone:
        problems.append("Something stands beside the seal in the place that is kept for it.")
    if not ours:
        problems.append("The seal was not made with a key of this authority.")
    if not covers:
        problems.append(f"Something was added after sealing ({level or 'unknown'}).")
    elif not status.docmdp_ok:
        problems.append("The file breaks the seal's own rule that nothing may change.")
    return problems


def _stands_alone(pdf: bytes, found: Any) -> bool:
    """Whether the place of the seal, the only one that it does not cover, holds the seal and zeros behind it."""
    _start, begin, end, _length = (int(number) for number in found.byte_range)
    place = re.fullmatch(rb"<([0-9A-Fa-f]*)>", pdf[begin:end])
    if place is None:
        return False
    held = bytes.fromhex(place[1].decode("ascii"))
    return not any(held[len(cms.ContentInfo.load(held).dump()) :])


def _was_issued_by(authority: x509.Certificate, certificate: asn1_x509.Certificate) -> bool:
    """Whether a certificate is the authority's. The library stops asking once the sealed bytes do not match."""
    try:
        x509.load_der_x509_certificate(certificate.dump()).verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _trusting(authority: x509.Certificate, moment: datetime | None) -> ValidationContext:
    """Trust this one authority and fetch nothing. What was withdrawn, the verify page knows."""
    root = asn1_x509.Certificate.load(authority.public_bytes(Encoding.DER))
    return ValidationContext(trust_roots=[root], allow_fetching=False, revocation_mode="soft-fail", moment=moment)
