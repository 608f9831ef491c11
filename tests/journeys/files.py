"""Judging files with other people's programs: poppler reads and verifies the PDF, LibreOffice opens the Word file."""

import io
import subprocess
import zipfile
from pathlib import Path

from tests.papers.pdfs import copied


def seal_of(pdf: bytes, folder: Path) -> str:
    """What poppler's pdfsig says of the seal."""
    file = folder / "sealed.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False).stdout


def through_libreoffice(docx: bytes, folder: Path) -> str:
    """The words that LibreOffice prints of a Word file."""
    file = folder / "paper.docx"
    file.write_bytes(docx)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(file)],
        check=True,
        capture_output=True,
        timeout=110,
    )
    return copied((folder / "paper.pdf").read_bytes())


def parts_of(docx: bytes) -> str:
    """Everything that is written in a Word file, its properties too."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
