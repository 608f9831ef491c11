"""Two languages side by side: a table whose rows hold a block and its translation."""

from collections.abc import Iterator
from typing import get_args

from papers.edition import Edition
from papers.model import Block, PageBreak, Paper
from papers.normalise import normalise
from papers.order import AsksBox, Body, Part, Verification
from papers.write.docx import ooxml
from papers.write.docx.asks import asks_heading
from papers.write.docx.blocks import block_xml
from papers.write.docx.closing import verification
from papers.write.docx.finish import finish
from papers.write.docx.look import DEFAULT_COLOUR, look_of
from papers.write.docx.masthead import page_marks
from papers.write.docx.package import Properties
from papers.write.docx.parts import part_xml, parts_of
from papers.write.docx.section import section_xml
from papers.write.docx.sheet import Sheet, Side

_HALF = ooxml.TEXT_WIDTH // 2
_PADDING = 140
"""Of the cells of the "Pair" style at either side, in twentieths of a point."""


Row = tuple[str, str, bool]
"""The two cells of a row, and whether they are tinted."""


def to_bilingual_docx(
    right: Paper, left: Paper, edition_right: Edition | None = None, edition_left: Edition | None = None
) -> bytes:
    """Both language versions in one file, `right` in the right column; blocks and asks meet by their id.

    The file's own language is that of the right column; its edition is the one to be verified.
    """
    right, left = normalise(right), normalise(left)
    sheet = Sheet(look_of(right.lang, edition_right.letterhead.colour if edition_right else DEFAULT_COLOUR))
    sides = Side(sheet, right, _HALF - 2 * _PADDING), Side(sheet, left, _HALF - 2 * _PADDING)
    pairs = _parts(parts_of(right, edition_right), parts_of(left, edition_left))
    rows = "".join(_row(row, sheet) for pair in pairs for row in _written(pair, sides))
    whole = Side(sheet, right)
    body = ooxml.table(rows, (_HALF, _HALF), "Pair", rtl=True) + _below(edition_right, whole)
    title = f"{right.title} / {left.title}"
    if edition_right is None:
        return finish(sheet, body + section_xml(whole, title=title), Properties(title, "", sheet.look.tag, right.kind))
    left_marks = page_marks(edition_left, left.lang) if edition_left else ()
    marks = (*page_marks(edition_right, right.lang), *left_marks)
    reference, code = edition_right.reference, edition_right.verify_code
    section = section_xml(whole, title=title, reference=reference, code=code, marks=marks)
    author = edition_right.letterhead.name
    properties = Properties(title, author, sheet.look.tag, right.kind, reference, edition_right.date)
    return finish(sheet, body + section, properties)


def _below(edition: Edition | None, whole: Side) -> str:
    """What stands once, over the whole width: how to check the file."""
    if edition is None or not (edition.verify_code or edition.digest):
        return whole.paragraph("", "CellEnd")
    return verification(Verification(edition), whole) + whole.paragraph("", "CellEnd")


def _parts(right: tuple[Part, ...], left: tuple[Part, ...]) -> Iterator[tuple[Part | None, Part | None]]:
    """Parts of the same kind, in printing order (the order in which `Part` lists its kinds)."""
    for kind in get_args(Part):
        pair = tuple(next((part for part in parts if isinstance(part, kind)), None) for parts in (right, left))
        if any(pair):
            yield pair[0], pair[1]


def _written(pair: tuple[Part | None, Part | None], sides: tuple[Side, Side]) -> Iterator[Row]:
    right, left = pair
    if isinstance(right, Body) and isinstance(left, Body):
        yield from _written_blocks(right.blocks, left.blocks, sides, tinted=False)
    elif isinstance(right, AsksBox) and isinstance(left, AsksBox):
        yield asks_heading(sides[0]), asks_heading(sides[1]), True
        yield from _written_blocks(right.asks, left.asks, sides, tinted=True)
    elif not isinstance(right or left, Verification):
        yield part_xml(right, sides[0]) if right else "", part_xml(left, sides[1]) if left else "", False


def _written_blocks(
    right: tuple[Block, ...], left: tuple[Block, ...], sides: tuple[Side, Side], *, tinted: bool
) -> Iterator[Row]:
    for here, there in _blocks(right, left):
        yield block_xml(here, sides[0]) if here else "", block_xml(there, sides[1]) if there else "", tinted


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


def _row(row: Row, sheet: Sheet) -> str:
    # a cell ends in a paragraph: the empty one after a table, or the only one of an empty cell
    *contents, tinted = row
    fill = sheet.look.tint if tinted else ""
    cells = (ooxml.cell(f"{content}{ooxml.paragraph('', 'CellEnd')}", _HALF, fill=fill) for content in contents)
    return ooxml.row("".join(cells), keep=False)
