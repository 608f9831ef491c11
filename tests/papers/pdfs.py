"""What the tests of PDF files share: a page to press, the checker, and the words that can be copied out."""

import re
import subprocess
import unicodedata
from collections import Counter
from functools import lru_cache

import page

from papers.write.press import Enclosed, press

MARKS = re.compile("[\u0640\u064b-\u065f\u0670\u200c-\u200f\u202a-\u202e\u2066-\u2069]")
ARABIC_WORD = re.compile("[\u0621-\u064a\u066e-\u06d3\u06d5-\u06ff]+")


def pressed_with(files: tuple[Enclosed, ...]) -> bytes:
    """A small page that carries files."""
    return press('<html lang="ar" dir="rtl"><title>x</title><body><p>بيان</p></body></html>', ("base",), enclosed=files)


@lru_cache(maxsize=32)
def pressed(body: str, lang: str = "ar", title: str = "Title") -> bytes:
    """A small page as PDF."""
    direction = "rtl" if lang == "ar" else "ltr"
    head = f'<title>{title}</title><meta name="author" content="رواق">'
    return press(f'<html lang="{lang}" dir="{direction}"><head>{head}</head><body>{body}</body></html>', ("base",))


def faults(pdf: bytes) -> list[str]:
    """What the checker finds against PDF/UA-1 and PDF/A-3a; empty for a file that is both."""
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in ("ua1", "3a")]
    return [f"{failure.rule_id}: {failure.message}" for report in reports for failure in report.failures]


def copied(pdf: bytes, *options: str) -> str:
    """The text that poppler copies out of a PDF."""
    run = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode()


def arabic_words(text: str) -> Counter[str]:
    """Arabic words without vowel marks and direction signs, as a reader's search would compare them."""
    return Counter(ARABIC_WORD.findall(MARKS.sub("", unicodedata.normalize("NFKC", text))))


def share_found(source: str, pdf: bytes) -> float:
    """Which part of the source's Arabic words can be copied out of the PDF, from 0 to 1."""
    wanted = arabic_words(source)
    return 1 - (wanted - arabic_words(copied(pdf))).total() / wanted.total()
