"""A Word file that went round → its text now and before, the tracked changes and the comments."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from itertools import count

from lxml import etree

from papers.characters import western_digits
from papers.model import Block, Paper, Reference
from papers.normalise import clean_text, normalise
from papers.read.citations import with_citations
from papers.read.docx.archive import Parts, W
from papers.read.docx.blocks import Blocks, body_of, notes_of, read_blocks
from papers.read.docx.changes import author_of
from papers.read.docx.comments import comments_of
from papers.read.docx.mend import mend_styles
from papers.read.docx.resolve import DELETED, INSERTED, Accepted, number_paragraphs, resolve
from papers.read.docx.suggestions import Places, suggestions_of
from papers.read.docx.walk import Walk
from papers.read.origin import origin_of
from papers.read.review import Review
from papers.read.shape import lost

_Roots = tuple[etree._Element | None, ...]
"""The text, the footnotes and the endnotes."""

MOST_AUTHORS = 20
"""Whose changes are read apart; a file that went through more hands is read for the first of them."""
_CHANGES = (*sorted(INSERTED | DELETED), f"{W}rPrChange", f"{W}pPrChange", f"{W}cellIns", f"{W}cellDel")


def review_of(
    file: Parts, lang: str, new_id: Callable[[], str], kind: str, references: Mapping[str, Reference]
) -> Review:
    """The review in the parts of a file; `papers.read.docx.read_review` says more."""
    parts = tuple(file.part(f"word/{name}.xml") for name in ("document", "footnotes", "endnotes"))
    if parts[0] is not None:
        number_paragraphs(parts[0])
    as_is = read_blocks(file, lang, new_id, references)
    before = read_blocks(file, lang, map("before-{}".format, count()).__next__, references)
    mend_styles(parts[0], as_is.styles)
    walk = Walk(as_is.styles, notes_of(*parts[1:]))
    body = body_of(parts[0])
    if body is not None:
        walk.through(body)

    authors, nested = _authors(parts)
    alone = [(author, read_blocks(file, lang, new_id, references)) for author in authors[:MOST_AUTHORS]]
    _read(deepcopy(parts), as_is, lambda mark: True)
    for author, blocks in alone if len(authors) > 1 else ():
        _read(deepcopy(parts), blocks, lambda mark, author=author: author_of(mark) == author)  # type: ignore[misc]
    _read(parts, before, lambda mark: False)
    _share_ids(as_is, before, new_id)

    block_of = _finder(as_is.places, before.places)
    places = Places(walk.text, lambda words: western_digits(clean_text(words, lang)), block_of)
    comments, pictures = comments_of(file, walk.anchors, places)
    dropped = (as_is.reader.dropped | before.reader.dropped) + file.lost()
    dropped["pictures"] += pictures
    dropped["format_changes"] += walk.formats_lost
    dropped["layout_changes"] += walk.layout_lost
    dropped["headers_and_footers"] += _margins(file)
    dropped["nested_changes"] += nested
    dropped["further_authors"] += max(0, len(authors) - MOST_AUTHORS)
    suggestions = tuple(suggestions_of(walk, places))
    now, then = (_paper(blocks, kind, references) for blocks in (as_is, before))
    if len(authors) > 1:
        one_by_one = tuple((author, _paper(_named_as(before, blocks), kind, references)) for author, blocks in alone)
    else:
        one_by_one = tuple((author, now) for author in authors)
    return Review(now, then, suggestions, comments, lost(+dropped), one_by_one, origin_of(file))


def _paper(blocks: Blocks, kind: str, references: Mapping[str, Reference]) -> Paper:
    return with_citations(normalise(blocks.paper(kind)), references)


def _authors(parts: _Roots) -> tuple[list[str], int]:
    """Who changed something, in reading order, and how often somebody took out what somebody else had put in."""
    marks = [mark for part in parts if part is not None for mark in part.iter(*_CHANGES)]
    nested = sum(
        mark.tag in DELETED and any(author_of(over) != author_of(mark) for over in mark.iterancestors(*INSERTED))
        for mark in marks
    )
    return list(dict.fromkeys(author_of(mark) for mark in marks)), nested


def _read(parts: _Roots, blocks: Blocks, accepted: Accepted) -> None:
    for part in parts:
        if part is not None:
            resolve(part, accepted)
    blocks.reader.notes.update(notes_of(*parts[1:]))
    blocks.take_all(body_of(parts[0]))


def _named_as(before: Blocks, after: Blocks) -> Blocks:
    """The later reading with the ids of the blocks of the former one that they have come of."""
    names: dict[str, str] = {}
    free = {block.id for block in before.blocks}
    for place, new in after.places.items():
        name = before.places.get(place, "")
        if new not in names and name in free:
            names[new] = name
            free.remove(name)
    after.blocks = [replace(block, id=names.get(block.id, block.id)) for block in after.blocks]
    return after


def _share_ids(as_is: Blocks, before: Blocks, new_id: Callable[[], str]) -> None:
    """Give each block of the former text the id of the block that has come of it; each id is given once."""
    names: dict[str, str] = {}
    free = {block.id for block in as_is.blocks}
    for place, old in before.places.items():
        name = as_is.places.get(place, "")
        if old not in names and name in free:
            names[old] = name
            free.remove(name)
    before.blocks = [_named(block, names.get(block.id) or new_id(), names) for block in before.blocks]
    before.places = {place: names.get(old, old) for place, old in before.places.items()}


def _named(block: Block, identity: str, names: dict[str, str]) -> Block:
    names[block.id] = identity
    return replace(block, id=identity)


def _finder(*known: dict[str, str]) -> Callable[[str], str]:
    """Which block a numbered paragraph came to, in the first reading that has it; else the block before it."""
    found: dict[int, str] = {}
    for places in reversed(known):
        found.update((int(place), identity) for place, identity in places.items())
    numbers = sorted(found)

    def block_of(place: str) -> str:
        at = bisect_right(numbers, int(place)) if place else 0
        return found[numbers[max(0, at - 1)]] if numbers else ""

    return block_of


def _margins(archive: Parts) -> int:
    """How many page headers and footers say something."""
    parts = (archive.part(name) for begin in ("word/header", "word/footer") for name in archive.holding(begin))
    return sum(part is not None and any(words.text for words in part.iter(f"{W}t")) for part in parts)
