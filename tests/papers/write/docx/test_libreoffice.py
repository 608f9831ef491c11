"""Another word processor opens what we write and finds every word of it."""

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

from papers.model import Paper, inlines_of, plain
from papers.write.docx import letter_docx, to_bilingual_docx, to_docx
from tests.papers.write.docx.samples import arabic, edition, english, letter

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdftotext")), reason="needs LibreOffice"),
]


def printed_by_libreoffice(files: dict[str, bytes], folder: Path) -> dict[str, str]:
    """The text of each file after LibreOffice has laid it out; one start of LibreOffice for all."""
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *(str(folder / f"{name}.docx") for name in files)], check=True, capture_output=True)
    return {name: _text(folder / f"{name}.pdf") for name in files}


def _text(pdf: Path) -> str:
    return subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True).stdout.decode()


def bare(text: str) -> list[str]:
    """Words without marks, which pdftotext moves."""
    folded = re.sub(r"[\u064b-\u0652\u0670]", "", unicodedata.normalize("NFKC", text))
    return "".join(" " if unicodedata.category(letter)[0] in "PSZC" else letter for letter in folded).split()


def squeezed(text: str) -> str:
    """The printed text in one piece: pdftotext parts words at a mark that was set as a glyph of its own."""
    return "".join(bare(text))


def stands_in(word: str, printed: str) -> bool:
    """Whether a word was printed; a lam-alef may come back from a PDF with its letters exchanged."""
    return word in printed or re.sub("ل([اأإآ])", r"\1ل", word) in printed


def words_of(paper: Paper) -> list[str]:
    """The words of a paper; those with a shadda left out, which pdftotext puts on a line of its own."""
    said = [paper.title, paper.subtitle, paper.position]
    said += [plain(content) for block in paper.blocks for content in inlines_of(block)]
    said += [reference.title for reference in paper.references]
    return bare(" ".join(word for word in " ".join(said).split() if "\u0651" not in word))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    files = {
        "ar": to_docx(arabic(), edition()),
        "en": to_docx(english("policy_paper"), edition("en")),
        "both": to_bilingual_docx(arabic(), english(), edition(), edition("en")),
        "letter": letter_docx(letter()),
    }
    return printed_by_libreoffice(files, tmp_path_factory.mktemp("libreoffice"))


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("name", "papers"), [("ar", [arabic()]), ("en", [english()]), ("both", [arabic(), english()])])
def test_libreoffice_prints_the_words_of_the_paper(printed: dict[str, str], name: str, papers: list[Paper]) -> None:
    found = squeezed(printed[name])
    assert [word for paper in papers for word in words_of(paper) if not stands_in(word, found)] == []


def test_libreoffice_keeps_signs_and_numbers_in_their_order(printed: dict[str, str]) -> None:
    said = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", printed["ar"])
    for whole in ("2011-2026", "+963 11 000 0000", "S/RES/2254", "2026-03-14"):
        assert whole in said


def test_libreoffice_prints_the_letter(printed: dict[str, str]) -> None:
    found = squeezed(printed["letter"])
    assert all(stands_in(word, found) for word in bare("الموضوع تحية طيبة الاحترام والتقدير المرفقات"))
    said = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", printed["letter"])
    assert "10117 Berlin" in said
