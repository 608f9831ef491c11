"""WordprocessingML as text: escaping and the few elements that every other module of this package writes.

Children of `w:pPr`, `w:rPr` and `w:tblPr` have a fixed order in the schema, and Word calls a file damaged that breaks
it; so they are only written here, in `runs` and in `styles`.
"""

import re
from html import escape
from typing import Literal

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 11906, 16838, 1247
"""A4 and its margin of 22 mm, in twentieths of a point."""
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN

Merge = Literal["", "restart", "continue"]
"""Whether a cell begins, continues or takes no part in a merge down the rows."""

# XML 1.0 has no way to write these, not even escaped: one would make the whole file unreadable
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Text without the characters that no XML file can hold."""
    return _FORBIDDEN.sub("", text)


def words(text: str) -> str:
    """Text made safe between tags and inside quoted attributes."""
    return escape(clean(text))


def paragraph(
    content: str, style: str = "", *, before: str = "", bidi: bool | None = None, jc: str = "", spacing: str = ""
) -> str:
    """A paragraph. `before` are elements that stand between style and direction (keepNext, numPr, tabs).

    `bidi` None keeps the direction of the style; `jc` "left" means the start side in either direction.
    """
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += before
    if bidi is not None:
        properties += "<w:bidi/>" if bidi else '<w:bidi w:val="0"/>'
    properties += spacing
    if jc:
        properties += f'<w:jc w:val="{jc}"/>'
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def field(instruction: str, shown: str, *, rtl: bool = False) -> str:
    """A field that Word computes itself, with what is shown until then."""
    look = "<w:rPr><w:rtl/></w:rPr>" if rtl else ""

    def mark(kind: str) -> str:
        return f'<w:r>{look}<w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        mark("begin")
        + f'<w:r>{look}<w:instrText xml:space="preserve"> {words(instruction)} </w:instrText></w:r>'
        + mark("separate")
        + f"<w:r>{look}<w:t>{words(shown)}</w:t></w:r>"
        + mark("end")
    )


def cell(content: str, width: int, *, span: int = 1, merge: Merge = "", fill: str = "") -> str:
    """A table cell; it must hold at least one paragraph and end with one."""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if span > 1:
        properties += f'<w:gridSpan w:val="{span}"/>'
    if merge:
        properties += f'<w:vMerge w:val="{merge}"/>'
    if fill:
        properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(cells: str, *, header: bool = False, keep: bool = True) -> str:
    """A table row; `keep` forbids a page break inside it, `header` repeats it on every page."""
    properties = ("<w:cantSplit/>" if keep else "") + ("<w:tblHeader/>" if header else "")
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"


def table(rows: str, widths: tuple[int, ...], style: str, *, rtl: bool, caption: str = "", header: bool = False) -> str:
    """A table of fixed columns; `rtl` puts the first column on the right. `caption` is read to those who do not see."""
    properties = f'<w:tblStyle w:val="{style}"/>'
    properties += "<w:bidiVisual/>" if rtl else ""
    properties += f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    properties += f'<w:tblLook w:val="{"0420" if header else "0400"}" w:firstRow="{int(header)}" w:noVBand="1"/>'
    if caption:
        properties += f'<w:tblCaption w:val="{words(caption)}"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
