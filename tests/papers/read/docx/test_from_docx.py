"""A Word file read back as a paper."""

import io
import itertools
import zipfile

import docx
import pytest

from papers.errors import BadPaper
from papers.model import (
    Cell,
    Footnote,
    Heading,
    Item,
    Link,
    ListBlock,
    Paper,
    Paragraph,
    Quote,
    Strong,
    Sublist,
    Table,
    Text,
)
from papers.read.docx import from_docx
from papers.write.docx import to_docx
from tests.papers.read.docx.files import NAMESPACES, packed


def read(data: bytes, lang: str = "ar") -> tuple[Paper, tuple[str, ...]]:
    numbers = itertools.count(1)
    return from_docx(data, lang=lang, new_id=lambda: f"b{next(numbers)}")


def words(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def test_what_we_write_is_read_back_as_it_was() -> None:
    paper = Paper(
        "position_paper",
        "ar",
        "حقّ الأسر",
        (
            Heading("b1", 1, words("الخلفية")),
            Paragraph(
                "b2",
                (
                    Text("نصّ "),
                    Strong(words("عريض")),
                    Text(" فيه "),
                    Link("https://example.org/a", words("رابط")),
                    Text(" وهاتف +963 11 000 0000 وحاشية"),
                    Footnote(words("انظر S/RES/2254 (2015).")),
                    Text("."),
                ),
            ),
            ListBlock(
                "b3",
                True,
                (Item(words("أول"), Sublist(False, (Item(words("فرعي")), Item(words("ثان"))))), Item(words("آخر"))),
            ),
            ListBlock("b4", True, (Item(words("قائمة جديدة")),)),
            ListBlock("b5", False, (Item(words("نقطة")),)),
            Quote("b6", words("لا نريد إلا أن نعرف."), words("أمّ من وادي الرمّان")),
            Table(
                "b7",
                (
                    (Cell(words("المحافظة")), Cell(words("العدد"))),
                    (Cell(words("الساحل"), rowspan=2), Cell(words("120"))),
                    (Cell(words("64")),),
                    (Cell(words("المجموع 184"), colspan=2),),
                ),
                header_rows=0,
                caption=words("الحالات"),
            ),
            Paragraph("b8", words("In English only."), "ltr"),
        ),
        subtitle="عن تمثيل الأسر",
        position="ترى المنظمات أنّ المشاركة حقّ.",
    )
    assert read(to_docx(paper)) == (paper, ())


def test_a_file_of_the_ordinary_word_template_is_read() -> None:
    document = docx.Document()
    document.add_heading("Title", 0)
    document.add_heading("Background", 1)
    document.add_paragraph("First.", "List Number")
    document.add_paragraph("Second.", "List Number")
    document.add_paragraph("Point.", "List Bullet")
    document.add_paragraph("Said.", "Intense Quote")
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "a", "b"
    written = io.BytesIO()
    document.save(written)
    paper, dropped = read(written.getvalue(), "en")
    assert paper.title == "Title" and dropped == ()
    kinds = [type(block) for block in paper.blocks]
    assert kinds == [Heading, ListBlock, ListBlock, Quote, Table]
    assert [block.ordered for block in paper.blocks if isinstance(block, ListBlock)] == [True, False]


def test_tracked_changes_comments_and_pictures_are_named() -> None:
    body = (
        "<w:p><w:r><w:t>Kept </w:t></w:r><w:ins><w:r><w:t>added</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:commentReference/></w:r><w:r><w:drawing/></w:r></w:p>"
    )
    paper, dropped = read(packed(body), "en")
    assert paper.blocks == (Paragraph("b1", words("Kept added")),)
    assert dropped == ("comments:1", "deletions:1", "insertions:1", "pictures:1")


def test_a_link_that_could_run_something_is_read_as_words() -> None:
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="x" Target="javascript:alert(1)" TargetMode="External"/></Relationships>'
    )
    body = '<w:p><w:hyperlink r:id="r1"><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p>'
    paper, _ = read(packed(body, **{"_rels/document.xml.rels": relation}), "en")
    assert paper.blocks == (Paragraph("b1", words("here")),)


def test_an_address_written_as_a_field_is_named_and_its_words_stay() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://riwaq.example/" '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>here</w:t></w:r></w:p>'
    )
    assert read(packed(body), "en") == (
        Paper("position_paper", "en", "", (Paragraph("b1", words("here")),)),
        ("field_links:1",),
    )


def test_words_in_content_controls_and_frames_are_read() -> None:
    body = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>One</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Two</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert read(packed(body), "en")[0].blocks == (Paragraph("b1", words("One")), Paragraph("b2", words("Two")))


def refused(data: bytes) -> str:
    with pytest.raises(BadPaper) as refusal:
        read(data)
    return refusal.value.code


