"""Tracked changes: written paragraphs and runs become ones that somebody inserted, deleted or moved on a day."""

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal

from papers.write.docx.look import Look
from papers.write.docx.ooxml import words
from papers.write.docx.sheet import Sheet
from papers.write.docx.styles import styles_xml

Op = Literal["ins", "del", "moveFrom", "moveTo"]

_RUN = re.compile(r"<w:r>.*?</w:r>", re.DOTALL)
_TEXT = re.compile(r"(</?w:)t(?=[ >])")
_PARAGRAPH = re.compile(r"<w:p>(?:<w:pPr>(.*?)</w:pPr>)?", re.DOTALL)
_STYLE = re.compile(r'<w:pStyle w:val="(\w+)"/>')
_STYLED = re.compile(r'w:styleId="(\w+)"><w:name w:val="([^"]+)"/>')
_ROW = re.compile(r"<w:tr>(?:<w:trPr>(.*?)</w:trPr>)?", re.DOTALL)


class Tracker:
    """Marks what one author did at one time. It works on what this package writes, where no run holds a run."""

    def __init__(self, sheet: Sheet, author: str, date: datetime) -> None:
        """`date` is in UTC if it names no time zone."""
        aware = date if date.tzinfo else date.replace(tzinfo=UTC)
        self._sheet = sheet
        self._by = f'w:author="{words(author)}" w:date="{aware.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"'

    def runs(self, xml: str, op: Op) -> str:
        """Every run of it tracked, also inside a link, which may not itself stand in an insertion."""
        return _RUN.sub(lambda run: f"<w:{op} {self._who()}>{_struck(run[0], op)}</w:{op}>", xml)

    def blocks(self, xml: str, op: Op) -> str:
        """Whole paragraphs and tables tracked, their marks and rows as well, so that no empty line is left of them."""
        marked = _PARAGRAPH.sub(lambda found: self._paragraph(found[1] or "", op), self.runs(xml, op))
        return _ROW.sub(lambda found: f"<w:tr><w:trPr>{found[1] or ''}{self._mark(op)}</w:trPr>", marked)

    def moved(self, xml: str, op: Literal["moveFrom", "moveTo"], name: str) -> str:
        """Whole paragraphs at one end of a move; both ends have one name."""
        number = self._sheet.new_id()
        start = f'<w:{op}RangeStart w:id="{number}" {self._by} w:name="{name}"/>'
        return f'{start}{self.blocks(xml, op)}<w:{op}RangeEnd w:id="{number}"/>'

    def with_styles_named(self, xml: str) -> str:
        """The body with the style of each paragraph behind a deleted one named in a hidden bookmark.

        LibreOffice saves such a paragraph in the style of the deleted one; `papers.read.docx.mend` reads the bookmark.
        """
        written, after_gone, end = [], False, 0
        for found in _PARAGRAPH.finditer(xml):
            properties = found[1] or ""
            is_gone = "<w:del " in properties or "<w:moveFrom " in properties
            if after_gone and not is_gone:
                style = _STYLE.search(properties)
                name = _style_names(self._sheet.look).get(style[1] if style else "", "Normal")
                number = self._sheet.new_id()
                written += [
                    xml[end : found.end()],
                    f'<w:bookmarkStart w:id="{number}" w:name="_Style_{name}_{number}"/>',
                    f'<w:bookmarkEnd w:id="{number}"/>',
                ]
                end = found.end()
            after_gone = is_gone
        return "".join((*written, xml[end:]))

    def _who(self) -> str:
        return f'w:id="{self._sheet.new_id()}" {self._by}'

    def _mark(self, op: Op) -> str:
        return f"<w:{op} {self._who()}/>"

    def _paragraph(self, properties: str, op: Op) -> str:
        return f"<w:p><w:pPr>{properties}<w:rPr>{self._mark(op)}</w:rPr></w:pPr>"


def _struck(run: str, op: Op) -> str:
    return _TEXT.sub(r"\1delText", run) if op == "del" else run


@lru_cache(maxsize=8)
def _style_names(look: Look) -> dict[str, str]:
    """By the id of a style its name without spaces, which LibreOffice makes its id."""
    return {style: name.replace(" ", "") for style, name in _STYLED.findall(styles_xml(look))}
