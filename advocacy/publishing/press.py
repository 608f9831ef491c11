"""Makes the files of an issue: slow, pure, and far from any request or transaction.

PDF files are printed in bounded processes (`papers.bounded`); the other engines are imported when the first file is
made, because they take seconds that the web pages need not wait for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import force_locale
from flask_babel import gettext as _

from advocacy.publishing.rules import PAIR, file_name
from advocacy.publishing.sealing import Sealer
from papers import bounded
from papers.edition import Edition
from papers.model import Paper

if TYPE_CHECKING:
    from papers.write.press import Enclosed

PDF, DOCX = "pdf", "docx"
MEDIA_TYPES = {
    PDF: "application/pdf",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made: the texts with their editions by language, their canonical bytes, and who seals.

    `ledger` is what proves that the issue stands in the ledger (`proof.proof_of`), carried as it is.
    """

    reference: str
    number: str
    texts: dict[str, tuple[Paper, Edition]]
    sources: Mapping[str, bytes]
    sealer: Sealer
    ledger: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """One finished file. `unsealed` are the bytes below the seal, which letters are joined with; None for a DOCX."""

    lang: str
    format: str
    name: str
    data: bytes
    unsealed: bytes | None = None


def make(order: Order) -> list[Made]:
    """PDF and DOCX of every language, and of Arabic beside English when both exist. Takes seconds."""
    files = [file for lang in sorted(order.texts) for file in _of_language(order, lang)]
    if {"ar", "en"} <= order.texts.keys():
        files += _of_pair(order)
    return files


def _of_language(order: Order, lang: str) -> Iterator[Made]:
    from papers.write.docx import to_docx

    paper, edition = order.texts[lang]
    yield _sealed(order, lang, bounded.to_pdf(paper, edition, enclosed=_enclosed(order, edition, lang)))
    yield _open(order, lang, to_docx(paper, edition))


def _of_pair(order: Order) -> Iterator[Made]:
    from papers.write.docx import to_bilingual_docx

    (right, edition_right), (left, edition_left) = order.texts["ar"], order.texts["en"]
    files = _enclosed(order, edition_right, "ar", "en")
    pdf = bounded.to_bilingual_pdf(right, left, edition_right, edition_left, enclosed=files)
    yield _sealed(order, PAIR, pdf)
    yield _open(order, PAIR, to_bilingual_docx(right, left, edition_right, edition_left))


def _enclosed(order: Order, edition: Edition, *langs: str) -> "tuple[Enclosed, ...]":
    """What travels inside a PDF, for machines: the manifest, the texts that it prints, the ledger's checkpoint."""
    from papers.seal.manifest import enclosed

    digests = {lang: printed.digest for lang, (_paper, printed) in order.texts.items()}
    return enclosed(edition, digests, sources={lang: order.sources[lang] for lang in langs}, ledger=order.ledger)


def _sealed(order: Order, lang: str, pdf: bytes) -> Made:
    with force_locale(lang[:2] if lang[:2] in ("ar", "en", "fr") else "en"):
        field, reason = (
            str(_("Seal of the coalition")),
            str(_("Issued under the number %(reference)s", reference=order.reference)),
        )
    name = file_name(order.reference, order.number, lang, PDF)
    return Made(lang, PDF, name, order.sealer.seal(pdf, lang, name=field, reason=reason), pdf)


def _open(order: Order, lang: str, docx: bytes) -> Made:
    return Made(lang, DOCX, file_name(order.reference, order.number, lang, DOCX), docx)
