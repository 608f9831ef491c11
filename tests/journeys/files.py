"""Judging files with other people's programs: poppler reads and verifies the PDF, LibreOffice opens the Word file."""

import io
import subprocess
import zipfile
from pathlib import Path


def seal_of(pdf: bytes, folder: Path) -> str:
    """What poppler's pdfsig says of the seal."""
    file = folder / "sealed.pdf"
    file.write_bytes(pdf)
    return subprocess.run(["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False).stdout


def through_libreoffice(docx: bytes, folder: Path) -> str:
    """The words that LibreOffice finds in a Word file. (Out of its PDF, poppler reads لا as ال.)"""
    file = folder / "paper.docx"
    file.write_bytes(docx)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            str(folder),
            str(file),
        ],
        check=True,
        capture_output=True,
        timeout=110,
    )
    return (folder / "paper.txt").read_text("utf-8-sig")


def parts_of(docx: bytes) -> str:
    """Everything that is written in a Word file, its properties too."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
