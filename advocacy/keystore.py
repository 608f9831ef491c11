"""Secrets of an installation: made on first use, kept outside the database, readable by their owner alone."""

import os
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from advocacy import chance, outside


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


def secret(name: str, *, size: int = 32) -> bytes:
    """The secret of that name, made of `size` random bytes on first use."""
    store = outside.current().keys
    return store.get(name) or store.put(name, chance.some_bytes(size))


def encrypt(purpose: str, words: str) -> bytes:
    """Words as AES-256-GCM under the installation's field key; bound to `purpose` (table, column and row)."""
    nonce = chance.some_bytes(12)
    return nonce + AESGCM(secret("field.key")).encrypt(nonce, words.encode(), purpose.encode())


def decrypt(purpose: str, sealed: bytes) -> str:
    """The words again; raises ValueError for another purpose, another key or changed bytes."""
    try:
        return AESGCM(secret("field.key")).decrypt(sealed[:12], sealed[12:], purpose.encode()).decode()
    except InvalidTag as error:
        raise ValueError(f"cannot be read with this installation's key: {purpose}") from error
