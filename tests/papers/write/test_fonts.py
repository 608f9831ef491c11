from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from papers.write import fonts

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
