"""A Word file that went round: a redline with tracked changes by one hand and comments by another."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import docx

from papers.model import Block, Heading, ListBlock, Paper, Paragraph, Text
from papers.write.redline import to_redline_docx

AT = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
EDITOR, READER = "Omar حداد", "سارة Kaya"
_ADDED = {"ar": " مضافة", "en": " added", "fr": " ajoutée", "kmr": " zêdekirî", "ckb": " زیادکراو"}


def tracked_file(paper: Paper) -> bytes:
    """The redline from the paper to an edited one, with a comment on every third paragraph."""
    document = docx.Document(io.BytesIO(to_redline_docx(paper, edited(paper), author=EDITOR, date=AT)))
    spoken = [paragraph for paragraph in document.paragraphs if paragraph.runs and paragraph.text.strip()]
    for number, paragraph in enumerate(spoken[::3]):
        comment = document.add_comment(paragraph.runs[0], text=f"ملاحظة {number}?", author=READER, initials="S")
        comment._comment_elm.set(f"{{{comment._comment_elm.nsmap['w']}}}date", f"{AT:%Y-%m-%dT%H:%M:%SZ}")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def edited(paper: Paper) -> Paper:
    """The paper with words added, a paragraph taken out, one put in, and one list entry less."""
    blocks: list[Block] = []
    paragraphs = 0
    for block in paper.blocks:
        paragraphs += isinstance(block, Paragraph)
        if isinstance(block, Paragraph) and paragraphs == 2:
            continue
        blocks.append(_edited(block, paper.lang, paragraphs))
        if isinstance(block, Heading) and len(blocks) > 3:
            blocks.append(Paragraph(f"new{len(blocks)}", (Text(f"{_ADDED[paper.lang].strip()} 2026."),)))
    return replace(paper, title=paper.title + _ADDED[paper.lang], blocks=tuple(blocks))


def _edited(block: Block, lang: str, number: int) -> Block:
    if isinstance(block, Paragraph) and number % 2:
        return replace(block, content=(*block.content, Text(_ADDED[lang])))
    if isinstance(block, ListBlock) and len(block.items) > 1:
        return replace(block, items=block.items[:-1])
    return block
