from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from papers.write import fonts
from tests.papers.pdfs import copied, faults, pressed

KURDISH_AND_ARABIC = "ڕڵۆێەقپچژگڤکیھءأإآىةؤئًٌٍَُِّْ،؛؟«»٠١٢٣٤٥٦٧٨٩" + "êîûşçÊÎÛŞÇéèàœ–—…"


@pytest.mark.parametrize("face", [face for face in fonts.FACES if face.family != "Noto Sans"], ids=lambda f: f.file)
def test_the_naskh_faces_hold_every_letter_of_arabic_kurdish_and_french(face: fonts.Face) -> None:
    letters = TTFont(fonts.font_file(face.file)).getBestCmap()
    assert [letter for letter in KURDISH_AND_ARABIC if ord(letter) not in letters] == []


def test_a_missing_font_names_the_command_that_brings_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    with pytest.raises(fonts.FontsMissing, match="make fonts"):
        fonts.font_faces()


def test_every_face_is_declared_once() -> None:
    rules = fonts.font_faces()
    assert rules.count("@font-face") == len(fonts.FACES)
    assert "http" not in rules


def test_a_letter_that_we_lack_is_named_and_replaced_visibly() -> None:
    assert fonts.unprintable("نص 🎓 中 🎓") == ("🎓", "中")
    assert fonts.printable("نص 🎓\ufe0f") == f"نص {fonts.UNKNOWN}"
    assert fonts.unprintable("المادة 22، «S/RES/2254» – ڕ ê œ") == ()


def test_a_text_full_of_letters_that_we_lack_is_still_printed_at_once_and_valid() -> None:
    pdf = pressed("<p>نص 🎓 中文 ☎ ✓ Ж Ω ½ → ≥ € ₪ №</p>")
    assert faults(pdf) == []
    assert "نص" in copied(pdf)


def test_no_font_of_the_machine_is_ever_used() -> None:
    with pikepdf.open(BytesIO(pressed("<p>نص <b>x</b> 中</p><p style='font-family: DejaVu Sans'>x</p>"))) as pdf:
        names = {str(o.BaseFont) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o}
    assert names
    assert all("Amiri" in name or "Noto-Sans" in name or "Naskh" in name for name in names), names
