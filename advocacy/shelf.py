"""A shelf for files that can be made again: kept to save the making, forgotten when room is needed."""

import hashlib
import os
from pathlib import Path
from typing import Protocol

MOST_BYTES = 512 << 20


class Shelf(Protocol):
    """Files by the digest of what they are made of; a file may be gone at any time."""

    def get(self, key: str) -> bytes | None: ...

    def put(self, key: str, data: bytes) -> None: ...


class FolderShelf:
    """One file per key, mode 0600, in a folder of mode 0700; what was put longest ago goes first.

    Each file begins with the digest of the rest: one that a full disk or a killed process cut short is not given out.
    A name is a digest, so the folder's list says nothing about anybody.
    """

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._most = folder, most_bytes

    def get(self, key: str) -> bytes | None:
        try:
            whole = (self._folder / key).read_bytes()
        except FileNotFoundError:
            return None
        digest, data = whole[:32], whole[32:]
        return data if hashlib.sha256(data).digest() == digest else None

    def put(self, key: str, data: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self._folder / f".{key}.{os.getpid()}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(data).digest() + data)
        draft.replace(self._folder / key)
        self._make_room()

    def _make_room(self) -> None:
        with os.scandir(self._folder) as entries:
            files = sorted((entry.stat().st_mtime_ns, entry.stat().st_size, entry.name) for entry in entries)
        over = sum(size for _, size, _ in files) - self._most
        for _, size, name in files[:-1]:
            if over <= 0:
                return
            (self._folder / name).unlink(missing_ok=True)
            over -= size
