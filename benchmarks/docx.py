"""Word files: ours, the plain way of python-docx, and pandoc."""

from dataclasses import replace
from itertools import count
from pathlib import Path

from benchmarks import pandoc
from benchmarks.measure import Measure, command, warm
from benchmarks.plain_docx import plain_docx
from benchmarks.subject import subject_of
from papers.edition import Edition
from papers.write.docx import to_docx
from papers.write.html import to_html


def measures(folder: Path, subject: str) -> list[Measure]:
    """The same words three ways; only ours has footnotes, languages, lists that count anew and a reproducible file.

    Every run is another issue with another address, so that its QR code is drawn anew. pandoc is given no letterhead,
    no header and no QR code.
    """
    paper, edition = subject_of(subject)
    page = folder / "paper.html"
    page.write_text(f"<!DOCTYPE html><meta charset=utf-8>{to_html(paper)}{_names(edition)}", "utf-8")
    issues = map(str, count(1))

    def issue() -> Edition:
        return replace(edition, verify_url=f"{edition.verify_url}{next(issues)}")

    found = [
        warm("papers.write.docx", lambda: to_docx(paper, issue()), 25),
        warm("python-docx, the plain way", lambda: plain_docx(paper, issue()), 5),
    ]
    if pandoc.program():
        output = folder / "pandoc.docx"
        found.append(pandoc.warm_docx("pandoc, warm", page, 15))
        found.append(command("pandoc (with its start)", [pandoc.program(), str(page), "-o", str(output)], output, 5))
    return found


def _names(edition: Edition) -> str:
    return "<table>" + "".join(f"<tr><td>{name.name}</td></tr>" for name in edition.members) + "</table>"
