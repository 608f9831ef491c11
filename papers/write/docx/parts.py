"""Every part of a printed paper to its writer."""

from papers.edition import Edition
from papers.model import Paper, plain
from papers.order import (
    AsksBox,
    Body,
    Contact,
    Contents,
    Masthead,
    Method,
    Part,
    Position,
    Reservations,
    Signatures,
    SignedBy,
    Titles,
    Verification,
    printed_parts,
)
from papers.words import say
from papers.write.docx import closing, masthead
from papers.write.docx.asks import asks_box
from papers.write.docx.blocks import blocks_xml
from papers.write.docx.ooxml import words
from papers.write.docx.runs import text_runs
from papers.write.docx.sheet import Side, new_page


def parts_of(paper: Paper, edition: Edition | None) -> tuple[Part, ...]:
    """The printed parts; the contact stands in the verification block where there is one."""
    parts = printed_parts(paper, edition)
    if any(isinstance(part, Verification) for part in parts):
        return tuple(part for part in parts if not isinstance(part, Contact))
    return parts


def part_xml(part: Part, side: Side) -> str:
    """One part as paragraphs and tables."""
    match part:
        case Masthead():
            return masthead.masthead(part, side)
        case Titles():
            return masthead.titles(part, side)
        case SignedBy():
            return masthead.signed(part, side)
        case Position(text=text):
            label = side.paragraph(text_runs(say("position", side.lang), side.voice()), "PositionLabel")
            return label + side.paragraph(text_runs(text, side.voice()), "Position")
        case AsksBox():
            return asks_box(part, side)
        case Contents():
            return contents(part, side)
        case Body(blocks=blocks):
            return blocks_xml(blocks, side)
        case Method(text=text):
            return side.paragraph(text_runs(text, side.voice()), "Method")
        case Signatures():
            return closing.signatures(part, side)
        case Reservations():
            return closing.reservations(part, side)
        case Verification():
            return closing.verification(part, side)
        case Contact():
            return closing.contact(part, side)


def contents(part: Contents, side: Side) -> str:
    """A contents field whose entries lead to the headings.

    It has no page numbers: until Word computes them, wrong ones would stand there, and to let Word compute them it must
    ask whether the document may be updated, a question at which a careful desk officer closes it.
    """
    for heading in part.headings:
        side.anchors[heading.id] = f"_Toc{len(side.anchors) + 1:06d}"
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\n '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    lines = []
    for number, heading in enumerate(part.headings, start=1):
        said = text_runs(plain(heading.content), side.voice())
        link = f'<w:hyperlink w:anchor="{words(side.anchors[heading.id])}" w:history="1">{said}</w:hyperlink>'
        first, last = begin if number == 1 else "", end if number == len(part.headings) else ""
        lines.append(side.paragraph(first + link + last, f"TOC{heading.level}"))
    head = side.paragraph(text_runs(say("contents", side.lang), side.voice()), "TOCHeading", before=new_page(side))
    return head + "".join(lines)
