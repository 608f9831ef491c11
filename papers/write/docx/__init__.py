"""Paper to Word: real styles, lists, footnotes and fields, in the direction of the language; same words, same bytes."""

from dataclasses import replace

from papers.edition import Edition
from papers.model import Paper
from papers.normalise import normalise
from papers.write.docx.bilingual import to_bilingual_docx
from papers.write.docx.finish import finish
from papers.write.docx.letter import letter_docx
from papers.write.docx.look import DEFAULT_COLOUR, look_of
from papers.write.docx.masthead import page_marks
from papers.write.docx.package import Properties
from papers.write.docx.parts import part_xml, parts_of
from papers.write.docx.section import section_xml
from papers.write.docx.sheet import Sheet, Side

__all__ = ["draft_docx", "letter_docx", "to_bilingual_docx", "to_docx"]


def to_docx(paper: Paper, edition: Edition | None = None) -> bytes:
    """One language version as a Word file; without an edition it has neither letterhead nor signatories.

    Raises `BadPaper` for a figure that is no picture.
    """
    paper = normalise(paper)
    sheet = Sheet(look_of(paper.lang, edition.letterhead.colour if edition else DEFAULT_COLOUR))
    side = Side(sheet, paper)
    body = "".join(part_xml(part, side) for part in parts_of(paper, edition))
    title, tag = paper.title, sheet.look.tag
    if edition is None:
        return finish(sheet, body + section_xml(side, title=title), Properties(title, "", tag, paper.kind))
    marks = page_marks(edition, paper.lang)
    section = section_xml(side, title=title, reference=edition.reference, code=edition.verify_code, marks=marks)
    author = edition.letterhead.name
    return finish(sheet, body + section, Properties(title, author, tag, paper.kind, edition.reference, edition.date))


def draft_docx(paper: Paper, origin: str) -> bytes:
    """A draft that goes round: Word tracks every change in it, and the hidden mark `origin` says what it was made of.

    The mark is letters, digits, points, colons and hyphens, 80 at most. Raises `BadPaper` as `to_docx` does.
    """
    paper = normalise(paper)
    sheet = Sheet(replace(look_of(paper.lang, DEFAULT_COLOUR), tracked=True))
    side = Side(sheet, paper)
    body = "".join(part_xml(part, side) for part in parts_of(paper, None))
    properties = Properties(paper.title, "", sheet.look.tag, paper.kind, origin=origin)
    return finish(sheet, body + section_xml(side, title=paper.title), properties)
