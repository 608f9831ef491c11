"""The comments of a Word file: who said what, on which words, in answer to whom, and whether it is settled."""

from dataclasses import dataclass, replace

from lxml import etree

from papers.read.docx.archive import W14, W15, Parts, W
from papers.read.docx.changes import Anchor, author_of, date_of
from papers.read.docx.suggestions import Places
from papers.read.review import Comment


@dataclass(frozen=True, slots=True)
class _Thread:
    parent: str
    resolved: bool


def comments_of(archive: Parts, anchors: dict[str, Anchor], places: Places) -> tuple[tuple[Comment, ...], int]:
    """The comments in the order of the file, and how many pictures in them were left out.

    An answer that hangs on no words of its own takes the place of what it answers; a comment without any place, as one
    in a page header, has an empty `block_id`.
    """
    listed = archive.part("word/comments.xml")
    elements = [] if listed is None else list(listed.iterfind(f"{W}comment"))
    threads = _threads(archive)
    names = [_paragraph_names(element) for element in elements]
    index = {name: number for number, found in enumerate(names) for name in found}
    found: list[Comment] = []
    for element, own in zip(elements, names, strict=True):
        thread = next((threads[name] for name in reversed(own) if name in threads), _Thread("", False))
        made = _comment(element, anchors.get(element.get(f"{W}id", "")), places)
        found.append(replace(made, resolved=thread.resolved, parent=index.get(thread.parent)))
    pictures = sum(1 for element in elements for _ in element.iter(f"{W}drawing", f"{W}pict", f"{W}object"))
    return tuple(_placed(comment, found, number) for number, comment in enumerate(found)), pictures


def _comment(element: etree._Element, anchor: Anchor | None, places: Places) -> Comment:
    lines = ("".join(_words(paragraph)) for paragraph in element.iter(f"{W}p"))
    text = "\n".join(cleaned for line in lines if (cleaned := places.clean(line)))
    block_id = places.block_of(anchor.mark) if anchor else ""
    quote = places.quote(anchor.start, anchor.end) if anchor else ""
    return Comment(author_of(element), date_of(element), block_id, quote, text)


def _words(paragraph: etree._Element) -> list[str]:
    said = paragraph.iter(f"{W}t", f"{W}tab", f"{W}br")
    return [(one.text or "") if one.tag == f"{W}t" else " " for one in said]


def _paragraph_names(comment: etree._Element) -> list[str]:
    return [name for paragraph in comment.iter(f"{W}p") if (name := paragraph.get(f"{W14}paraId", ""))]


def _threads(archive: Parts) -> dict[str, _Thread]:
    """By the name of a comment's last paragraph: what it answers, and whether the talk is settled."""
    listed = archive.part("word/commentsExtended.xml")
    return {
        one.get(f"{W15}paraId", ""): _Thread(
            one.get(f"{W15}paraIdParent", ""), one.get(f"{W15}done", "0") in ("1", "true", "on")
        )
        for one in (() if listed is None else listed.iter(f"{W15}commentEx"))
    }


def _placed(comment: Comment, found: list[Comment], number: int) -> Comment:
    """The comment with a parent other than itself, at its parent's place if it has none."""
    if comment.parent is None or comment.parent == number:
        return replace(comment, parent=None)
    over = found[comment.parent]
    return comment if comment.block_id else replace(comment, block_id=over.block_id, quote=over.quote)
