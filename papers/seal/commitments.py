"""Salted commitments: a withheld signatory stands in the file as a number that only its own salt opens.

Specified in docs/manifest.md. Without the salt nobody can try names; with it the organisation proves itself to whom it
chooses. A commitment is bound to the fingerprint of the texts: it opens for no other paper.
"""

import hashlib
import hmac
import re
import unicodedata

SALT_BYTES = 16
_DOMAIN = b"mawqif withheld signatory 1\n"


def commit(salt: bytes, seal: str, name: str) -> str:
    """The commitment in hexadecimal to a name under the texts whose set digest is `seal` (hexadecimal).

    ValueError for a salt of another length, a seal that is no SHA-256, or a name without a letter.
    """
    fingerprint, words = bytes.fromhex(seal), plain_name(name).encode()
    if len(salt) != SALT_BYTES or len(fingerprint) != hashlib.sha256().digest_size or not words:
        raise ValueError("A commitment needs a salt of 16 bytes, a SHA-256 and a name.")
    return hashlib.sha256(_DOMAIN + salt + fingerprint + words).hexdigest()


def opens(commitment: str, salt: bytes, seal: str, name: str) -> bool:
    """Whether a commitment is to that name under those texts; False for whatever is malformed."""
    try:
        return hmac.compare_digest(commit(salt, seal, name).encode(), commitment.lower().encode())
    except ValueError:
        return False


def plain_name(name: str) -> str:
    """A name as it is committed to: NFC, one space between words, none around them."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def written_salt(salt: bytes) -> str:
    """A salt in groups of four hexadecimal digits, to be copied by hand."""
    return " ".join(re.findall("....", salt.hex()))


def salt_from(typed: str) -> bytes:
    """The salt in what somebody typed, with or without spaces and dashes. ValueError when it is none."""
    salt = bytes.fromhex(re.sub(r"[\s\-\u2066-\u2069\u200e\u200f]", "", typed))
    if len(salt) != SALT_BYTES:
        raise ValueError("A salt has 32 hexadecimal digits.")
    return salt
