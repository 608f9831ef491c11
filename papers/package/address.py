"""The content address of a package: the digest of everything that its bytes depend on."""

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from papers.package.order import Order, Seal, Wanted

ENGINE = 1
"""Raise it when letters, joining or sealing change in a way that the files named below do not show."""
_LIBRARIES = ("weasyprint", "pydyf", "pyhanko", "pikepdf")


def addresses(order: Order) -> dict[str, str]:
    """The key of every wanted package, by its id. FontsMissing when `make fonts` never ran."""
    digests = {name: hashlib.sha256(pdf).hexdigest() for name, pdf in order.documents.items()}
    return {wanted.id: _address(wanted, digests, _about(order.seal, wanted)) for wanted in order.wanted}


def _address(wanted: Wanted, digests: Mapping[str, str], seal: dict[str, Any] | None) -> str:
    held = {
        "engine": engine_mark(),
        "letter": asdict(wanted.letter),
        "documents": [digests[name] for name in wanted.documents],
        "seal": seal,
    }
    written = json.dumps(held, ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def _about(seal: Seal | None, wanted: Wanted) -> dict[str, Any] | None:
    if seal is None:
        return None
    face = seal.faces.get(wanted.documents[0])
    return {
        "key": seal.key.fingerprint,
        "at": seal.at.isoformat(),
        "reason": seal.reason,
        "name": wanted.seal_name,
        "face": face and [hashlib.sha256(face.pdf).hexdigest(), face.words],
    }


def _plain(value: Any) -> str:
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"A letter holds a {type(value).__name__}.")


@lru_cache(maxsize=1)
def engine_mark() -> str:
    """The digest of what prints a letter besides its words: versions, style sheets, faces."""
    from papers.write.fonts import FACES, font_file
    from papers.write.print_letter import LETTER_SHEETS

    layouts = font_file(FACES[0].file).parent.parent / "layouts"
    files = [layouts / f"{name}.css" for name in LETTER_SHEETS] + [font_file(face.file) for face in FACES]
    marks = [str(ENGINE), *(f"{name} {version(name)}" for name in _LIBRARIES)]
    marks += [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()
