import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.bidi import isolate_spans, isolated
from papers.model import Direction
from tests.make.papers import words

VECTORS = json.loads((Path(__file__).parent / "arabic_vectors.json").read_text(encoding="utf-8"))


def taken(text: str, base: Direction = "rtl") -> list[tuple[str, Direction]]:
    return [(piece, side) for piece, side in isolate_spans(text, base) if side]


@given(words, st.sampled_from(["rtl", "ltr"]))
def test_the_pieces_joined_are_the_text(text: str, base: Direction) -> None:
    assert "".join(piece for piece, _ in isolate_spans(text, base)) == text


@pytest.mark.parametrize(
    ("line", "piece"),
    [
        ("من عام 2011-2026 كانت", "2011-2026"),
        ("بين ٢٠١١–٢٠٢٦ كانت", "٢٠١١–٢٠٢٦"),
        ("الهاتف +963 11 000 0000 للتواصل", "+963 11 000 0000"),
        ("القرار S/RES/2254 (2015) ينصّ", "S/RES/2254 (2015)"),
        ("الوثيقة A/RES/2200A(XXI) مرفقة", "A/RES/2200A(XXI)"),
        ("الرقم RY/2026/014.", "RY/2026/014"),
        ("الرقم RY-2026-014.", "RY-2026-014"),
        ("بتاريخ 2026-11-23 صباحًا", "2026-11-23"),
        ("حرارة -5 درجات", "-5"),
        ("راسلوا office@riwaq.example.", "office@riwaq.example"),
        ("انظر https://riwaq.example/a?b=1.", "https://riwaq.example/a?b=1"),
        ("البصمة 2b4ae3f0c9d1 هنا", "2b4ae3f0c9d1"),
        ("بكلفة $500 شهريًا", "$500"),
        ("مفوضية Commission Union European اليوم", "Commission Union European"),
        ("«حقّ» (ICCPR, art. 22)", "ICCPR, art. 22"),
        ("العهد International Covenant (ICCPR) نصّ", "International Covenant (ICCPR)"),
    ],
)
def test_an_arabic_line_isolates_what_would_turn_round(line: str, piece: str) -> None:
    assert taken(line) == [(piece, "ltr")]


@pytest.mark.parametrize("line", ["في 29/6 من عام 2026", "نسبة 67% من 1,000", "من 2011 إلى 2026", "الساعة 18:00", "حقّ"])
def test_what_holds_by_itself_is_left_alone(line: str) -> None:
    assert taken(line) == []


def test_an_english_line_isolates_arabic_words_and_is_otherwise_left_alone() -> None:
    assert taken("From 2011-2026, call +963 11 000 0000", "ltr") == []
    assert taken("The coalition (تحالف رواق الياسمين) writes", "ltr") == [("تحالف رواق الياسمين", "rtl")]


@pytest.mark.parametrize("line", VECTORS["bidi_cases"])
def test_plain_text_wears_isolates_and_loses_no_character(line: str) -> None:
    worn = isolated("نص " + line + " نص", "rtl")
    assert worn.count("\u2069") == worn.count("\u2066")
    assert worn.replace("\u2066", "").replace("\u2069", "") == "نص " + line + " نص"
