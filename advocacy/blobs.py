"""Files in the database, each kept once under the digest of its bytes."""

import hashlib
from datetime import datetime

from sqlalchemy import LargeBinary, select
from sqlalchemy.orm import Mapped, mapped_column

from advocacy import clock, keystore
from advocacy.database import Base, session


class Blob(Base):
    """Bytes that never change. They live in the database so that one backup holds everything that was acknowledged.

    Where `is_secret`, `data` is encrypted and bound to `sha256`, which is that of the bytes in clear.
    """

    __tablename__ = "kernel_blob"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    media_type: Mapped[str]
    size: Mapped[int]
    kept_at: Mapped[datetime]
    is_secret: Mapped[bool] = mapped_column(default=False)
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


def keep(data: bytes, media_type: str) -> str:
    """Keep bytes and return their hexadecimal SHA-256; the same bytes twice are kept once."""
    sha256 = hashlib.sha256(data).hexdigest()
    if session.get(Blob, sha256) is None:
        session.add(Blob(sha256=sha256, media_type=media_type, size=len(data), kept_at=clock.now(), data=data))
        session.flush()
    return sha256


def keep_secret(data: bytes, media_type: str) -> str:
    """Keep bytes as `keep` does, but encrypted: whoever takes the database cannot read them."""
    sha256 = hashlib.sha256(data).hexdigest()
    if session.get(Blob, sha256) is None:
        kept = keystore.encrypt_bytes(_purpose(sha256), data)
        session.add(
            Blob(sha256=sha256, media_type=media_type, size=len(data), kept_at=clock.now(), is_secret=True, data=kept)
        )
        session.flush()
    return sha256


def encrypt_anew() -> int:
    """Encrypt the secret ones under the newest field key; returns how many there are."""
    secret = session.scalars(select(Blob).where(Blob.is_secret).with_for_update()).all()
    for blob in secret:
        blob.data = keystore.encrypt_bytes(_purpose(blob.sha256), read(blob.sha256))
    return len(secret)


def is_secret(sha256: str) -> bool:
    """Whether the bytes of that digest are kept encrypted; False when there are none."""
    blob = session.get(Blob, sha256)
    return blob is not None and blob.is_secret


def read(sha256: str) -> bytes:
    """The bytes of that digest in clear; KeyError when there are none."""
    blob = session.get(Blob, sha256)
    if blob is None:
        raise KeyError(sha256)
    return keystore.decrypt_bytes(_purpose(sha256), blob.data) if blob.is_secret else blob.data


def _purpose(sha256: str) -> str:
    return f"kernel_blob.data:{sha256}"
