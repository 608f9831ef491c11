"""A time stamp service in this process: answers requests (RFC 3161) with tokens of its own at a given time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from papers.seal.asn1 import asn1

NAME = "Clock Tower"


@lru_cache(maxsize=4)
def _made(at: datetime, name: str) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder(subject, subject, private.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(at - timedelta(days=1)).not_valid_after(at + timedelta(days=3650))
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    return private, builder.add_extension(usage, critical=True).sign(private, SHA256())


def certificate(at: datetime, name: str = NAME) -> x509.Certificate:
    """The service's certificate, signed by itself, good for ten years from `at` and for time stamps alone."""
    return _made(at, name)[1]


def service(at: datetime, *, name: str = NAME) -> Callable[[bytes], bytes]:
    """What stands behind the address of a time stamp service: from request to response, always at `at` (UTC)."""
    key, mine = _made(at, name)
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    clerk = DummyTimeStamper(asn1(mine), asn1_keys.PrivateKeyInfo.load(private), fixed_dt=at)

    def answer(request: bytes) -> bytes:
        asked = tsp.TimeStampReq.load(request)
        return bytes(clerk.request_tsa_response(asked).dump())

    return answer
