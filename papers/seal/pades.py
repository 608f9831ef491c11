"""Seals a PDF with a PAdES signature that leaves PDF/UA-1 and PDF/A-3a intact, and checks such a seal offline."""

from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from papers.seal.append import Appender
from papers.seal.keys import Key
from papers.seal.verdict import Verdict, verify

__all__ = ["FIELD", "NotSealable", "Verdict", "seal", "verify"]

FIELD = "Seal"


class NotSealable(ValueError):
    """The PDF has no tags to put the seal under, or is sealed already: seal last, and once."""


class _Signer(signers.SimpleSigner):
    """Signs with the key as parsed: the library would parse it anew, twice, for every signature."""

    def __init__(self, key: Key) -> None:
        store = SimpleCertificateStore()
        store.register_multiple([_asn1(certificate) for certificate in key.chain])
        private = key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        super().__init__(
            signing_cert=_asn1(key.certificate),
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


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


@lru_cache(maxsize=8)
def _signer(key: Key) -> _Signer:
    return _Signer(key)


def seal(pdf: bytes, key: Key, *, at: datetime, name: str, reason: str, field: str = FIELD) -> bytes:
    """Append the coalition's PAdES B-B signature, certifying that nothing may change any more; invisible on the page.

    `at` is UTC and stands in the file, `name` is what a reader program shows for the field (in the document's
    language), `reason` why it was sealed. The given bytes stay a prefix of the result. NotSealable for an untagged or
    already sealed file: joining comes before sealing (render, join, seal last, validate, hash).
    """
    writer = Appender(BytesIO(pdf))
    if not writer.is_tagged:
        raise NotSealable("The PDF has no tags to put the seal under.")
    if writer.is_sealed:
        raise NotSealable("The PDF is sealed already: keep the unsealed one, join first and seal last.")
    invisible = fields.InvisSigSettings(set_print_flag=True, box_out_of_bounds=False)
    spec = fields.SigFieldSpec(field, on_page=0, readable_field_name=name, invis_sig_settings=invisible)
    fields.append_signature_field(writer, spec)
    writer.form_tag(writer.root["/AcroForm"]["/Fields"].raw_get(0), name)
    about = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        reason=reason,
        name=key.name,
    )
    signer = _AtItsTime(about, _signer(key))
    signer.at = at
    return bytes(signer.sign_pdf(writer, bytes_reserved=_room(key)).getvalue())


def _room(key: Key) -> int:
    """Bytes to keep free for the signature in hexadecimal: measuring it, as the library does, costs a second signing.

    A P-256 signature, its attributes and names take less than 2 KB besides the certificates.
    """
    certificates = (key.certificate, *key.chain)
    return 2 * (4096 + sum(len(one.public_bytes(Encoding.DER)) for one in certificates))
