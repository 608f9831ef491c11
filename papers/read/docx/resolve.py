"""The tracked changes of a Word file accepted or rejected, as if its author had done so in Word."""

from collections.abc import Callable

from lxml import etree

from papers.read.docx.archive import W
from papers.read.docx.blocks import MARK

INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
Accepted = Callable[[etree._Element], bool]
"""Whether the change that this element marks is accepted; otherwise it is rejected."""
_TRANSPARENT = f"{W}smartTag"
_ANCHORS = frozenset(f"{W}{tag}" for tag in ("commentReference", "commentRangeStart", "commentRangeEnd"))


def number_paragraphs(root: etree._Element) -> None:
    """Give each paragraph the number that `Blocks.places` reports."""
    for number, paragraph in enumerate(root.iter(f"{W}p")):
        paragraph.set(MARK, str(number))


def resolve(root: etree._Element, accepted: Accepted) -> None:
    """Change a part so that no tracked change and no anchor of a comment is left in it."""

    def goes(mark: etree._Element) -> bool:
        return mark.tag in (DELETED if accepted(mark) else INSERTED)

    paragraphs = list(root.iter(f"{W}p"))
    # the mark that ends a paragraph is looked up first: the old paragraph properties do not carry it
    ended = {paragraph for paragraph in paragraphs if _says(paragraph.find(f"{W}pPr/{W}rPr"), goes)}
    _restore_formats(root, accepted)
    for row in list(root.iter(f"{W}tr")):
        if _says(row.find(f"{W}trPr"), goes):
            _remove(row)
    for cell in list(root.iter(f"{W}tc")):
        if _says(cell.find(f"{W}tcPr"), lambda mark: mark.tag == f"{W}{'cellDel' if accepted(mark) else 'cellIns'}"):
            _remove(cell)
    _resolve_runs(root, goes)
    _join(paragraphs, ended)


def _says(properties: etree._Element | None, goes: Accepted) -> bool:
    return properties is not None and any(goes(child) for child in properties)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _restore_formats(root: etree._Element, accepted: Accepted) -> None:
    for tag in ("rPr", "pPr"):
        for change in [one for one in root.iter(f"{W}{tag}Change") if not accepted(one)]:
            current, old = change.getparent(), change.find(f"{W}{tag}")
            holder = None if current is None else current.getparent()
            if current is None or holder is None:
                continue
            if old is None:
                holder.remove(current)
            else:
                holder.replace(current, old)


def _resolve_runs(root: etree._Element, goes: Accepted) -> None:
    for element in list(root.iter(*INSERTED, *DELETED, *_ANCHORS)):
        if element.tag in _ANCHORS or goes(element):
            _remove(element)
        else:
            element.tag = _TRANSPARENT
    for words in root.iter(f"{W}delText"):
        words.tag = f"{W}t"


def _join(paragraphs: list[etree._Element], ended: set[etree._Element]) -> None:
    """Put the words of each paragraph whose end is gone before those of the next, as Word does."""
    carried: dict[etree._Element, list[etree._Element]] = {}
    for paragraph in paragraphs:
        before = carried.pop(paragraph, [])
        following = _next_paragraph(paragraph) if paragraph in ended else None
        if following is not None:
            before.append(paragraph)
            carried[following] = before
        elif before:
            _prepend(before, paragraph)


def _next_paragraph(paragraph: etree._Element) -> etree._Element | None:
    for sibling in paragraph.itersiblings():
        if sibling.tag == f"{W}p":
            return sibling
        if sibling.tag in (f"{W}tbl", f"{W}sdt"):
            return None
    return None


def _prepend(earlier: list[etree._Element], paragraph: etree._Element) -> None:
    """The surviving paragraph keeps its own properties, unless it has no words of its own."""
    marks = [one.get(MARK, "") for one in earlier if _has_words(one)] + [paragraph.get(MARK, "")]
    words = [child for one in earlier for child in one if child.tag != f"{W}pPr"]
    properties = paragraph.find(f"{W}pPr")
    first = earlier[0].find(f"{W}pPr")
    if first is not None and any(_has_words(child) for child in words) and not _has_words(paragraph):
        if properties is not None:
            paragraph.remove(properties)
        properties = first
        paragraph.insert(0, first)
    at = 0 if properties is None else 1
    paragraph[at:at] = words
    paragraph.set(MARK, " ".join(filter(None, marks)))
    for one in earlier:
        _remove(one)


def _has_words(element: etree._Element) -> bool:
    return any(words.text for words in element.iter(f"{W}t"))
