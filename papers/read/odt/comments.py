"""The comments of an OpenDocument text as the two parts in which a Word file keeps them."""

from lxml import etree

from papers.read.docx.archive import W14, W15, W
from papers.read.odt.archive import DC, OFFICE, TEXT
from papers.read.odt.changes import said
from papers.read.odt.pen import Pen, element


class Comments:
    """Collects the comments of one text; those that hang on a range are open until its end."""

    def __init__(self, text: etree._Element) -> None:
        self.listed = element("comments")
        self.threads = etree.Element(f"{W15}commentsEx")
        self._ranged = {end.get(f"{OFFICE}name", "") for end in text.iter(f"{OFFICE}annotation-end")}
        self._numbers: dict[str, str] = {}

    def meet(self, mark: etree._Element, pen: Pen) -> None:
        """A comment, or the end of the words that one hangs on."""
        name = mark.get(f"{OFFICE}name", "")
        if mark.tag == f"{OFFICE}annotation-end":
            if name in self._numbers:
                pen.put(element("commentRangeEnd", id=self._numbers[name]))
                pen.run(element("commentReference", id=self._numbers[name]))
            return
        number = str(len(self.listed) + 1)
        self._numbers.setdefault(name, number)
        self._write(mark, number)
        if name in self._ranged:
            pen.put(element("commentRangeStart", id=number))
        else:
            pen.run(element("commentReference", id=number))

    def _write(self, mark: etree._Element, number: str) -> None:
        comment = element("comment", id=number, author=said(mark, f"{DC}creator"), date=said(mark, f"{DC}date"))
        for paragraph in mark.iter(f"{TEXT}p", f"{TEXT}h"):
            written = etree.SubElement(comment, f"{W}p")
            run = etree.SubElement(written, f"{W}r")
            etree.SubElement(run, f"{W}t").text = "".join(str(words) for words in paragraph.itertext())
        if len(comment) == 0:
            etree.SubElement(comment, f"{W}p")
        comment[-1].set(f"{W14}paraId", number)
        self.listed.append(comment)
        thread = etree.SubElement(self.threads, f"{W15}commentEx")
        thread.set(f"{W15}paraId", number)
        thread.set(f"{W15}paraIdParent", self._numbers.get(_said_of(mark, "parent-name"), ""))
        thread.set(f"{W15}done", "1" if _said_of(mark, "resolved") == "true" else "0")


def _said_of(mark: etree._Element, name: str) -> str:
    """An attribute that moved from LibreOffice's own vocabulary into the standard's."""
    return next((str(value) for key, value in mark.attrib.items() if str(key).endswith(f"}}{name}")), "")
