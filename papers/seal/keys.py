"""The coalition's own authority and the key it seals with: P-256, made here, kept in PEM, replaceable."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

AUTHORITY_YEARS = 20
SEAL_YEARS = 5
_NAMES = (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)
_BACKDATED = timedelta(hours=1)
"""Certificates begin a little earlier, so that a reader whose clock is behind still accepts them."""


@dataclass(frozen=True, slots=True)
class Key:
    """A certificate with its private key, and the certificates above it, the authority last."""

    certificate: x509.Certificate
    private: ec.EllipticCurvePrivateKey
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def name(self) -> str:
        """Whose key it is."""
        return subject_name(self.certificate)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate in hexadecimal: what one reads out over the telephone."""
        return self.certificate.fingerprint(SHA256()).hex()

    def to_pem(self, password: bytes | None = None) -> bytes:
        """Private key, certificate and chain in one PEM text; the key encrypted when a password is given."""
        hidden: KeySerializationEncryption = BestAvailableEncryption(password) if password else NoEncryption()
        parts = [self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, hidden)]
        return b"".join(parts) + certificates_to_pem((self.certificate, *self.chain))

    def certificate_pem(self) -> bytes:
        """The certificate alone: what may be published."""
        return certificates_to_pem((self.certificate,))

    @classmethod
    def from_pem(cls, pem: bytes, password: bytes | None = None) -> "Key":
        """Read what `to_pem` wrote. ValueError when it is no P-256 key or no certificate stands in it."""
        private = load_pem_private_key(pem, password)
        if not isinstance(private, ec.EllipticCurvePrivateKey):
            raise ValueError("The seal needs a P-256 key.")
        first, *above = x509.load_pem_x509_certificates(pem)
        if first.public_key() != private.public_key():
            raise ValueError("The first certificate does not belong to the key.")
        return cls(first, private, tuple(above))


def make_authority(name: str, at: datetime) -> Key:
    """A new authority of our own, valid for twenty years from `at` (UTC). Nobody vouches for it: publish its print."""
    private = ec.generate_private_key(ec.SECP256R1())
    subject = _named(name)
    builder = _begin(subject, subject, private.public_key(), at, AUTHORITY_YEARS)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    return Key(builder.sign(private, SHA256()), private)


def make_certificate(authority: Key, name: str, at: datetime) -> Key:
    """A new seal of the coalition, vouched for by its authority, valid for five years from `at` (UTC)."""
    private = ec.generate_private_key(ec.SECP256R1())
    issuer = authority.certificate
    builder = _begin(_named(name), issuer.subject, private.public_key(), at, SEAL_YEARS)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=False), critical=True)
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.private.public_key())
    builder = builder.add_extension(above, critical=False)
    return Key(builder.sign(authority.private, SHA256()), private, (issuer, *authority.chain))


def certificates_to_pem(certificates: Iterable[x509.Certificate]) -> bytes:
    return b"".join(certificate.public_bytes(Encoding.PEM) for certificate in certificates)


def subject_name(certificate: x509.Certificate) -> str:
    """The whole name of a certificate's subject, else its common name; empty when it has neither."""
    names = [name for oid in _NAMES for name in certificate.subject.get_attributes_for_oid(oid)]
    return str(names[0].value) if names else ""


def _named(name: str) -> x509.Name:
    """The whole name as organisation, and as common name what fits into 64 bytes (some 32 Arabic letters)."""
    short = name.encode()[:64].decode(errors="ignore")
    whole = x509.NameAttribute(NameOID.ORGANIZATION_NAME, name)
    return x509.Name([whole, x509.NameAttribute(NameOID.COMMON_NAME, short)])


def _begin(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, at: datetime, years: int
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder(issuer, subject, public, x509.random_serial_number())
    builder = builder.not_valid_before(at - _BACKDATED).not_valid_after(at + timedelta(days=365 * years))
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def make_crl(authority: Key, at: datetime, revoked: Iterable[x509.Certificate] = ()) -> bytes:
    """The authority's list of withdrawn seals as of `at` (UTC), in DER; it promises the next one within a year."""
    subject = authority.certificate.subject
    builder = x509.CertificateRevocationListBuilder(subject, at - _BACKDATED, at + timedelta(days=365))
    for certificate in revoked:
        entry = x509.RevokedCertificateBuilder(certificate.serial_number, at - _BACKDATED).build()
        builder = builder.add_revoked_certificate(entry)
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.private.public_key())
    builder = builder.add_extension(above, critical=False)
    builder = builder.add_extension(x509.CRLNumber(int(at.timestamp())), critical=False)
    return builder.sign(authority.private, SHA256()).public_bytes(Encoding.DER)
