"""The functions of the engine that are called in a bounded process, with their own signatures.

What cannot travel is given in another form: a certificate as bytes, the maker of block ids as a seed.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from papers.bounded.call import Bounds, call
from papers.bounded.shelves import Shelves
from papers.edition import Edition, Letter
from papers.model import Paper, Reference
from papers.seal.face import Face
from papers.states import States
from papers.story import Story

if TYPE_CHECKING:
    from datetime import datetime

    from papers.package.order import Sealing
    from papers.proposals import Proposals
    from papers.read.review import Review
    from papers.seal.evidence import Evidence
    from papers.seal.verdict import Verdict
    from papers.write.press import Enclosed
    from papers.write.printed import Printed

_SHELVES = Shelves()
PRINTING = Bounds()
READING = Bounds(seconds=30)


def to_pdf(
    paper: Paper, edition: Edition | None = None, *, enclosed: "tuple[Enclosed, ...]" = (), bounds: Bounds = PRINTING
) -> bytes:
    """`papers.write.pdf.to_pdf` within bounds; what an earlier issue shares with this one is not printed again."""
    pdf, pieces = cast(
        "tuple[bytes, dict[str, Printed]]",
        call("to_pdf", paper, edition, enclosed, _SHELVES.of(paper), bounds=bounds),
    )
    _SHELVES.keep(paper, pieces)
    return pdf


def to_bilingual_pdf(
    right: Paper,
    left: Paper,
    edition_right: Edition | None = None,
    edition_left: Edition | None = None,
    *,
    enclosed: "tuple[Enclosed, ...]" = (),
    bounds: Bounds = PRINTING,
) -> bytes:
    """`papers.write.pdf.to_bilingual_pdf` within bounds."""
    return cast("bytes", call("to_bilingual_pdf", right, left, edition_right, edition_left, enclosed, bounds=bounds))


def letter_pdf(letter: Letter, *, bounds: Bounds = PRINTING) -> bytes:
    """`papers.write.pdf.letter_pdf` within bounds."""
    return cast("bytes", call("letter_pdf", letter, bounds=bounds))


def seal_pdf(face: Face, colour: str, *, bounds: Bounds = PRINTING) -> bytes:
    """`papers.write.pdf.seal_pdf` within bounds."""
    return cast("bytes", call("seal_pdf", face, colour, bounds=bounds))


def with_foot_line(pdf: bytes, line: str, lang: str, *, bounds: Bounds = PRINTING) -> bytes:
    """`papers.write.foot_line.with_foot_line` within bounds."""
    return cast("bytes", call("with_foot_line", pdf, line, lang, bounds=bounds))


def letter_pdfs(letters: Sequence[Letter], *, bounds: Bounds = PRINTING) -> list[bytes]:
    """`papers.write.pdf.letter_pdfs` within bounds: one process for all of them."""
    return cast("list[bytes]", call("letter_pdfs", list(letters), bounds=bounds))


def finish(
    letters: Sequence[bytes],
    documents: Sequence[bytes],
    sealing: "Sealing | None",
    names: Sequence[str],
    *,
    bounds: Bounds = PRINTING,
) -> list[bytes]:
    """`papers.package.finish.finish` within bounds: letters joined, then sealed."""
    asked = (list(letters), list(documents), sealing, list(names))
    return cast("list[bytes]", call("finish", *asked, bounds=bounds))


def decision_pdf(story: Story, *, bounds: Bounds = PRINTING) -> bytes:
    """`papers.write.pdf.decision_pdf` within bounds."""
    return cast("bytes", call("decision_pdf", story, bounds=bounds))


def redline_pdf(
    old: Paper, new: Paper, states: States, edition: Edition | None = None, *, bounds: Bounds = PRINTING
) -> bytes:
    """`papers.write.pdf.redline_pdf` within bounds."""
    return cast("bytes", call("redline_pdf", old, new, states, edition, bounds=bounds))


def from_file(
    data: bytes,
    *,
    lang: str,
    seed: str,
    name: str = "",
    kind: str = "position_paper",
    references: Mapping[str, Reference] | None = None,
    bounds: Bounds = READING,
) -> tuple[Paper, tuple[str, ...]]:
    """`papers.read.from_file` within bounds; `seed` is a fresh random string, from which the blocks get their ids."""
    asked = (data, lang, seed, name, kind, dict(references or {}))
    return cast("tuple[Paper, tuple[str, ...]]", call("from_file", *asked, bounds=bounds))


def review_file(
    data: bytes,
    *,
    lang: str,
    seed: str,
    name: str = "",
    kind: str = "position_paper",
    references: Mapping[str, Reference] | None = None,
    bounds: Bounds = READING,
) -> "Review":
    """`papers.read.review_file` within bounds; `seed` as in `from_file`."""
    asked = (data, lang, seed, name, kind, dict(references or {}))
    return cast("Review", call("review_file", *asked, bounds=bounds))


def proposals_in_file(
    data: bytes,
    base: Paper,
    *,
    seed: str,
    name: str = "",
    references: Mapping[str, Reference] | None = None,
    bounds: Bounds = READING,
) -> "Proposals":
    """`papers.proposals.proposals_in` for a file within bounds; with the seed of `review_file` blocks have its ids."""
    asked = (data, base.lang, seed, name, base.kind, dict(references or {}), base)
    return cast("Proposals", call("proposals_in_file", *asked, bounds=bounds))


def to_docx(paper: Paper, edition: Edition | None = None, *, bounds: Bounds = PRINTING) -> bytes:
    """`papers.write.docx.to_docx` within bounds."""
    return cast("bytes", call("to_docx", paper, edition, bounds=bounds))


def draft_docx(paper: Paper, origin: str, *, bounds: Bounds = PRINTING) -> bytes:
    """`papers.write.docx.draft_docx` within bounds."""
    return cast("bytes", call("draft_docx", paper, origin, bounds=bounds))


def redline_file(old: Paper, new: Paper, *, bounds: Bounds = PRINTING) -> bytes:
    """`papers.write.redline.redline_file` within bounds."""
    return cast("bytes", call("redline_file", old, new, bounds=bounds))


def redline_docx(old: Paper, new: Paper, author: str, date: "datetime", *, bounds: Bounds = PRINTING) -> bytes:
    """`papers.write.docx.redline.to_redline_docx` within bounds."""
    return cast("bytes", call("redline_docx", old, new, author, date, bounds=bounds))


def verify(pdf: bytes, authority: bytes, *, bounds: Bounds = READING) -> "Verdict":
    """`papers.seal.verdict.verify` within bounds; `authority` is the coalition's certificate in DER."""
    return cast("Verdict", call("verify", pdf, authority, bounds=bounds))


def examine(pdf: bytes, authority: bytes, ledger_key: str = "", *, bounds: Bounds = READING) -> "Evidence":
    """`papers.seal.evidence.examine` within bounds; `authority` as for `verify`, `ledger_key` as it is handed out."""
    return cast("Evidence", call("examine", pdf, authority, ledger_key, bounds=bounds))
