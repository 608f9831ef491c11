"""Signed notes as of c2sp.org/signed-note: a text, an empty line, and lines «— name base64(key id ‖ signature)»."""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
"""The kind of key, written before it."""

LONGEST = 200_000
"""Characters of a note that is read: ours have 200; sixteen signatures of the largest kind fit."""

_NAME = re.compile(r"[^\s+]{1,200}")
_LINE = re.compile(r"— (\S+) (\S+)")
_SECRET = "PRIVATE+KEY+"  # noqa: S105 - the word that stands before a secret, as Go's note package writes it


class BadNote(ValueError):
    """A text that is no note or key, or a note that the given key did not sign; says which."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """Who may have signed: the name of a key and its public half, 32 bytes."""

    name: str
    public: bytes

    @classmethod
    def from_string(cls, words: str) -> "Verifier":
        """Read a verifier key, «name+id+base64»."""
        name, key_id, key = _key_parts(words)
        verifier = cls(name, key)
        if verifier.key_id.hex() != key_id:
            raise BadNote("The verifier key is damaged: its id does not fit its name and key.")
        return verifier

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"

    @property
    def key_id(self) -> bytes:
        """The four bytes by which a signature names its key."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def open(self, note: str) -> str:
        """The text of a note that this key signed; BadNote otherwise. Signatures of others are passed over."""
        text, signatures = _parts(note)
        for name, signature in signatures:
            if name == self.name and signature[:4] == self.key_id:
                try:
                    Ed25519PublicKey.from_public_bytes(self.public).verify(signature[4:], text.encode())
                except InvalidSignature as error:
                    raise BadNote("The signature does not fit the text: one of them was changed.") from error
                return text
        raise BadNote(f"The note is not signed by {self.name} with key {self.key_id.hex()}.")


@dataclass(frozen=True, slots=True)
class Signer:
    """A key that signs: its name and its secret seed of 32 bytes."""

    name: str
    seed: bytes = field(repr=False)

    @classmethod
    def from_string(cls, words: str) -> "Signer":
        """Read what `to_string` wrote."""
        name, key_id, seed = _key_parts(words.removeprefix(_SECRET))
        signer = cls(name, seed)
        if signer.verifier.key_id.hex() != key_id or not words.startswith(_SECRET):
            raise BadNote("The secret key is damaged.")
        return signer

    def to_string(self) -> str:
        """The secret in one line, «PRIVATE+KEY+name+id+base64»."""
        return f"{_SECRET}{self.name}+{self.verifier.key_id.hex()}+{base64.b64encode(ED25519 + self.seed).decode()}"

    @property
    def verifier(self) -> Verifier:
        """The half that everybody may know."""
        return Verifier(self.name, Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        """The note: the text, which ends with a line break, and this key's signature. The same text, the same note."""
        if not text.endswith("\n") or not _NAME.fullmatch(self.name):
            raise BadNote("A note ends with a line break, and the name of a key has no space and no plus.")
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        return f"{text}\n— {self.name} {base64.b64encode(self.verifier.key_id + signature).decode()}\n"


def plain_base64(words: str, size: int | None = None) -> bytes:
    """Bytes from base64 that could not have been written otherwise; BadNote for anything else, or another size."""
    try:
        data = base64.b64decode(words, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadNote("A line is not base64.") from error
    if base64.b64encode(data).decode() != words or (size is not None and len(data) != size):
        raise BadNote("A line of base64 has not the form that it must have.")
    return data


def _parts(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    if len(note) > LONGEST or any(ord(letter) < 32 and letter != "\n" for letter in note):
        raise BadNote("This is no signed note: too long, or with characters that a note cannot have.")
    text, gap, below = note.rpartition("\n\n")
    if not gap or not below.endswith("\n"):
        raise BadNote("This is no signed note: a text, an empty line, and lines of signatures, each ended.")
    found = []
    for line in below[:-1].split("\n"):
        parts = _LINE.fullmatch(line)
        signature = plain_base64(parts[2]) if parts else b""
        if parts is None or not _NAME.fullmatch(parts[1]) or len(signature) < 5:
            raise BadNote("A line below the text is no signature.")
        found.append((parts[1], signature))
    return text + "\n", found


def _key_parts(words: str) -> tuple[str, str, bytes]:
    name, _plus, rest = words.strip().partition("+")
    key_id, _plus, key = rest.partition("+")
    data = plain_base64(key, 33)
    if not _NAME.fullmatch(name) or not data.startswith(ED25519):
        raise BadNote("This is no key: name+id+base64, of an Ed25519 key.")
    return name, key_id, data[1:]
