"""An OpenDocument text → Paper or Review, through the Word reader: its parts are told in the words of a Word file.

One reading of lists, tables, tracked changes and comments serves both families, so that a text that went round in
LibreOffice and one that went round in Word are read by the same rules.
"""

from collections.abc import Callable, Mapping

from papers.model import Paper, Reference
from papers.read.docx import NO_REFERENCES, paper_in
from papers.read.docx.review import review_of
from papers.read.odt.archive import Archive
from papers.read.odt.as_word import AsWord
from papers.read.review import Review

__all__ = ["from_odt", "read_review"]


def from_odt(
    data: bytes,
    *,
    lang: str,
    new_id: Callable[[], str],
    kind: str = "position_paper",
    references: Mapping[str, Reference] = NO_REFERENCES,
) -> tuple[Paper, tuple[str, ...]]:
    """The paper in an OpenDocument text, and what was left out or decided, as "code:count".

    The codes are those of `papers.read.docx.from_docx`. Raises `BadPaper` with the code odt_unreadable, odt_too_large
    or odt_locked (protected by a password).
    """
    return paper_in(AsWord(Archive(data)), lang, new_id, kind, references)


def read_review(
    data: bytes,
    *,
    lang: str,
    new_id: Callable[[], str],
    kind: str = "position_paper",
    references: Mapping[str, Reference] = NO_REFERENCES,
) -> Review:
    """The text of an OpenDocument file with every tracked change and comment in it.

    The format says of a change of format only that there was one: these are counted in `dropped` as format_changes.
    Moves are a deletion and an insertion there. Dates are the author's wall clock, read as UTC. Raises `BadPaper` as
    `from_odt` does.
    """
    return review_of(AsWord(Archive(data)), lang, new_id, kind, references)
