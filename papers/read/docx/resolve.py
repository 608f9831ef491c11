"""The tracked changes of a Word file accepted or rejected, as if its author had done so in Word."""

from lxml import etree

from papers.read.docx.archive import W
from papers.read.docx.blocks import MARK

INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_TRANSPARENT = f"{W}smartTag"
_ANCHORS = frozenset(f"{W}{tag}" for tag in ("commentReference", "commentRangeStart", "commentRangeEnd"))


def number_paragraphs(root: etree._Element) -> None:
    """Give each paragraph the number that `Blocks.places` reports."""
    for number, paragraph in enumerate(root.iter(f"{W}p")):
        paragraph.set(MARK, str(number))


def resolve(root: etree._Element, *, accept: bool) -> None:
    """Change a part so that no tracked change and no anchor of a comment is left in it."""
    gone = DELETED if accept else INSERTED
    paragraphs = list(root.iter(f"{W}p"))
    # the mark that ends a paragraph is looked up first: the old paragraph properties do not carry it
    ended = {paragraph for paragraph in paragraphs if _says(paragraph.find(f"{W}pPr/{W}rPr"), gone)}
    if not accept:
        _restore_formats(root)
    for row in list(root.iter(f"{W}tr")):
        if _says(row.find(f"{W}trPr"), gone):
            _remove(row)
    for cell in list(root.iter(f"{W}tc")):
        if cell.find(f"{W}tcPr/{W}{'cellDel' if accept else 'cellIns'}") is not None:
            _remove(cell)
    _resolve_runs(root, gone)
    _join(paragraphs, ended)


def _says(properties: etree._Element | None, tags: frozenset[str]) -> bool:
    return properties is not None and any(child.tag in tags for child in properties)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _restore_formats(root: etree._Element) -> None:
    for tag in ("rPr", "pPr"):
        for change in list(root.iter(f"{W}{tag}Change")):
            current, old = change.getparent(), change.find(f"{W}{tag}")
            holder = None if current is None else current.getparent()
            if current is None or holder is None:
                continue
            if old is None:
                holder.remove(current)
            else:
                holder.replace(current, old)


def _resolve_runs(root: etree._Element, gone: frozenset[str]) -> None:
    for element in list(root.iter(*INSERTED, *DELETED, *_ANCHORS)):
        if element.tag in gone or element.tag in _ANCHORS:
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
