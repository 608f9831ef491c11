"""Where a paragraph of a Word file begins a new page."""

from typing import Literal

from lxml import etree

from papers.read.docx.archive import W

Place = Literal["", "before", "after"]


def page_break_of(paragraph: etree._Element) -> Place:
    """Whether the page breaks before a paragraph's words or behind them; one amid the words counts as behind."""
    before = paragraph.find(f"{W}pPr/{W}pageBreakBefore")
    if before is not None and before.get(f"{W}val", "1") not in ("0", "false", "off"):
        return "before"
    for element in paragraph.iter(f"{W}t", f"{W}br"):
        if element.tag == f"{W}t" and (element.text or "").strip():
            return "after" if any(one.get(f"{W}type") == "page" for one in paragraph.iter(f"{W}br")) else ""
        if element.get(f"{W}type") == "page":
            return "before"
    return ""
