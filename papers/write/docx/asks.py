"""Asks: numbered through the paper, in a box at the top or where they stand in the text."""

from papers.asks import printed
from papers.model import Ask
from papers.notes import ask_details
from papers.order import AsksBox, ask_numbers
from papers.words import say
from papers.write.docx import ooxml
from papers.write.docx.inlines import inline_runs
from papers.write.docx.lists import belongs, hanging, typed_label
from papers.write.docx.runs import text_runs
from papers.write.docx.sheet import Side

_PADDING = 200
"""Padding of the Box style at either side, in twentieths of a point."""


def asks_box(part: AsksBox, side: Side) -> str:
    """A tinted box with a heading and every ask, and the empty line that ends a table."""
    inside = asks_heading(side) + "".join(ask(one, side) for one in part.asks)
    box = ooxml.table(ooxml.row(ooxml.cell(inside, side.width), keep=False), (side.width,), "Box", rtl=side.rtl)
    return box + side.paragraph("", "TableText")


def asks_heading(side: Side) -> str:
    return side.paragraph(text_runs(say("asks", side.lang), side.voice()), "AskHeading")


def ask(block: Ask, side: Side) -> str:
    """One ask with its number, then its time limit and its legal basis on a line of their own."""
    said = inline_runs(printed(block, side.lang), side)
    details = ask_details(block, side.paper.reference, side.lang)
    keep = "<w:keepNext/>" if details else ""
    if side.indic:
        label = text_runs(typed_label(ask_numbers(side.paper)[block.id], 0), side.heavy()) + "<w:r><w:tab/></w:r>"
        line = side.paragraph(label + said, "Ask", before=keep, indent=hanging(0))
    else:
        line = side.paragraph(said, "Ask", before=keep + belongs(side.ask_list(), 0))
    return line + (side.paragraph(text_runs(details, side.voice()), "Basis") if details else "")
