"""The blocks of a text as paragraphs, lists and boxes."""

from papers.model import (
    Ask,
    Block,
    Figure,
    Heading,
    Inlines,
    Item,
    ListBlock,
    PageBreak,
    Paragraph,
    Quote,
    Table,
)
from papers.write.docx import ooxml
from papers.write.docx.asks import ask
from papers.write.docx.figures import figure
from papers.write.docx.inlines import inline_runs
from papers.write.docx.lists import BULLETS, NUMBERS, belongs, hanging, typed_label
from papers.write.docx.runs import text_runs
from papers.write.docx.sheet import Side
from papers.write.docx.tables import table

_BREAK = ooxml.paragraph('<w:r><w:br w:type="page"/></w:r>', "CellEnd")
_NOTHING = ooxml.paragraph("", "CellEnd")


def blocks_xml(blocks: tuple[Block, ...], side: Side) -> str:
    """Blocks one after the other."""
    # the paragraph that holds a break is a hair high, so that the new page begins with the next block
    written = "".join(_BREAK if isinstance(block, PageBreak) else block_xml(block, side) for block in blocks)
    # LibreOffice hangs a break on the paragraph behind it, and drops one that has none
    return written + _NOTHING if blocks and isinstance(blocks[-1], PageBreak) else written


def block_xml(block: Block, side: Side) -> str:
    """One block, ending in a paragraph whatever it is, so that it may stand in a table cell."""
    match block:
        case Heading():
            return _heading(block, side)
        case Paragraph():
            return _plain(block.content, "", block.dir, side)
        case ListBlock():
            return _list(block, side)
        case Quote():
            return _quote(block, side)
        case Table():
            return table(block, side)
        case Ask():
            return ask(block, side)
        case Figure():
            return figure(block, side)
        case PageBreak():
            return ""


def _plain(content: Inlines, style: str, direction: str | None, side: Side, before: str = "") -> str:
    rtl = side.rtl if direction is None else direction == "rtl"
    return side.paragraph(inline_runs(content, side, side.voice(rtl)), style, rtl=rtl, before=before)


def _heading(block: Heading, side: Side) -> str:
    rtl = side.rtl if block.dir is None else block.dir == "rtl"
    said = inline_runs(block.content, side, side.voice(rtl))
    anchor = side.anchors.get(block.id)
    if anchor:
        number = side.sheet.new_id()
        said = f'<w:bookmarkStart w:id="{number}" w:name="{anchor}"/>{said}<w:bookmarkEnd w:id="{number}"/>'
    return side.paragraph(said, f"Heading{block.level}", rtl=rtl)


def _quote(block: Quote, side: Side) -> str:
    keep = "<w:keepNext/>" if block.source else ""
    said = _plain(block.content, "Quote", block.dir, side, keep)
    return said + (_plain(block.source, "QuoteSource", block.dir, side) if block.source else "")


def _list(block: ListBlock, side: Side) -> str:
    rtl = side.rtl if block.dir is None else block.dir == "rtl"
    if block.ordered and side.indic:
        return _typed(block.items, 0, side, rtl)
    return _counted(block.items, block.ordered, _opened(block.ordered, side, rtl), 0, side, rtl)


def _opened(ordered: bool, side: Side, rtl: bool) -> int:
    return side.sheet.lists.open(NUMBERS if ordered else BULLETS, rtl=rtl)


def _counted(items: tuple[Item, ...], ordered: bool, number: int, level: int, side: Side, rtl: bool) -> str:
    written: list[str] = []
    for item in items:
        said = inline_runs(item.content, side, side.voice(rtl))
        written.append(side.paragraph(said, "ListParagraph", rtl=rtl, before=belongs(number, level)))
        if item.below is not None:
            # a list of the other kind inside this one counts by its own definition
            below = number if item.below.ordered == ordered else _opened(item.below.ordered, side, rtl)
            written.append(_counted(item.below.items, item.below.ordered, below, level + 1, side, rtl))
    return "".join(written)


def _typed(items: tuple[Item, ...], level: int, side: Side, rtl: bool) -> str:
    written: list[str] = []
    for number, item in enumerate(items, start=1):
        voice = side.voice(rtl)
        label = text_runs(typed_label(number, level), voice) + "<w:r><w:tab/></w:r>"
        said = label + inline_runs(item.content, side, voice)
        written.append(side.paragraph(said, "ListParagraph", rtl=rtl, indent=hanging(level)))
        if item.below is not None and item.below.ordered:
            written.append(_typed(item.below.items, level + 1, side, rtl))
        elif item.below is not None:
            written.append(_counted(item.below.items, False, _opened(False, side, rtl), level + 1, side, rtl))
    return "".join(written)
