"""Two languages side by side: a table whose rows hold a block and its translation."""

from collections.abc import Iterator
from typing import get_args

from papers.edition import Edition
from papers.model import Block, PageBreak, Paper
from papers.normalise import normalise
from papers.order import Body, Part
from papers.write.docx import ooxml
from papers.write.docx.blocks import block_xml
from papers.write.docx.finish import finish
from papers.write.docx.look import look_of
from papers.write.docx.masthead import page_marks
from papers.write.docx.package import Properties
from papers.write.docx.parts import part_xml, parts_of
from papers.write.docx.section import section_xml
from papers.write.docx.sheet import Sheet, Side

_HALF = ooxml.TEXT_WIDTH // 2
_PADDING = 140
"""Of the cells of the "Pair" style at either side, in twentieths of a point."""


def to_bilingual_docx(right: Paper, left: Paper, edition_right: Edition, edition_left: Edition) -> bytes:
    """Both language versions in one file, `right` in the right column; blocks meet by their id.

    Words, notes and asks are those of the two papers; the file's own language is that of the right column.
    """
    right, left = normalise(right), normalise(left)
    sheet = Sheet(look_of(right.lang, edition_right.letterhead.colour))
    sides = Side(sheet, right, _HALF - 2 * _PADDING), Side(sheet, left, _HALF - 2 * _PADDING)
    rows = "".join(
        _row(here, there)
        for pair in _parts(parts_of(right, edition_right), parts_of(left, edition_left))
        for here, there in _written(pair, sides)
    )
    whole = ooxml.table(rows, (_HALF, _HALF), "Pair", rtl=True)
    title = f"{right.title} / {left.title}"
    marks = (*page_marks(edition_right, right.lang), *page_marks(edition_left, left.lang))
    code = edition_right.verify_code
    section = section_xml(sides[0], title=title, reference=edition_right.reference, code=code, marks=marks)
    author = f"{edition_right.letterhead.name} / {edition_left.letterhead.name}"
    properties = Properties(title, author, sheet.look.tag, right.kind, edition_right.reference, edition_right.date)
    return finish(sheet, whole + sides[0].paragraph("", "TableText") + section, properties)


def _parts(right: tuple[Part, ...], left: tuple[Part, ...]) -> Iterator[tuple[Part | None, Part | None]]:
    """Parts of the same kind, in printing order (the order in which `Part` lists its kinds)."""
    for kind in get_args(Part):
        pair = tuple(next((part for part in parts if isinstance(part, kind)), None) for parts in (right, left))
        if any(pair):
            yield pair[0], pair[1]


def _written(pair: tuple[Part | None, Part | None], sides: tuple[Side, Side]) -> Iterator[tuple[str, str]]:
    right, left = pair
    if isinstance(right, Body) and isinstance(left, Body):
        for here, there in _blocks(right.blocks, left.blocks):
            yield block_xml(here, sides[0]) if here else "", block_xml(there, sides[1]) if there else ""
    else:
        yield part_xml(right, sides[0]) if right else "", part_xml(left, sides[1]) if left else ""


def _blocks(right: tuple[Block, ...], left: tuple[Block, ...]) -> Iterator[tuple[Block | None, Block | None]]:
    """Blocks in the order of the right column; one that only the left has follows its neighbour there."""
    ours = {block.id for block in right}
    alone: dict[str, list[Block]] = {"": []}
    translated: dict[str, Block] = {}
    before = ""
    for block in left:
        if isinstance(block, PageBreak):
            continue
        if block.id in ours:
            before = block.id
            translated[before] = block
            alone[before] = []
        else:
            alone[before].append(block)
    yield from ((None, block) for block in alone[""])
    for block in right:
        if isinstance(block, PageBreak):
            continue
        yield block, translated.get(block.id)
        yield from ((None, other) for other in alone.get(block.id, ()))


def _row(right: str, left: str) -> str:
    # a cell ends in a paragraph: the empty one after a table, or the only one of an empty cell
    cells = (ooxml.cell(content + ooxml.paragraph("", "CellEnd"), _HALF) for content in (right, left))
    return ooxml.row("".join(cells), keep=False)
