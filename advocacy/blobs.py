"""Files in the database, each kept once under the digest of its bytes."""

import hashlib
from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from advocacy import clock
from advocacy.database import Base, session


class Blob(Base):
    """Bytes that never change. They live in the database so that one backup holds everything that was acknowledged."""

    __tablename__ = "kernel_blob"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    media_type: Mapped[str]
    size: Mapped[int]
    kept_at: Mapped[datetime]
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


def keep(data: bytes, media_type: str) -> str:
    """Keep bytes and return their hexadecimal SHA-256; the same bytes twice are kept once."""
    sha256 = hashlib.sha256(data).hexdigest()
    if session.get(Blob, sha256) is None:
        session.add(Blob(sha256=sha256, media_type=media_type, size=len(data), kept_at=clock.now(), data=data))
        session.flush()
    return sha256


def read(sha256: str) -> bytes:
    """The bytes of that digest; KeyError when there are none."""
    blob = session.get(Blob, sha256)
    if blob is None:
        raise KeyError(sha256)
    return blob.data
