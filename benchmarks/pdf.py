"""PDF files: ours, Chromium printing the same page in the same faces, LibreOffice converting our Word file.

Warm means a process that runs already: a browser with an open tab, an office that has converted another file before.
"""

import pickle
import shutil
import sys
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.measure import Measure, command, warm
from papers.edition import Edition
from papers.model import Paper
from papers.write.docx import to_docx
from papers.write.fonts import FOLDER, SCHEME, font_faces
from papers.write.pdf import to_pdf
from papers.write.press import LAYOUTS
from papers.write.print_html import sheets_for, to_print_html
from papers.write.printed import Shelf

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
TAGGED = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},"SelectPdfVersion":{"type":"long","value":"3"}}'
)
"""LibreOffice's own words for the kind of file that ours is: tagged, PDF/UA-1, PDF/A-3."""

MORE = 5
"""How many files LibreOffice converts after the first in one run: their share is what a warm one takes."""


def measures(folder: Path, subject: str) -> list[Measure]:
    """All tagged; only ours is PDF/A-3a with the same bytes every time. Memory is that of the largest process."""
    from benchmarks.subject import subject_of

    paper, edition = subject_of(subject)
    ours, kept = folder / "ours.pdf", folder / "subject.pickle"
    kept.write_bytes(pickle.dumps((paper, edition)))
    start = [sys.executable, "-m", "benchmarks.cold", str(kept), str(ours)]
    page = styled(to_print_html(paper, edition), sheets_for(paper))
    found = [
        warm("papers.write.pdf, warm", lambda: to_pdf(paper, edition), 7),
        *_again(paper, edition),
        command("papers.write.pdf, with its start", start, ours, 5),
    ]
    return found + _chromium(folder, page) + _libreoffice(folder, to_docx(paper, edition))


def _again(paper: Paper, edition: Edition) -> list[Measure]:
    """The next issue of a paper of which an issue was printed before: one signature, the number, date and code differ.

    Papers of one piece have no such short cut.
    """
    shelf: Shelf = {}
    to_pdf(paper, edition, shelf=shelf)
    if not shelf:
        return []
    members = (*edition.members[:-1], replace(edition.members[-1], name="مركز الجسور للحوار"))
    later = replace(edition, members=members, issue="1.1", verify_code="RY26-8BCD-M2XE", digest="3c" * 32)
    return [warm("the next issue, one signature changed", lambda: to_pdf(paper, later, shelf=dict(shelf)), 9)]


def styled(html: str, sheets: tuple[str, ...]) -> str:
    """The page with our style sheets and the files of our faces: what another program needs to print the same."""
    css = font_faces().replace(SCHEME, FOLDER.as_uri() + "/")
    css += "".join((LAYOUTS / f"{name}.css").read_text("utf-8") for name in sheets)
    return html.replace("</head>", f"<style>{css}</style></head>", 1)


def _chromium(folder: Path, html: str) -> list[Measure]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        return []
    page, output = folder / "page.html", folder / "chromium.pdf"
    page.write_text(html, "utf-8")
    quiet = ["--headless", *QUIET, f"--user-data-dir={folder / 'chromium'}"]
    arguments = [program, *quiet, f"--print-to-pdf={output}", page.as_uri()]
    return [_warm_chromium(program, page), command("Chromium (with its start)", arguments, output, 5)]


def _warm_chromium(program: str, page: Path) -> Measure:
    """One browser that runs already opens the page anew and prints it with tags."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        tab = browser.new_page()

        def print_it() -> bytes:
            tab.goto(page.as_uri())
            return tab.pdf(tagged=True, prefer_css_page_size=True)

        measured = warm("Chromium, warm", print_it, 9)
        browser.close()
    return measured


def _libreoffice(folder: Path, word: bytes) -> list[Measure]:
    program = shutil.which("soffice")
    if program is None:
        return []
    sources = [folder / f"paper{number}.docx" for number in range(1 + MORE)]
    for source in sources:
        source.write_bytes(word)
    output = folder / "paper0.pdf"
    profile = f"-env:UserInstallation={(folder / 'libreoffice').as_uri()}"
    arguments = [program, profile, "--headless", "--convert-to", TAGGED, "--outdir", str(folder)]
    command("LibreOffice makes its profile", [*arguments, str(sources[0])], output, 1)
    one = command("LibreOffice from our Word file (with its start)", [*arguments, str(sources[0])], output, 3)
    many = command("LibreOffice, several files", [*arguments, *map(str, sources)], output, 3)
    each = tuple((seconds - one.median) / MORE for seconds in many.seconds)
    return [Measure("LibreOffice, each further file", each, many.megabytes, one.made), one]
