"""Random papers for property tests: `papers()` draws any paper that the model allows, Arabic and Latin mixed."""

import base64
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from papers.model import (
    ASK_VERBS,
    LANGUAGES,
    Ask,
    Block,
    Cell,
    Citation,
    Emphasis,
    Figure,
    Footnote,
    Foreign,
    Heading,
    Inlines,
    Item,
    Link,
    ListBlock,
    PageBreak,
    Paper,
    Paragraph,
    Quote,
    Reference,
    Strong,
    Sublist,
    Table,
    Text,
)

REFERENCES = (
    Reference("ICCPR", "العهد الدولي الخاص بالحقوق المدنية والسياسية", "A/RES/2200A(XXI)"),
    Reference("SC2254", "قرار مجلس الأمن 2254", "S/RES/2254 (2015)"),
    Reference("ROME", "نظام روما الأساسي للمحكمة الجنائية الدولية"),
)
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg=="
"""A black picture of one pixel, image/png in base64."""
assert base64.b64decode(PIXEL).startswith(b"\x89PNG")

_SNIPPETS = (
    "حقّ الأسر في المعرفة", "و", "الـ", "«نعم»", "م", "اﻟﺴﯿﺪات", "می\u200cخواهم", "a\u200cb",
    "٢٠٢٦", "۳", "12", "3٫5", "٪", "RY/2026/014", "S/RES/2254 (2015)", "+963 11 000 0000", "rights",
    "L’État", "ê", "e\u0301", "\u064b", "ە", "\u200f", "\u00a0", " ", "  ", "\n", "# ", "- ", "1. ",
    "١. ", "**", "*", "_", "[", "]", "(", ")", "^", "|", "!!", "!", ":", "::", "> ", "{", "}", "\\",
    "`", "<b>", "&amp;", "&", "---", "***", "+", "~", "=", "#", "@", "[@ICCPR]", "[^1]", "الموقف: ",
    "Position: ", "{rtl}", "Due: ", "المهلة: ", "إلى", "بـ", "—", "Source: ", ": ",
)  # fmt: skip
words = st.lists(st.one_of(st.sampled_from(_SNIPPETS), st.text(max_size=4)), max_size=5).map("".join)
"""Words with everything in them that Markdown, bidi or Unicode could stumble over."""
_writable = words.map(lambda text: "".join(char for char in text if char == "\n" or char.isprintable()))

citations = st.builds(Citation, st.sampled_from([ref.key for ref in REFERENCES]), _writable)
_hrefs = st.sampled_from(
    ["https://riwaq.example/a?b=1&c=(2)", "http://example.org/*x*_y_", "mailto:office@riwaq.example"]
)


def _marked(content: st.SearchStrategy[Any], *, linked: bool) -> st.SearchStrategy[Any]:
    inner = st.lists(content, max_size=3).map(tuple)
    marks = [
        st.builds(Strong, inner),
        st.builds(Emphasis, inner),
        st.builds(Foreign, st.sampled_from(LANGUAGES), inner),
    ]
    return st.one_of(*marks, st.builds(Link, _hrefs, inner)) if linked else st.one_of(*marks)


_texts = st.builds(Text, _writable)
_note_leaves = st.one_of(_texts, _marked(_texts, linked=True))
_footnotes = st.builds(Footnote, st.lists(_note_leaves, max_size=3).map(tuple))
_leaves = st.one_of(_texts, _texts, citations, _footnotes)
_inline = st.one_of(_leaves, _marked(st.one_of(_leaves, _marked(_leaves, linked=False)), linked=True))
inlines: st.SearchStrategy[Inlines] = st.lists(_inline, max_size=4).map(tuple)

_dirs = st.sampled_from([None, "rtl", "ltr"])


def _items(depth: int) -> st.SearchStrategy[tuple[Item, ...]]:
    below: st.SearchStrategy[Sublist | None] = st.none()
    if depth < 3:
        below = st.one_of(st.none(), st.builds(Sublist, st.booleans(), st.deferred(lambda: _items(depth + 1))))
    return st.lists(st.builds(Item, inlines, below), max_size=3).map(tuple)


_cells = st.builds(Cell, inlines, st.integers(1, 3), st.integers(1, 3))
_rows = st.lists(st.lists(_cells, max_size=3).map(tuple), max_size=3).map(tuple)
_no_id = st.just("")
_blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, _no_id, st.integers(1, 3), inlines, _dirs),
    st.builds(Paragraph, _no_id, inlines, _dirs),
    st.builds(ListBlock, _no_id, st.booleans(), _items(1), _dirs),
    st.builds(Quote, _no_id, inlines, inlines, _dirs),
    st.builds(Table, _no_id, _rows, st.integers(0, 3), inlines),
    st.builds(
        Ask,
        _no_id,
        inlines,
        st.sampled_from(ASK_VERBS),
        _writable,
        _writable,
        st.lists(citations, max_size=2).map(tuple),
    ),
    st.builds(Figure, _no_id, st.just("image/png"), st.just(PIXEL), _writable, inlines),
    st.builds(PageBreak, _no_id),
)


def _numbered(blocks: list[Block]) -> tuple[Block, ...]:
    return tuple(replace(block, id=f"b{index}") for index, block in enumerate(blocks))


def papers(lang: str | None = None) -> st.SearchStrategy[Paper]:
    """Papers with up to six blocks, ids b0, b1, …; in one language if `lang` is given."""
    return st.builds(
        Paper,
        kind=st.just("position_paper"),
        lang=st.just(lang) if lang else st.sampled_from(LANGUAGES),
        title=_writable,
        blocks=st.lists(_blocks, max_size=6).map(_numbered),
        subtitle=_writable,
        position=_writable,
        references=st.just(REFERENCES),
        digits=st.sampled_from(["western", "arabic"]),
    )
