"""What a bounded process does: read the order, take the limits, call the door, answer."""

import contextlib
import pickle
import random
import socket
from collections.abc import Callable, Mapping
from typing import Any

from cryptography import x509

from papers.bounded.confine import end_with, limit, refuse_calls
from papers.bounded.parcel import LENGTH, wrap
from papers.edition import Edition
from papers.errors import BadPaper
from papers.model import Paper, Reference
from papers.package.finish import finish
from papers.proof.note import Verifier
from papers.proposals import Proposals, proposals_in
from papers.read.docx import from_docx
from papers.read.file import from_file, review_file
from papers.read.review import Review
from papers.seal.evidence import Evidence, examine
from papers.seal.verdict import Verdict, verify
from papers.write.docx import draft_docx, to_docx
from papers.write.docx.redline import to_redline_docx
from papers.write.fonts import FontsMissing
from papers.write.foot_line import with_foot_line
from papers.write.pdf import (
    decision_pdf,
    letter_pdf,
    letter_pdfs,
    redline_pdf,
    seal_pdf,
    to_bilingual_pdf,
    to_pdf,
)
from papers.write.press import Enclosed, warm
from papers.write.print_letter import LETTER_SHEETS
from papers.write.printed import Printed
from papers.write.redline import redline_file

_ORDER_SECONDS = 60
_ID_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


def load() -> None:
    """The import of this module is the loading, but for the faces; a keeper calls this before its first child."""
    with contextlib.suppress(FontsMissing):  # whoever prints without them hears it then
        warm(LETTER_SHEETS)


def answer(line: socket.socket, *, keeper: int) -> bytes:
    """The frame that goes back for the order on the line. Never raises for what the order holds."""
    end_with(keeper)
    order = _order(line)
    # The order was pickled by the process that began our keeper.
    seconds, megabytes, door, payload = pickle.loads(order)  # noqa: S301
    del order
    limit(seconds, megabytes)
    refuse_calls()
    try:
        return wrap(("done", DOORS[door](*payload)))
    except BadPaper as refused:
        return wrap(("refused", refused.code, refused.message, refused.where, refused.names))
    except MemoryError:
        return wrap(("memory",))
    except Exception as broken:
        return wrap(("broke", f"{type(broken).__name__}: {broken!s:.300}"))


def _order(line: socket.socket) -> bytes:
    """The order without its length; the caller says no more after it."""
    line.settimeout(_ORDER_SECONDS)
    return b"".join(iter(lambda: line.recv(1 << 16), b""))[LENGTH:]


def _ids(seed: str) -> Callable[[], str]:
    chance = random.Random(seed)  # noqa: S311 - the seed is the secret, if there is one
    return lambda: "b" + "".join(chance.choices(_ID_LETTERS, k=10))


def _read(
    data: bytes, lang: str, seed: str, name: str, kind: str, references: Mapping[str, Reference]
) -> tuple[Paper, tuple[str, ...]]:
    return from_file(data, lang=lang, new_id=_ids(seed), name=name, kind=kind, references=references)


def _review(data: bytes, lang: str, seed: str, name: str, kind: str, references: Mapping[str, Reference]) -> Review:
    return review_file(data, lang=lang, new_id=_ids(seed), name=name, kind=kind, references=references)


class _Used(dict[str, Printed]):
    """A shelf that ends up holding what this call took from the known pieces, and what it printed."""

    def __init__(self, known: dict[str, Printed]) -> None:
        super().__init__()
        self._known = known

    def get(self, key: str, default: Any = None) -> Any:
        if key in self._known:
            self[key] = self._known[key]
        return super().get(key, default)


def _to_pdf(
    paper: Paper, edition: Edition | None, enclosed: tuple[Enclosed, ...], known: dict[str, Printed]
) -> tuple[bytes, dict[str, Printed]]:
    shelf = _Used(known)
    return to_pdf(paper, edition, enclosed=enclosed, shelf=shelf), dict(shelf)


def _proposals(
    data: bytes, lang: str, seed: str, name: str, kind: str, references: Mapping[str, Reference], base: Paper
) -> Proposals:
    """The file is read once more with the base at hand: a review is larger than the file and would travel twice."""
    printed, _ = from_docx(draft_docx(base, ""), lang=lang, new_id=_ids(f"{seed}-"), kind=kind, references=references)
    return proposals_in(_review(data, lang, seed, name, kind, references), base, printed)


def _verify(pdf: bytes, authority: bytes) -> Verdict:
    return verify(pdf, x509.load_der_x509_certificate(authority))


def _examine(pdf: bytes, authority: bytes, ledger_key: str) -> Evidence:
    key = Verifier.from_string(ledger_key) if ledger_key else None
    return examine(pdf, x509.load_der_x509_certificate(authority), ledger_key=key)


DOORS: dict[str, Callable[..., Any]] = {
    "to_pdf": _to_pdf,
    "to_bilingual_pdf": lambda *parts: to_bilingual_pdf(*parts[:4], enclosed=parts[4]),
    "letter_pdf": letter_pdf,
    "letter_pdfs": letter_pdfs,
    "finish": finish,
    "decision_pdf": decision_pdf,
    "redline_pdf": redline_pdf,
    "from_file": _read,
    "review_file": _review,
    "proposals_in_file": _proposals,
    "to_docx": to_docx,
    "draft_docx": draft_docx,
    "redline_file": redline_file,
    "redline_docx": lambda old, new, author, date: to_redline_docx(old, new, author=author, date=date),
    "verify": _verify,
    "examine": _examine,
    "seal_pdf": seal_pdf,
    "with_foot_line": with_foot_line,
}
