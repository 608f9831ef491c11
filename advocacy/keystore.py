"""Secrets of an installation: made on first use, kept outside the database, readable by their owner alone."""

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from weakref import WeakKeyDictionary

from advocacy import chance, outside

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_MARK = b"\x00mk"
"""How bytes begin that name their key."""


class KeyStore(Protocol):
    """Where secrets live. A name is a file name without folders."""

    def get(self, name: str) -> bytes | None: ...

    def put(self, name: str, secret: bytes) -> bytes:
        """Keep a secret unless one of that name exists; returns the one that is kept."""
        ...


class FolderKeyStore:
    """One file per secret, mode 0600, in a folder of mode 0700."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str) -> bytes | None:
        path = self._folder / name
        return path.read_bytes() if path.exists() else None

    def put(self, name: str, secret: bytes) -> bytes:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / name
        draft = self._folder / f".{name}.{os.getpid()}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # fails if another process was first: then theirs is the secret
        except FileExistsError:
            return path.read_bytes()
        finally:
            draft.unlink()
        return secret


class MemoryKeyStore:
    """Secrets that end with the process; for tests."""

    def __init__(self) -> None:
        self._secrets: dict[str, bytes] = {}

    def get(self, name: str) -> bytes | None:
        return self._secrets.get(name)

    def put(self, name: str, secret: bytes) -> bytes:
        return self._secrets.setdefault(name, secret)


_ciphers: "WeakKeyDictionary[KeyStore, dict[int, AESGCM]]" = WeakKeyDictionary()
"""Keys that have been read, so that a list of names does not read a file for each."""


def secret(name: str, *, size: int = 32) -> bytes:
    """The secret of that name, made of `size` random bytes on first use."""
    store = outside.current().keys
    return store.get(name) or store.put(name, chance.some_bytes(size))


def encrypt(purpose: str, words: str) -> bytes:
    """Words as AES-256-GCM under the newest field key; bound to `purpose` (table, column and row).

    The bytes name the key by its number: a mark, two bytes of number, twelve of nonce, the ciphertext.
    """
    return encrypt_bytes(purpose, words.encode())


def encrypt_bytes(purpose: str, data: bytes) -> bytes:
    """The same for bytes."""
    number, nonce = newest_field_key(), chance.some_bytes(12)
    return _MARK + number.to_bytes(2, "big") + nonce + _cipher(number).encrypt(nonce, data, purpose.encode())


def decrypt(purpose: str, sealed: bytes) -> str:
    """The words again; raises ValueError for another purpose, a key that is not there, or changed bytes."""
    return decrypt_bytes(purpose, sealed).decode()


def decrypt_bytes(purpose: str, sealed: bytes) -> bytes:
    """The same for bytes."""
    from cryptography.exceptions import InvalidTag

    layouts = [(0, sealed)]  # as written before there was more than one key
    if sealed.startswith(_MARK):
        layouts.insert(0, (int.from_bytes(sealed[len(_MARK) :][:2], "big"), sealed[len(_MARK) + 2 :]))
    for number, rest in layouts:
        with suppress(InvalidTag, KeyError):
            return _cipher(number).decrypt(rest[:12], rest[12:], purpose.encode())
    raise ValueError(f"cannot be read with this installation's keys: {purpose}")


def newest_field_key() -> int:
    """The number of the key under which fields are encrypted from now on."""
    number, store = 0, outside.current().keys
    while store.get(_field_key(number + 1)) is not None:
        number += 1
    return number


def add_field_key() -> int:
    """Make a newer field key; returns its number. Older ones stay, because what they encrypted must still open."""
    secret(_field_key(0))
    number = newest_field_key() + 1
    secret(_field_key(number))
    return number


def _field_key(number: int) -> str:
    return f"field.{number}.key" if number else "field.key"


def _cipher(number: int) -> "AESGCM":
    """KeyError for a key that is not there; the first one is made on first use."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # the relay of shared texts needs no ciphers

    known = _ciphers.setdefault(outside.current().keys, {})
    if number not in known:
        kept = secret(_field_key(0)) if number == 0 else outside.current().keys.get(_field_key(number))
        if kept is None:
            raise KeyError(number)
        known[number] = AESGCM(kept)
    return known[number]
