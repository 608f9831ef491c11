"""The key that seals the coalition's files: made with its own authority on first use, replaceable by placing files.

`seal.pem` in the key folder holds private key, certificate and the certificates above it; `authority.pem` the key of
our own authority, needed only to make another seal. Whoever has a key from elsewhere places it as `seal.pem`.
"""

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from advocacy import clock, outside
from advocacy.coalition.queries import the_coalition
from papers.seal.keys import Key, certificates_to_pem, make_authority, make_certificate

SEAL, AUTHORITY = "seal.pem", "authority.pem"


def sealing_key() -> Key:
    """The key that seals; made on first use. Two processes that come first at once end up with the same one."""
    kept = outside.current().keys.get(SEAL)
    return Key.from_pem(kept or _make())


def authority() -> x509.Certificate:
    """The certificate at the top of the seal's chain: what a reader must trust, and what our verification trusts."""
    key = sealing_key()
    return key.chain[-1] if key.chain else key.certificate


def certificates_pem() -> bytes:
    """The seal's certificate and those above it: what may be published."""
    key = sealing_key()
    return certificates_to_pem((key.certificate, *key.chain))


def authority_pem() -> bytes:
    """The authority's certificate alone: what a reader imports once to trust our seals."""
    return certificates_to_pem((authority(),))


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of a certificate, in the groups in which one reads it out."""
    letters = certificate.fingerprint(SHA256()).hex()
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def _make() -> bytes:
    keys, at = outside.current().keys, clock.now()
    house = the_coalition()
    name = (house.name_en or house.name_ar) if house else "Mawqif"
    above = Key.from_pem(keys.put(AUTHORITY, make_authority(f"{name} – authority", at).to_pem()))
    return keys.put(SEAL, make_certificate(above, name, at).to_pem())
