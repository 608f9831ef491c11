"""A text that was changed and remarked on in LibreOffice, saved as a Word file and read."""

import itertools
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from papers.model import Heading, Paragraph, Text
from papers.read.docx import read_review
from papers.read.review import Comment, Suggestion

CHANGED = Path(__file__).parent / "changed.fodt"


@pytest.mark.libreoffice
@pytest.mark.timeout(300)
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_changes_and_comments_come_through_libreoffice(tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path), str(CHANGED)]
    subprocess.run(command, check=True, capture_output=True)
    numbers = itertools.count(1)
    data = (tmp_path / "changed.docx").read_bytes()
    review = read_review(data, lang="ar", new_id=lambda: f"b{next(numbers)}")

    last = (Text("والفقرة الأخيرة كما كانت."),)
    assert review.paper_as_is.blocks == (
        Heading("b1", 1, (Text("الخلفية"),)),
        Paragraph("b2", (Text("للأسر كامل الحق في معرفة مصير أبنائها."),)),
        Paragraph("b3", (Text("فقرة جديدة كلها."),)),
        Paragraph("b4", last),
    )
    assert review.paper_before.blocks == (
        Heading("b1", 1, (Text("الخلفية"),)),
        Paragraph("b2", (Text("للأسر الحق في بعض معرفة مصير أبنائها."),)),
        Paragraph("b4", last),
    )
    at = [datetime(2026, 11, 20, 10, tzinfo=UTC), datetime(2026, 11, 21, 9, 30, tzinfo=UTC)]
    at += [datetime(2026, 11, 21, 9, 31, tzinfo=UTC), datetime(2026, 11, 22, 8, tzinfo=UTC)]
    assert review.suggestions == (
        Suggestion("insertion", "ليلى حداد", at[0], "b2", "", "كامل", "كامل"),
        Suggestion("deletion", "Omar", at[1], "b2", "بعض", "", "للأسر كامل الحق في"),
        Suggestion("insertion", "Omar", at[2], "b3", "", "فقرة جديدة كلها.", "فقرة جديدة كلها."),
    )
    assert review.comments == (Comment("سارة", at[3], "b2", "مصير أبنائها", "أي مصير؟"),)
    assert review.dropped == ()
