"""Seals a PDF with a PAdES signature that leaves PDF/UA-1 and PDF/A-3a intact, and checks such a seal offline."""

from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

from asn1crypto import crl as asn1_crl
from asn1crypto import keys as asn1_keys
from asn1crypto import ocsp as asn1_ocsp
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore

from papers.seal.append import Appender
from papers.seal.asn1 import asn1
from papers.seal.face import Drawn
from papers.seal.keys import Key
from papers.seal.place import AsDrawn, draw, place_of_seal
from papers.seal.times import Proofs, Timestamper, TimestampFailed
from papers.seal.verdict import Verdict, verify

__all__ = ["FIELD", "NotSealable", "Proofs", "TimestampFailed", "Timestamper", "Verdict", "seal", "verify"]

FIELD, TIME_FIELD = "Seal", "Time"


class NotSealable(ValueError):
    """The PDF has no tags to put the seal under, or is sealed already: seal last, and once."""


class _Signer(signers.SimpleSigner):
    """Signs with the key as parsed: the library would parse it anew, twice, for every signature."""

    def __init__(self, key: Key) -> None:
        store = SimpleCertificateStore()
        store.register_multiple([asn1(certificate) for certificate in key.chain])
        private = key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        super().__init__(
            signing_cert=asn1(key.certificate),
            signing_key=asn1_keys.PrivateKeyInfo.load(private),
            cert_registry=store,
        )
        self.parsed = key.private

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        return self.parsed.sign(data, ec.ECDSA(SHA256()))


class _AtItsTime(signers.PdfSigner):
    """Signs at a given time instead of the clock's."""

    at: datetime

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> Any:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


@lru_cache(maxsize=8)
def _signer(key: Key) -> _Signer:
    return _Signer(key)


def seal(
    pdf: bytes,
    key: Key,
    *,
    at: datetime,
    name: str,
    reason: str,
    field: str = FIELD,
    face: Drawn | None = None,
    timestamper: Timestamper | None = None,
    proofs: Proofs | None = None,
) -> bytes:
    """Append the coalition's PAdES signature, certifying that nothing may change any more.

    `at` is UTC and stands in the file, `name` is what a reader program shows for the field (in the document's
    language), `reason` why it was sealed. The `face` is drawn where the document keeps a place for it; without either
    the seal is invisible. With a `timestamper` it is B-T, with `proofs` besides B-LTA, else B-B.

    The given bytes stay a prefix of the result. NotSealable for an untagged or already sealed file: joining comes
    before sealing (render, join, seal last, validate, hash). TimestampFailed when no time stamp came: seal without.
    """
    writer = Appender(BytesIO(pdf))
    if not writer.is_tagged:
        raise NotSealable("The PDF has no tags to put the seal under.")
    if writer.is_sealed:
        raise NotSealable("The PDF is sealed already: keep the unsealed one, join first and seal last.")
    _add_field(writer, field, name, face)
    if timestamper and proofs:
        _add_field(writer, TIME_FIELD, f"{name} – {TIME_FIELD}", in_two=True)
    about = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        reason=reason,
        name=key.name,
    )
    signer = _AtItsTime(about, _signer(key), timestamper=timestamper, stamp_style=AsDrawn())
    signer.at = at
    room = None if timestamper else _room(key)  # nobody knows beforehand how long a stranger's answer is
    sealed = bytes(signer.sign_pdf(writer, bytes_reserved=room).getvalue())
    return _kept_checkable(sealed, timestamper, proofs) if timestamper and proofs else sealed


def _add_field(writer: Appender, field: str, name: str, face: Drawn | None = None, *, in_two: bool = False) -> None:
    """A signature field with its tag: visible in the place kept for it, or nowhere to be seen.

    `in_two` keeps the field apart from its annotation, to which the tag points: then filling the field later changes
    nothing that the tags reach, and whoever compares the revisions need not wonder.
    """
    place = place_of_seal(writer) if face else None
    invisible = fields.InvisSigSettings(set_print_flag=True, box_out_of_bounds=False)
    page, box = place or (0, None)
    spec = fields.SigFieldSpec(
        field,
        on_page=page,
        box=box,  # type: ignore[arg-type]  # fractions of points are taken too
        readable_field_name=name,
        invis_sig_settings=invisible,
        combine_annotation=not in_two,
    )
    fields.append_signature_field(writer, spec)
    known = writer.root["/AcroForm"]["/Fields"]
    widget = known.raw_get(len(known) - 1)
    if in_two:
        widget = widget.get_object()["/Kids"].raw_get(0)
    if face and place:
        draw(writer, widget, face.pdf)
    writer.form_tag(widget, face.words if face and place else name)


def _kept_checkable(sealed: bytes, timestamper: Timestamper, proofs: Proofs) -> bytes:
    """Append what proves the seal in years to come, and a time stamp over all of it, in one update (PAdES B-LTA).

    The field for the time stamp was there, with its tag, when the seal was made: nothing but its value is new.
    """
    writer = Appender(BytesIO(sealed))
    certificates = {*proofs.certificates, *timestamper.certificates}
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        None,
        certs=[asn1(certificate) for certificate in sorted(certificates, key=lambda one: one.serial_number)],
        crls=[asn1_crl.CertificateList.load(one) for one in proofs.crls],
        ocsps=[asn1_ocsp.OCSPResponse.load(one) for one in proofs.ocsps],
    )
    stamped = signers.PdfTimeStamper(timestamper, field_name=TIME_FIELD).timestamp_pdf(writer, "sha256")
    return bytes(stamped.getvalue())


def _room(key: Key) -> int:
    """Bytes to keep free for the signature in hexadecimal: measuring it, as the library does, costs a second signing.

    A P-256 signature, its attributes and names take less than 2 KB besides the certificates.
    """
    certificates = (key.certificate, *key.chain)
    return 2 * (4096 + sum(len(one.public_bytes(Encoding.DER)) for one in certificates))
