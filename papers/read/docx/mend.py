"""A defect of LibreOffice made good: it gives the paragraph behind a deleted one the deleted one's style.

Our redline names the style of such a paragraph in a hidden bookmark (`papers.write.docx.tracked`), which stays.
"""

import re
from itertools import takewhile

from lxml import etree

from papers.read.docx.archive import W
from papers.read.docx.resolve import DELETED
from papers.read.docx.styles import Styles

_NAMED = re.compile(r"_Style_(\w+)_\d+")


def mend_styles(root: etree._Element | None, styles: Styles) -> None:
    """Give each such paragraph its own style again; one whose style somebody changed afterwards keeps that."""
    known = {name.replace(" ", ""): identity for identity, name in styles.names.items()}
    for mark in () if root is None else root.iter(f"{W}bookmarkStart"):
        named, paragraph = _NAMED.fullmatch(mark.get(f"{W}name", "")), mark.getparent()
        style = known.get(named[1].casefold(), "") if named else ""
        own = None if paragraph is None else paragraph.find(f"{W}pPr/{W}pStyle")
        if style and paragraph is not None and own is not None and own.get(f"{W}val") in _styles_gone(paragraph):
            own.set(f"{W}val", style)


def _styles_gone(paragraph: etree._Element) -> set[str]:
    """The styles of the deleted paragraphs directly before this one."""
    gone = takewhile(_is_gone, paragraph.itersiblings(preceding=True))
    return {style.get(f"{W}val", "") for one in gone for style in one.iterfind(f"{W}pPr/{W}pStyle")}


def _is_gone(paragraph: etree._Element) -> bool:
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    return marks is not None and any(one.tag in DELETED for one in marks)