def test_what_is_no_word_file_is_refused() -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "x")
    for data in (b"", b"PK\x03\x04", b"%PDF-1.7", other.getvalue(), to_docx(Paper("x", "ar", "t"))[:500]):
        assert refused(data) == "docx_unreadable"
    assert read(packed(""))[0].blocks == ()


def test_a_file_that_unpacks_without_end_is_refused_before_it_is_unpacked() -> None:
    assert refused(packed("", bomb="<x>" + "0" * 30_000_000 + "</x>")) == "docx_too_large"


def test_an_entity_that_multiplies_itself_is_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>')
    assert refused(written.getvalue()) == "docx_unreadable"


def test_a_damaged_byte_gives_a_paper_or_a_refusal_and_nothing_else() -> None:
    good = to_docx(Paper("position_paper", "ar", "عنوان", (Paragraph("p", words("نصّ")),)))
    for at in range(0, len(good), 11):
        damaged = good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :]
        try:
            read(damaged)
        except BadPaper as refusal:
            assert refusal.code.startswith("docx_")


def test_figures_that_are_none_are_read_as_nothing() -> None:
    numbering = '<w:numPr><w:ilvl w:val="²"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="-1"/>'
    paper, _ = read(packed(f"<w:p><w:pPr>{numbering}</w:pPr><w:r><w:t>x</w:t></w:r></w:p>"), "en")
    assert paper.blocks == (ListBlock("b1", True, (Item(words("x")),)),)


def test_lists_deeper_than_three_levels_end_at_the_third() -> None:
    def line(level: int) -> str:
        numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        return f"<w:p><w:pPr>{numbering}</w:pPr><w:r><w:t>{level}</w:t></w:r></w:p>"

    paper, _ = read(packed("".join(map(line, (2, 0, 1, 2, 3, 8, 0)))), "en")
    (block,) = paper.blocks
    assert isinstance(block, ListBlock)
    assert [len(block.items), block.items[1].below and len(block.items[1].below.items)] == [3, 1]


USUAL = (
    f'<w:styles {NAMESPACES}><w:style w:type="paragraph" w:default="1" w:styleId="N">'
    '<w:name w:val="Normal"/>{}</w:style></w:styles>'
)
RIGHT = USUAL.format("<w:pPr><w:bidi/></w:pPr>")


@pytest.mark.parametrize(
    ("usual", "lang", "entries", "side"),
    [
        (RIGHT, "ar", (("Annex 1", ""), ("Annex 2", "")), "ltr"),  # by its letters
        (RIGHT, "ar", (("Annex ملحق", '<w:bidi w:val="0"/>'), ("Annex 2", '<w:bidi w:val="false"/>')), "ltr"),
        (RIGHT, "ar", (("Annex ملحق", '<w:bidi w:val="0"/>'), ("ملحق 2", "")), None),
        (RIGHT, "ar", (("ملحق Annex", "<w:bidi/>"),), None),
        (USUAL.format(""), "ar", (("Annex ملحق", '<w:bidi w:val="0"/>'),), None),  # nobody set this file from the right
        (USUAL.format(""), "en", (("Annex ملحق", '<w:bidi w:val="on"/>'),), "rtl"),
        (RIGHT, "en", (("Annex one", "<w:bidi/>"),), None),
    ],
)
def test_a_block_has_the_direction_of_its_letters_or_the_one_that_all_of_it_was_given(
    usual: str, lang: str, entries: tuple[tuple[str, str], ...], side: str | None
) -> None:
    numbering = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = "".join(f"<w:p><w:pPr>{numbering}{bidi}</w:pPr><w:r><w:t>{said}</w:t></w:r></w:p>" for said, bidi in entries)
    paper, _ = read(packed(body, styles=usual), lang)
    (block,) = paper.blocks
    assert isinstance(block, ListBlock) and block.dir == side
    if len(entries) == 1:
        paper, _ = read(packed(body.replace(numbering, ""), styles=usual), lang)
        assert isinstance(paper.blocks[0], Paragraph) and paper.blocks[0].dir == side


def test_a_link_in_a_note_leads_where_the_note_says() -> None:
    def relations(address: str) -> str:
        return (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="x" Target="https://riwaq.example/{address}" TargetMode="External"/>'
            "</Relationships>"
        )

    link = '<w:hyperlink r:id="r1"><w:r><w:t>here</w:t></w:r></w:hyperlink>'
    notes = f'<w:footnotes {NAMESPACES}><w:footnote w:id="1"><w:p>{link}</w:p></w:footnote></w:footnotes>'
    parts = {
        "_rels/document.xml.rels": relations("text"),
        "_rels/footnotes.xml.rels": relations("note"),
        "footnotes": notes,
    }
    body = f'<w:p>{link}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    note = Footnote((Link("https://riwaq.example/note", words("here")),))
    assert read(packed(body, **parts), "en")[0].blocks == (
        Paragraph("b1", (Link("https://riwaq.example/text", words("here")), note)),
    )
