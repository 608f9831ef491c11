"""The Word file as a file: the same bytes for the same words, nothing in it that betrays who made it."""

import io
import zipfile

import docx
import pytest
from lxml import etree

from papers.edition import Edition, Letterhead
from papers.errors import BadPaper
from papers.model import Figure, Paper, Paragraph, Text
from papers.write.docx import letter_docx, to_bilingual_docx, to_docx
from papers.write.docx.look import look_of
from tests.papers.write.docx.opened import W, names, part, raw, text
from tests.papers.write.docx.samples import arabic, edition, english, letter

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs bidi spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u vertAlign rtl lang",
    "tblPr": "tblStyle bidiVisual tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "pBdr": "top left bottom right",
    "tblStylePr": "pPr rPr tblPr tcPr",
    "settings": "zoom removePersonalInformation removeDateAndTime defaultTabStop characterSpacingControl footnotePr "
    "compat themeFontLang decimalSymbol listSeparator",
    "abstractNum": "multiLevelType lvl",
    "tcPr": "tcW gridSpan vMerge shd",
    "trPr": "cantSplit tblHeader",
    "sectPr": "headerReference footerReference pgSz pgMar titlePg bidi",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tcPr tblStylePr",
    "lvl": "start numFmt lvlText lvlJc pPr rPr",
}
"""The order of children that the schema demands, as far as we use them."""


def files() -> list[bytes]:
    return [
        to_docx(arabic(), edition()),
        to_docx(english("policy_paper"), edition("en")),
        to_bilingual_docx(arabic(), english(), edition(), edition("en")),
        letter_docx(letter()),
    ]


def test_the_same_words_give_the_same_bytes() -> None:
    assert files() == files()


def test_other_words_give_other_bytes() -> None:
    assert to_docx(arabic(), edition()) != to_docx(arabic(), edition(members=15))


def test_every_entry_of_the_archive_bears_the_same_old_date() -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(arabic(), edition()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_betrays_a_person_a_machine_or_an_editing_session() -> None:
    for data in files():
        assert not [name for name in names(data) if "thumbnail" in name or "customXml" in name or "app.xml" in name]
        for name in names(data):
            assert b"rsid" not in raw(data, name)
            assert b"python-docx" not in raw(data, name)
        assert b"lastModifiedBy" not in raw(data, "docProps/core.xml")


def test_the_coalition_is_the_author_and_the_edition_dates_the_file() -> None:
    core = docx.Document(io.BytesIO(to_docx(arabic(), edition()))).core_properties
    assert core.author == "تحالف رواق الياسمين المدني"
    assert core.title == arabic().title
    assert core.language == "ar-SY"
    assert core.identifier == "RY/2026/011"
    assert core.created is not None and core.created.date() == edition().date


def test_children_stand_in_the_order_that_the_schema_demands() -> None:
    for data in files():
        for name in names(data):
            if name.startswith("word/") and name.endswith(".xml"):
                _check_order(part(data, name))


def _check_order(root: etree._Element) -> None:
    for tag, order in ORDER.items():
        ranks = {f"{W}{child}": rank for rank, child in enumerate(order.split())}
        for element in root.iter(f"{W}{tag}"):
            found = [ranks[child.tag] for child in element]
            assert found == sorted(found), etree.tostring(element)


def test_every_style_that_is_used_is_defined() -> None:
    for data in files():
        defined = {style.get(f"{W}styleId") for style in part(data, "word/styles.xml").iter(f"{W}style")}
        for name in names(data):
            if name.startswith("word/") and name.endswith(".xml"):
                for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
                    used = {element.get(f"{W}val") for element in part(data, name).iter(f"{W}{tag}")}
                    assert used <= defined


def test_every_table_cell_ends_in_a_paragraph() -> None:
    for data in files():
        for cell in part(data).iter(f"{W}tc"):
            assert cell[-1].tag == f"{W}p"


def test_a_file_is_small() -> None:
    assert len(to_docx(arabic(), edition(members=120))) < 20_000


def test_a_control_character_does_not_break_the_file() -> None:
    paper = Paper("position_paper", "en", "A\x0bB\ud800", (Paragraph("p", (Text("x\x00<y>&'\"\ufffe"),)),))
    assert "<y>&'\"" in text(part(to_docx(paper)))


def test_a_figure_that_is_no_picture_is_refused_by_its_place() -> None:
    for data in ("aGVsbG8=", "not base64!"):
        paper = Paper("position_paper", "en", "T", (Figure("f1", "image/png", data, "alt"),))
        with pytest.raises(BadPaper) as refusal:
            to_docx(paper)
        assert refusal.value.code == "picture_unreadable"
        assert refusal.value.where == "f1"


def test_a_strange_letterhead_colour_falls_back_to_the_house_colour() -> None:
    assert look_of("ar", "red; }").colour == "14532D"
    assert look_of("ar", "#AbCdEf").colour == "ABCDEF"
    assert b"7C2D12" in raw(to_docx(arabic(), Edition(Letterhead("X", colour="#7c2d12"))), "word/styles.xml")
