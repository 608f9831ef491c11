"""A Word file → Paper: headings, paragraphs, lists, quotations, tables, footnotes, links; the rest is named as lost."""

from collections.abc import Callable

from papers.model import Paper
from papers.normalise import normalise
from papers.read.docx.archive import Archive
from papers.read.docx.blocks import Blocks, body_of, lost, notes_of
from papers.read.docx.inlines import Reader
from papers.read.docx.review import read_review
from papers.read.docx.styles import styles_of

__all__ = ["from_docx", "read_review"]


def from_docx(
    data: bytes, *, lang: str, new_id: Callable[[], str], kind: str = "position_paper"
) -> tuple[Paper, tuple[str, ...]]:
    """The paper in a Word file, and what was left out or decided, as "code:count".

    Codes: comments, deletions, endnotes, field_links (their words stay), formulas, insertions (read as accepted),
    objects, pictures, symbols, text_boxes.
    Raises `BadPaper` with the code docx_unreadable, docx_too_large or docx_locked.
    """
    archive = Archive(data)
    reader = Reader(archive.targets(), notes_of(archive.part("word/footnotes.xml")))
    blocks = Blocks(lang, new_id, styles_of(archive), reader)
    blocks.take_all(body_of(archive.part("word/document.xml")))
    return normalise(blocks.paper(kind)), lost(reader.dropped)
