"""Files that LibreOffice saved during the test: our Word file as its own and as Word's, and a text changed there."""

import itertools
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from papers.model import Ask, Block, Paper
from papers.normalise import normalise
from papers.read import from_file, review_file
from papers.read.review import Review
from papers.write.docx import to_docx
from papers.write.redline import to_redline_docx
from tests.papers.samples import POSITION_AR, POSITION_EN
from tests.papers.write.docx.samples import arabic, edition, english

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice"),
]
CHANGED = Path(__file__).parent / "docx" / "changed.fodt"
AT = datetime(2026, 11, 20, 10, tzinfo=UTC)
PAPERS = {
    "ar": arabic(),
    "en": english(),
    "statement": arabic("joint_statement"),
    "indic": replace(arabic(), digits="arabic"),
    "families": POSITION_AR,
    "rights": POSITION_EN,
}


def newer(paper: Paper) -> Paper:
    """The paper as somebody else wants it: a word more, a block less, another title."""
    first, *rest = (block for block in paper.blocks if block.id != "q1")
    return replace(paper, title=f"{paper.title} اليوم", blocks=(*rest, first))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which LibreOffice has saved every file as .docx and as .odt; two starts for all."""
    folder = tmp_path_factory.mktemp("saved")
    (folder / "in").mkdir()
    for name, paper in PAPERS.items():
        made = to_docx(paper, edition(paper.lang)) if name == "en" else to_docx(paper)
        (folder / "in" / f"{name}.docx").write_bytes(made)
    redline = to_redline_docx(arabic(), newer(arabic()), author="Omar حداد", date=AT)
    (folder / "in" / "redline.docx").write_bytes(redline)
    shutil.copy(CHANGED, folder / "in")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for form in ("docx", "odt"):
        command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder / form)]
        subprocess.run([*command, *map(str, (folder / "in").iterdir())], check=True, capture_output=True)
    return folder


def bare(blocks: tuple[Block, ...]) -> list[Block]:
    return [replace(block, id="") for block in blocks]


def as_printed(paper: Paper) -> list[Block]:
    """The blocks in the order of a file whose asks stand in a box at the top."""
    blocks = bare(normalise(paper).blocks)
    if paper.kind == "joint_statement":
        return blocks
    return [one for one in blocks if isinstance(one, Ask)] + [one for one in blocks if not isinstance(one, Ask)]


@pytest.mark.parametrize("form", ["docx", "odt"])
@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_that_libreoffice_saved_is_the_paper_that_was_written(saved: Path, name: str, form: str) -> None:
    paper = replace(PAPERS[name], digits="western")
    known = {reference.key: reference for reference in paper.references}
    numbers = itertools.count(1)
    found, dropped = from_file(
        (saved / form / f"{name}.{form}").read_bytes(),
        lang=paper.lang,
        new_id=lambda: f"b{next(numbers)}",
        kind=paper.kind,
        references=known,
    )
    assert bare(found.blocks) == as_printed(paper)
    assert (found.title, found.subtitle, found.position) == (paper.title, paper.subtitle, paper.position)
    assert [one.partition(":")[0] for one in dropped] == (["letterhead_and_signatures"] if name == "en" else [])


def reviewed(file: Path) -> Review:
    numbers = itertools.count(1)
    return review_file(file.read_bytes(), lang="ar", new_id=lambda: f"b{next(numbers)}")


def test_a_text_changed_in_libreoffice_is_one_review_in_either_format(saved: Path) -> None:
    word, own = reviewed(saved / "docx" / "changed.docx"), reviewed(saved / "odt" / "changed.odt")
    assert len(own.suggestions) == 3 and len(own.comments) == 1
    assert own == word


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_our_redline_keeps_its_changes_through_libreoffice(saved: Path, form: str) -> None:
    ours, theirs = reviewed(saved / "in" / "redline.docx"), reviewed(saved / form / f"redline.{form}")
    assert bare(theirs.paper_as_is.blocks) == bare(ours.paper_as_is.blocks)
    assert bare(theirs.paper_before.blocks) == bare(ours.paper_before.blocks)
    assert {(one.author, one.at) for one in theirs.suggestions} == {("Omar حداد", AT)}
    assert theirs.paper_as_is.title.endswith("اليوم") and ours.paper_before.title == theirs.paper_before.title
