"""How much of the Arabic of a paper poppler copies out of its PDF: ours, Chromium's, LibreOffice's."""

import re
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

from benchmarks.subject import subject_of
from papers.write.text import to_text

FILES = {"papers.write.pdf": "ours.pdf", "Chromium": "chromium.pdf", "LibreOffice from our Word file": "paper0.pdf"}
"""What the makers leave in the folder of `benchmarks.pdf`."""

_UNSEEN = re.compile("[\u0640\u064b-\u065f\u0670\u200c-\u200f\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile("[\u0621-\u064a\u066e-\u06d3\u06d5-\u06ff]+")


def report(folder: Path, subject: str) -> str:
    """One line for each maker: the share of the words found, vowel marks left aside."""
    wanted = _words(to_text(*subject_of(subject)))
    lines = [f"Arabic words copied out of the PDF, of {wanted.total():,}"]
    for maker, name in FILES.items():
        if (folder / name).is_file():
            missing = (wanted - _copied(folder / name)).total()
            lines.append(f"  {maker:34}{1 - missing / wanted.total():>10.2%}")
    return "\n".join(lines)


def _copied(pdf: Path) -> Counter[str]:
    return _words(subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True).stdout.decode())


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(_UNSEEN.sub("", unicodedata.normalize("NFKC", text))))
