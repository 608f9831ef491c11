"""Files of every kind come in through one door."""

import io
import itertools
import zipfile

import pytest

from papers.errors import BadPaper
from papers.model import Citation, Heading, Paper, Paragraph, Reference, Text
from papers.read import family_of, from_file, review_file
from papers.write.docx import to_docx
from tests.papers.read.odt.files import comment, p, packed

PAPER = Paper("position_paper", "ar", "عنوان", (Paragraph("b1", (Text("نصّ."),)),))
HTML = "<h1>الخلفية</h1><p>نصّ.</p>"


def read(data: bytes, name: str = "") -> tuple[Paper, tuple[str, ...]]:
    numbers = itertools.count(1)
    return from_file(data, lang="ar", new_id=lambda: f"b{next(numbers)}", name=name)


def refusal(data: bytes, name: str = "") -> BadPaper:
    with pytest.raises(BadPaper) as refused:
        read(data, name)
    return refused.value


def test_each_kind_is_known_by_its_content_whatever_its_name() -> None:
    found = {
        "docx": to_docx(PAPER),
        "odt": packed(p("نصّ.")),
        "html": HTML.encode(),
        "markdown": "# عنوان\n\nنصّ.\n".encode(),
    }
    assert {family: family_of(data, "statement.bin") for family, data in found.items()} == {one: one for one in found}
    assert [block for data in found.values() for block in read(data)[0].blocks if isinstance(block, Paragraph)] == (
        [Paragraph("b1", (Text("نصّ."),))] * 2 + [Paragraph("b2", (Text("نصّ."),))] + [Paragraph("b1", (Text("نصّ."),))]
    )


def test_plain_text_is_read_as_paragraphs() -> None:
    assert read("أولى.\n\nثانية.".encode("utf-16"))[0].blocks == (
        Paragraph("b1", (Text("أولى."),)),
        Paragraph("b2", (Text("ثانية."),)),
    )


def test_a_page_says_itself_in_which_letters_it_is_written() -> None:
    page = "<html><head><meta charset='windows-1256'></head><body><h1>الخلفية</h1></body></html>".encode("cp1256")
    assert read(page)[0].blocks == (Heading("b1", 1, (Text("الخلفية"),)),)


@pytest.mark.parametrize(
    ("data", "called"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "doc"),
        (b"{\\rtf1\\ansi x}", "rtf"),
        (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w/>", "xml"),
    ],
)
def test_old_and_finished_kinds_are_refused_with_what_to_do(data: bytes, called: str) -> None:
    found = refusal(data, "paper.docx")
    assert (found.code, found.names) == ("save_as_docx", (called,))


def test_a_word_file_with_a_password_is_named_as_locked() -> None:
    envelope = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert refusal(envelope).code == "docx_locked"


def test_what_is_no_text_is_refused() -> None:
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    codes = [refusal(data).code for data in (b"", b" \n", b"PK\x03\x04", sheet.getvalue(), b"ab\0cd", b"\xff\xc7\xe1")]
    assert codes == ["file_empty", "file_empty", "file_unreadable", "file_unknown", "file_unknown", "file_encoding"]


def test_a_review_of_any_kind_has_one_form() -> None:
    data = packed(p(comment("a", "أي نصّ؟"), "نصّ."))
    found = review_file(data, lang="ar", new_id=lambda: "b1")
    assert [one.text for one in found.comments] == ["أي نصّ؟"]
    typed = review_file(HTML.encode(), lang="ar", new_id=iter(("b1", "b2")).__next__)
    assert typed.paper_as_is is typed.paper_before and not (typed.suggestions or typed.comments)


def test_citations_and_asks_come_back_where_they_stand_as_printed() -> None:
    law = Reference("ICCPR", "العهد الدولي الخاص بالحقوق المدنية والسياسية", "A/RES/2200(XXI)[A]")
    said = (Text("يكفل "), Citation("ICCPR", "المادة 22"), Text(" الحق، ولا يمسّه "), Citation("ICCPR"), Text("."))
    paper = Paper("position_paper", "ar", "عنوان", (Paragraph("b1", said),), references=(law,))
    read_again, _ = from_file(to_docx(paper), lang="ar", new_id=lambda: "b1", references={"ICCPR": law})
    assert read_again == paper
    unknown, _ = from_file(to_docx(paper), lang="ar", new_id=lambda: "b1")
    assert "المادة 22 من العهد الدولي" in "".join(t.text for t in unknown.blocks[0].content if isinstance(t, Text))  # type: ignore[union-attr]
