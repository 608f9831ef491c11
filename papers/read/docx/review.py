"""A Word file that went round → its text now and before, the tracked changes and the comments."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from itertools import count

from lxml import etree

from papers.characters import western_digits
from papers.model import Block, Reference
from papers.normalise import clean_text, normalise
from papers.read.citations import with_citations
from papers.read.docx.archive import Parts, W
from papers.read.docx.blocks import Blocks, body_of, notes_of, read_blocks
from papers.read.docx.comments import comments_of
from papers.read.docx.mend import mend_styles
from papers.read.docx.resolve import number_paragraphs, resolve
from papers.read.docx.suggestions import Places, suggestions_of
from papers.read.docx.walk import Walk
from papers.read.review import Review
from papers.read.shape import lost

_Roots = tuple[etree._Element | None, ...]
"""The text, the footnotes and the endnotes."""


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

    _read(deepcopy(parts), as_is, accept=True)
    _read(parts, before, accept=False)
    _share_ids(as_is, before, new_id)

    block_of = _finder(as_is.places, before.places)
    places = Places(walk.text, lambda words: western_digits(clean_text(words, lang)), block_of)
    comments, pictures = comments_of(file, walk.anchors, places)
    dropped = (as_is.reader.dropped | before.reader.dropped) + file.lost()
    dropped["pictures"] += pictures
    dropped["format_changes"] += walk.formats_lost
    dropped["layout_changes"] += walk.layout_lost
    dropped["headers_and_footers"] += _margins(file)
    suggestions = tuple(suggestions_of(walk, places))
    now, then = (with_citations(normalise(blocks.paper(kind)), references) for blocks in (as_is, before))
    return Review(now, then, suggestions, comments, lost(+dropped))


def _read(parts: _Roots, blocks: Blocks, *, accept: bool) -> None:
    for part in parts:
        if part is not None:
            resolve(part, accept=accept)
    blocks.reader.notes.update(notes_of(*parts[1:]))
    blocks.take_all(body_of(parts[0]))


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
