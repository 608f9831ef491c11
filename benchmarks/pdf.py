"""PDF files: ours, Chromium printing the same page, LibreOffice converting our Word file."""

import shutil
import sys
from pathlib import Path

from benchmarks.measure import Measure, command, warm
from benchmarks.subject import subject_of
from papers.write.docx import to_docx
from papers.write.pdf import to_pdf
from papers.write.print_html import to_print_html

ANEW = (sys.executable, "-m", "benchmarks.pdf")


def measures(folder: Path, subject: str) -> list[Measure]:
    """Only ours is PDF/UA-1 and PDF/A-3a with the same bytes every time; memory is that of the largest process."""
    paper, edition = subject_of(subject)
    ours = folder / "ours.pdf"
    found = [
        warm("papers.write.pdf, warm", lambda: to_pdf(paper, edition), 3),
        command(
            "papers.write.pdf, with its start", [sys.executable, "-m", "benchmarks.pdf", subject, str(ours)], ours, 3
        ),
    ]
    return found + _chromium(folder, to_print_html(paper, edition)) + _libreoffice(folder, to_docx(paper, edition))


def _chromium(folder: Path, html: str) -> list[Measure]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        return []
    page, output = folder / "page.html", folder / "chromium.pdf"
    page.write_text(html, "utf-8")
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'chromium'}"]
    arguments = [program, *quiet, f"--print-to-pdf={output}", page.as_uri()]
    return [command("Chromium (with its start)", arguments, output, 3)]


def _libreoffice(folder: Path, word: bytes) -> list[Measure]:
    program = shutil.which("soffice")
    if program is None:
        return []
    source, output = folder / "paper.docx", folder / "paper.pdf"
    source.write_bytes(word)
    profile = f"-env:UserInstallation={(folder / 'libreoffice').as_uri()}"
    arguments = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    return [command("LibreOffice from our Word file", arguments, output, 4)]


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(to_pdf(*subject_of(sys.argv[1])))
