"""How much of the Arabic of a paper can be copied out of its PDF: ours, Chromium's, LibreOffice's, as it is read and as it is written."""

import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.subject import subject_of
from papers.write.text import to_text

FILES = {"papers.write.pdf": "ours.pdf", "Chromium": "chromium.pdf", "LibreOffice from our Word file": "paper0.pdf"}
"""What the makers leave in the folder of `benchmarks.pdf`."""

_UNSEEN = re.compile("[\u0640\u064b-\u065f\u0670\u200c-\u200f\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile("[\u0621-\u064a\u066e-\u06d3\u06d5-\u06ff]+")


def report(folder: Path, subject: str) -> str:
    """One line for each maker: the share of the words that poppler copies in the order of reading, and in that of the file.

    Vowel marks are left aside."""
    wanted = _words(to_text(*subject_of(subject)))
    lines = [f"Arabic words copied out of it, of {wanted.total():,}", f"{'as read':>46}{'as written':>14}"]
    for maker, name in FILES.items():
        if (folder / name).is_file():
            shares = "".join(f"{share:>14.2%}" for share in _shares(wanted, (folder / name).read_bytes()))
            lines.append(f"  {maker:<30}{shares}")
    return "\n".join(lines)


def _shares(wanted: Counter[str], pdf: bytes) -> Iterator[float]:
    for read in READERS:
        yield 1 - (wanted - _words(read(pdf))).total() / wanted.total()


def _poppler(pdf: bytes, *options: str) -> str:
    return subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


READERS: tuple[Callable[[bytes], str], ...] = (_poppler, lambda pdf: _poppler(pdf, "-raw"))


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(_UNSEEN.sub("", unicodedata.normalize("NFKC", text))))
