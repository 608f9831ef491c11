"""The slow doors of the engine, each call in a process of its own that may use only so much time and memory.

A text and a file are somebody's input: one of ten thousand pages, or one made to break a reader, must not stop the
web pages or the worker. The functions here take and give what those of the same name in `papers` do, and raise
`OutOfBounds` besides. Whoever imports this room does not load the engine: a keeper process does, once, and each call
is a fork of it (`papers.bounded.keeper`), without network, that ends with the answer.
"""

from papers.bounded.call import Bounds, OutOfBounds, warm
from papers.bounded.doors import (
    decision_pdf,
    draft_docx,
    examine,
    finish,
    from_file,
    letter_pdf,
    letter_pdfs,
    proposals_in_file,
    redline_docx,
    redline_file,
    redline_pdf,
    review_file,
    seal_pdf,
    to_bilingual_pdf,
    to_docx,
    to_pdf,
    verify,
    with_foot_line,
)

__all__ = [
    "Bounds",
    "OutOfBounds",
    "decision_pdf",
    "draft_docx",
    "examine",
    "finish",
    "from_file",
    "letter_pdf",
    "letter_pdfs",
    "proposals_in_file",
    "redline_docx",
    "redline_file",
    "redline_pdf",
    "review_file",
    "seal_pdf",
    "to_bilingual_pdf",
    "to_docx",
    "to_pdf",
    "verify",
    "warm",
    "with_foot_line",
]
