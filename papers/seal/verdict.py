"""Checks the seal of a PDF against the coalition's authority, offline."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, StandardDiffPolicy
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from papers.seal.asn1 import asn1, native
from papers.seal.keys import subject_name

for _name in ("pyhanko", "pyhanko_certvalidator"):
    # A foreign or changed file is an answer here, not an incident; the library would log a traceback with names in it.
    logging.getLogger(_name).setLevel(logging.CRITICAL)

_STRICT = StandardDiffPolicy(
    DEFAULT_DIFF_POLICY.global_rules, DEFAULT_DIFF_POLICY.form_rule, ignore_orphaned_objects=False
)
"""The library lets objects pass that nothing points to; behind a seal they are a hiding place."""
_PROOFS = "LTA_UPDATES"
"""What may be added to a file that may not change: proofs of the seal and time stamps over them."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment for which somebody else vouches; `trusted` when the checker knows the authority of that service."""

    at: datetime
    by: str
    trusted: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a seal proves. Genuine means all of it: sealed by our authority's key, and not one byte added or changed.

    `whole` says that the sealed bytes are as they were and nothing but harmless additions follows; `ours` that the
    certificate descends from the given authority; `covers_whole_file` that nothing follows the seal but proofs of its
    time, which their own time stamp covers to the last byte. `modification` names what was added after the seal (NONE,
    LTA_UPDATES, FORM_FILLING, ANNOTATIONS, OTHER). `at` is the sealer's own word, `stamp` somebody else's. `level` is
    B-B, B-T or B-LTA (ETSI EN 319 142-1).
    """

    sealed: bool = False
    whole: bool = False
    ours: bool = False
    by: str = ""
    at: datetime | None = None
    covers_whole_file: bool = False
    modification: str = ""
    problems: tuple[str, ...] = ()
    level: str = ""
    stamp: Stamp | None = None

    @property
    def is_genuine(self) -> bool:
        return self.sealed and self.whole and self.ours and self.covers_whole_file


def verify(
    pdf: bytes,
    authority: x509.Certificate,
    *,
    at: datetime | None = None,
    time_authorities: Sequence[x509.Certificate] = (),
) -> Verdict:
    """Judge the last seal of a PDF. `at` (UTC) is the moment at which the certificate must hold; None takes the time
    that the seal itself claims. `time_authorities` are trusted to say what time it is: without them, and without a time
    stamp (PAdES B-B), nobody else vouches for it.

    Never raises for a broken or foreign file: what could not be read stands in `problems`.
    """
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        seals = reader.embedded_regular_signatures
        if not seals:
            return Verdict(problems=("No seal stands in this file.",))
        return _judge(pdf, reader, seals[-1], authority, at, time_authorities)
    except Exception as error:  # a file may be made to break its reader in any way, and that is an answer here
        return Verdict(problems=(f"The file cannot be read as a sealed PDF: {error}",))


def _judge(
    pdf: bytes,
    reader: PdfFileReader,
    found: Any,
    authority: x509.Certificate,
    at: datetime | None,
    time_authorities: Sequence[x509.Certificate],
) -> Verdict:
    claimed, moment = found.self_reported_timestamp, at or found.self_reported_timestamp
    clocks = _trusting(time_authorities, moment)
    status = validate_pdf_signature(found, _trusting([authority], moment), clocks, diff_policy=_STRICT)
    later = [one for one in reader.embedded_timestamp_signatures if one.signed_revision > found.signed_revision]
    stamps = [validate_pdf_timestamp(one, clocks, diff_policy=_STRICT) for one in later]
    level = status.modification_level.name if status.modification_level is not None else ""
    covers = status.coverage == SignatureCoverageLevel.ENTIRE_FILE or (level == _PROOFS and _seal_all(stamps))
    alone = all(_stands_alone(pdf, one) for one in (found, *later))
    whole = bool(status.intact and status.valid and status.docmdp_ok and alone)
    ours = bool(status.trusted) or (not whole and _was_issued_by(authority, status.signing_cert))
    stamp = _stamp(status.timestamp_validity) or next(filter(None, map(_stamp, stamps)), None)
    return Verdict(
        sealed=True,
        whole=whole,
        ours=ours,
        by=subject_name(native(status.signing_cert)),
        at=claimed.astimezone(UTC) if claimed else None,
        covers_whole_file=covers,
        modification=level,
        problems=tuple(_problems(status, alone=alone, ours=ours, covers=covers, level=level)),
        level=("B-LTA" if stamps and "/DSS" in reader.root else "B-T") if stamp else "B-B",
        stamp=stamp,
    )


def _seal_all(stamps: Sequence[Any]) -> bool:
    """Whether every later time stamp is unbroken and the last one covers the file to its end."""
    unbroken = all(one.intact and one.valid for one in stamps)
    return bool(stamps) and unbroken and stamps[-1].coverage == SignatureCoverageLevel.ENTIRE_FILE


def _stamp(status: Any) -> Stamp | None:
    """What a time stamp says; None for a missing or broken one."""
    if status is None or not (status.intact and status.valid):
        return None
    return Stamp(status.timestamp.astimezone(UTC), subject_name(native(status.signing_cert)), bool(status.trusted))


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
        native(certificate).verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _trusting(authorities: Sequence[x509.Certificate], moment: datetime | None) -> ValidationContext:
    """Trust these authorities and fetch nothing. What was withdrawn, the verify page knows."""
    roots = [asn1(certificate) for certificate in authorities]
    return ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail", moment=moment)
