"""Pictures with words for those who do not see them."""

import base64
import binascii

from papers.errors import BadPaper
from papers.model import Figure
from papers.write.docx.inlines import inline_runs
from papers.write.docx.ooxml import words
from papers.write.docx.package import Picture
from papers.write.docx.sheet import Sheet, Side

EMU_PER_TWIP = 635
_DPI = 150
"""Resolution at which a picture of unknown purpose is sharp in print and not larger than it need be."""
_TALLEST = 11000
"""Greatest height in twentieths of a point: a picture and its caption stay on one page."""
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def figure(block: Figure, side: Side) -> str:
    """The picture as wide as its pixels warrant, at most the text width, then its caption."""
    try:
        data = base64.b64decode(block.data, validate=True)
    except binascii.Error as unread:
        raise BadPaper("picture_unreadable", "The picture's bytes are not base64", where=block.id) from unread
    picture = side.sheet.package.picture(data, where=block.id)
    width, height = _fitted(picture, side.width)
    keep = "<w:keepNext/>" if block.caption else ""
    shown = side.paragraph(drawing(picture, width, height, block.alt, side.sheet), before=keep, jc="center")
    return shown + (side.paragraph(inline_runs(block.caption, side), "Caption", jc="center") if block.caption else "")


def drawing(picture: Picture, width: int, height: int, alt: str, sheet: Sheet) -> str:
    """A run with a picture in the line. Sizes in twentieths of a point."""
    number = sheet.new_id()
    size = f'cx="{width * EMU_PER_TWIP}" cy="{height * EMU_PER_TWIP}"'
    said = f'id="{number}" name="Picture {number}" descr="{words(alt)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {said}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic><pic:nvPicPr><pic:cNvPr {said}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{picture.rid}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _fitted(picture: Picture, widest: int) -> tuple[int, int]:
    width, height = max(picture.width, 1), max(picture.height, 1)
    scale = min(1440 / _DPI, widest / width, _TALLEST / height)
    return max(round(width * scale), 1), max(round(height * scale), 1)
