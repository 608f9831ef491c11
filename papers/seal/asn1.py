"""Certificates between the two libraries that know them."""

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding


def asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """A certificate as pyHanko takes it."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def native(certificate: asn1_x509.Certificate) -> x509.Certificate:
    """A certificate as pyHanko gives it, as ours."""
    return x509.load_der_x509_certificate(certificate.dump())
