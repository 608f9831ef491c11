"""A Word file → Paper: headings, paragraphs, lists, quotations, tables, footnotes, links; the rest is named as lost."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from papers.model import Paper, Reference
from papers.normalise import normalise
from papers.read.citations import with_citations
from papers.read.docx.archive import Archive, Parts
from papers.read.docx.blocks import body_of, notes_of, read_blocks
from papers.read.docx.mend import mend_styles
from papers.read.docx.review import review_of
from papers.read.review import Review
from papers.read.shape import lost

__all__ = ["from_docx", "paper_in", "read_review"]

NO_REFERENCES: Mapping[str, Reference] = MappingProxyType({})


def from_docx(
    data: bytes,
    *,
    lang: str,
    new_id: Callable[[], str],
    kind: str = "position_paper",
    references: Mapping[str, Reference] = NO_REFERENCES,
) -> tuple[Paper, tuple[str, ...]]:
    """The paper in a Word file, and what was left out or decided, as "code:count".

    `references` are instruments by key: where one is cited just as we print it, it becomes a citation again. Codes:
    comments, contents (a list of contents), deletions, endnotes (read as footnotes), field_links (their words stay),
    formulas, insertions (read as accepted), letterhead_and_signatures (what an edition adds around a text), objects,
    page_breaks (inside a list), pictures (in tables and notes, or none that a paper can hold), symbols, text_boxes.
    Raises `BadPaper` with the code docx_unreadable, docx_too_large or docx_locked.
    """
    return paper_in(Archive(data), lang, new_id, kind, references)


def paper_in(
    parts: Parts, lang: str, new_id: Callable[[], str], kind: str, references: Mapping[str, Reference]
) -> tuple[Paper, tuple[str, ...]]:
    """`from_docx` for a file of any family whose parts are those of a Word file."""
    blocks = read_blocks(parts, lang, new_id, references)
    blocks.reader.notes.update(notes_of(parts.part("word/footnotes.xml"), parts.part("word/endnotes.xml")))
    document = parts.part("word/document.xml")
    mend_styles(document, blocks.styles)
    blocks.take_all(body_of(document))
    return with_citations(normalise(blocks.paper(kind)), references), lost(blocks.reader.dropped + parts.lost())


def read_review(
    data: bytes,
    *,
    lang: str,
    new_id: Callable[[], str],
    kind: str = "position_paper",
    references: Mapping[str, Reference] = NO_REFERENCES,
) -> Review:
    """The text of a Word file with every tracked change and comment in it.

    Dropped are, as "code:count", what `from_docx` names, but for comments, insertions and deletions, which are in the
    review; and format_changes (of what a paper does not carry, as colour), headers_and_footers, layout_changes (of
    tables and pages). Raises `BadPaper` with the code docx_unreadable, docx_too_large or docx_locked.
    """
    return review_of(Archive(data), lang, new_id, kind, references)
