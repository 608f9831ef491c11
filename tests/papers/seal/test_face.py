"""The visible seal: where the document keeps a place, in our faces, said in words, and without a claim."""

from dataclasses import replace
from functools import lru_cache
from io import BytesIO

import pikepdf
import pytest

from papers.seal.face import Drawn, Face
from papers.seal.join import join
from papers.seal.pades import seal, verify
from papers.write.pdf import letter_pdf, seal_pdf, to_pdf
from tests.papers.pdfs import copied, faults, pressed
from tests.papers.samples import EDITION_AR, EDITION_EN, LETTER_EN, POSITION_AR, POSITION_EN
from tests.papers.seal.test_pades import AT, keys
from tests.papers.write.looks import long_paper, signed_by_many

ARABIC = Face((("ar", "تحالف رواق الياسمين المدني"),), AT, "Asia/Damascus")
ENGLISH = Face((("en", "Jasmine Riwaq Coalition"), ("ar", "تحالف رواق الياسمين المدني")), AT, "Asia/Damascus")


@lru_cache(maxsize=2)
def with_place(lang: str = "ar") -> bytes:
    paper, edition = (POSITION_AR, EDITION_AR) if lang == "ar" else (POSITION_EN, EDITION_EN)
    return to_pdf(paper, replace(edition, seal_place=True))


def drawn(face: Face) -> Drawn:
    return Drawn(seal_pdf(face), face.spoken)


@lru_cache(maxsize=2)
def sealed(lang: str = "ar") -> bytes:
    face = ARABIC if lang == "ar" else ENGLISH
    return seal(with_place(lang), keys()[1], at=AT, name="ختم التحالف", reason="x", face=drawn(face))


def widget(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.AcroForm.Fields[0]


def test_the_seal_lies_exactly_in_the_place_that_the_panel_keeps() -> None:
    with pikepdf.open(BytesIO(sealed())) as pdf:
        names = pdf.Root.Names.Dests.Names
        target = {str(names[at]): names[at + 1] for at in range(0, len(names), 2)}["seal"]
        assert [float(edge) for edge in widget(pdf).Rect] == [float(target[at]) for at in range(2, 6)]
        assert widget(pdf).P.objgen == target[0].objgen == pdf.pages[-1].obj.objgen


def test_a_paper_that_is_printed_in_pieces_keeps_the_place_in_its_last_one() -> None:
    paper = replace(long_paper(POSITION_EN), kind="policy_paper")
    pdf = to_pdf(paper, replace(signed_by_many(EDITION_EN), seal_place=True))
    made = seal(pdf, keys()[1], at=AT, name="Seal", reason="x", face=drawn(ENGLISH))
    with pikepdf.open(BytesIO(made)) as opened:
        assert widget(opened).P.objgen == opened.pages[-1].obj.objgen
        left, bottom, right, top = (float(edge) for edge in widget(opened).Rect)
    assert right - left > 50 and top - bottom > 20
    assert faults(made) == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_visibly_sealed_file_is_pdf_ua_1_and_pdf_a_3a_and_genuine(lang: str) -> None:
    assert faults(with_place(lang)) == []
    assert faults(sealed(lang)) == []
    assert verify(sealed(lang), keys()[0].certificate).is_genuine


def test_every_font_of_the_drawing_is_in_the_file_and_no_tag_dangles() -> None:
    with pikepdf.open(BytesIO(sealed())) as pdf:
        look = widget(pdf).AP.N
        fonts = list(look.Resources.Font.values())
        assert fonts
        for font in fonts:
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor or (
                "/FontFile3" in font.DescendantFonts[0].FontDescriptor
            )
        assert b"/MCID" not in look.read_bytes()


def test_the_form_element_says_the_words_that_are_drawn_and_comes_last() -> None:
    with pikepdf.open(BytesIO(sealed())) as pdf:
        last = pdf.Root.StructTreeRoot.K[0].K[-1]
        assert (str(last.S), str(last.Alt)) == ("/Form", ARABIC.spoken)
    assert ARABIC.spoken == "مختوم إلكترونيًا · تحالف رواق الياسمين المدني · 23 تشرين الثاني 2026 · 18:00 +03:00"


def test_what_is_drawn_can_be_read_in_both_languages() -> None:
    words = copied(seal_pdf(ENGLISH))
    assert "Sealed electronically" in words
    assert "18:00 +03:00" in words
    assert "الياسمين" in words


def test_a_letter_joined_in_front_does_not_move_the_seal_from_its_panel() -> None:
    package = join(letter_pdf(LETTER_EN), with_place())
    done = seal(package, keys()[1], at=AT, name="ختم", reason="x", face=drawn(ARABIC))
    assert faults(done) == []
    with pikepdf.open(BytesIO(done)) as pdf:
        assert widget(pdf).P.objgen == pdf.pages[-1].obj.objgen
        assert float(widget(pdf).Rect[2]) > float(widget(pdf).Rect[0])


def test_without_a_place_the_seal_stays_invisible_and_tagged() -> None:
    done = seal(pressed("<h1>ملف القرار</h1>"), keys()[1], at=AT, name="ختم التحالف", reason="x", face=drawn(ARABIC))
    assert faults(done) == []
    with pikepdf.open(BytesIO(done)) as pdf:
        assert [float(edge) for edge in widget(pdf).Rect] == [0, 0, 0, 0]
        assert str(pdf.Root.StructTreeRoot.K[0].K[-1].Alt) == "ختم التحالف"


def test_a_draft_keeps_no_empty_box() -> None:
    assert to_pdf(POSITION_AR, EDITION_AR) != with_place()
    with pikepdf.open(BytesIO(to_pdf(POSITION_AR, EDITION_AR))) as pdf:
        names = pdf.Root.get("/Names", {}).get("/Dests", {}).get("/Names", [])
        assert "seal" not in [str(names[at]) for at in range(0, len(names), 2)]


@pytest.mark.parametrize("lang", ["ar", "en", "ckb", "fr"])
def test_the_longest_names_leave_room_for_the_date(lang: str) -> None:
    names = {
        "ar": "تحالف منظمات المجتمع المدني السوري للعدالة والحقيقة والمشاركة",
        "other": "Coalition of Civil Society " * 3,
    }
    spoken = ("ar", "en") if lang == "ar" else (lang, "ar")
    pdf = seal_pdf(Face(tuple((one, names.get(one, names["other"])) for one in spoken), AT, "Asia/Damascus"))
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1
    assert "18:00 +03:00" in copied(pdf)


def test_the_same_face_gives_the_same_drawing() -> None:
    assert seal_pdf(ARABIC) == seal_pdf(ARABIC)
