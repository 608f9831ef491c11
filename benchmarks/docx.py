"""Word files: ours, the ordinary way of python-docx, and pandoc."""

import io
import shutil
from pathlib import Path

import docx
from docx.document import Document

from benchmarks.measure import Measure, command, warm
from benchmarks.subject import subject_of
from papers.edition import Edition
from papers.model import Block, Heading, ListBlock, Paper, Table, inlines_of, plain
from papers.write.docx import to_docx
from papers.write.html import to_html


def measures(folder: Path, subject: str) -> list[Measure]:
    """The same words three ways. Only ours has directions, languages, footnotes and a reproducible file."""
    paper, edition = subject_of(subject)
    page = folder / "paper.html"
    page.write_text(f"<!DOCTYPE html><meta charset=utf-8>{to_html(paper)}{_names(edition)}", "utf-8")
    found = [
        warm("papers.write.docx", lambda: to_docx(paper, edition), 15),
        warm("python-docx, ordinary API", lambda: ordinary(paper, edition), 5),
    ]
    if shutil.which("pandoc"):
        output = folder / "pandoc.docx"
        found.append(command("pandoc (with its start)", ["pandoc", str(page), "-o", str(output)], output, 5))
    return found


def ordinary(paper: Paper, edition: Edition) -> bytes:
    """The words alone through `add_paragraph` and `add_table`, as a first program of python-docx would do it."""
    document = docx.Document()
    document.add_heading(paper.title, 0)
    for block in paper.blocks:
        _add(document, block)
    table = document.add_table(rows=0, cols=2)
    for number, name in enumerate(edition.members, start=1):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = str(number), name.name
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _add(document: Document, block: Block) -> None:
    match block:
        case Heading(level=level, content=content):
            document.add_heading(plain(content), level)
        case ListBlock(items=items):
            for item in items:
                document.add_paragraph(plain(item.content), "List Number")
        case Table(rows=rows):
            table = document.add_table(rows=0, cols=len(rows[0]))
            for row in rows:
                for cell, words in zip(table.add_row().cells, row, strict=True):
                    cell.text = plain(words.content)
        case _:
            document.add_paragraph(" ".join(plain(content) for content in inlines_of(block)))


def _names(edition: Edition) -> str:
    return "<table>" + "".join(f"<tr><td>{name.name}</td></tr>" for name in edition.members) + "</table>"
