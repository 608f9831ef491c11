"""Words cut into runs of one direction."""

import pytest

from papers.write.docx.runs import LRM, RLM, Voice, split, text_runs

ARABIC = Voice("ar", True)


def ltr_pieces(text: str) -> list[str]:
    return [piece for piece, rtl in split(text, True) if not rtl]


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("هاتف +963 11 000 0000 للتواصل", ["+963 11 000 0000"]),
        ("القرار S/RES/2254 (2015) الصادر", ["S/RES/2254 (2015)"]),
        ("الرمز A/RES/2200(XXI)[A]، المادة 22", ["A/RES/2200(XXI)[A]"]),
        ("الرقم RY/2026/014.", ["RY/2026/014"]),
        ("الأعوام 2011-2026 كلها", ["2011-2026"]),
        ("بتاريخ 2026-03-14 في دمشق", ["2026-03-14"]),
        ("درجة -5 وزيادة +3%", ["-5", "+3%"]),
        (
            "اكتبوا إلى a.b@example.org، أو https://example.org/v/AB-12/ مباشرة",
            ["a.b@example.org", "https://example.org/v/AB-12/"],
        ),
        ("تقرير «Human Rights Watch» (HRW)", ["Human Rights Watch", "HRW"]),
        ("نسبة 67% من أصل 40 محطة", []),
    ],
)
def test_left_to_right_pieces_of_an_arabic_line(line: str, pieces: list[str]) -> None:
    assert ltr_pieces(line) == pieces


def test_the_pieces_are_the_line() -> None:
    line = "في «Geneva» (2015)، +963 11 000، و-5 ثم S/RES/2254 (2015)؟"
    assert "".join(piece for piece, _ in split(line, True)) == line


def test_arabic_words_in_an_english_line_are_one_run() -> None:
    assert [piece for piece, rtl in split("See «حقّ الأسر في المعرفة», page 2.", False) if rtl] == [
        "حقّ الأسر في المعرفة"
    ]


def test_signs_at_the_edge_of_a_piece_are_held_by_marks() -> None:
    assert f"{LRM}+963 11 000 0000{LRM}" in text_runs("هاتف +963 11 000 0000", ARABIC)
    assert f"S/RES/2254 (2015){LRM}<" in text_runs("القرار S/RES/2254 (2015)", ARABIC)


def test_words_that_hold_themselves_get_no_marks() -> None:
    runs = text_runs("الرقم RY/2026/014 في جنيف", ARABIC)
    assert LRM not in runs and RLM not in runs


def test_signs_between_two_foreign_words_keep_to_the_arabic_line() -> None:
    assert f">{RLM}» (<" in text_runs("«Human Rights Watch» (HRW)", ARABIC)


def test_emphasis_is_slant_in_latin_and_weight_in_arabic() -> None:
    runs = text_runs("كلمة Word", Voice("ar", True, italic=True))
    assert "<w:b/><w:bCs/><w:i/><w:rtl/>" in runs and "<w:iCs/>" not in runs
    assert "<w:rPr><w:i/></w:rPr>" in runs


def test_a_foreign_word_names_its_language_in_the_slot_of_its_script() -> None:
    assert '<w:lang w:val="ku-TR"/>' in text_runs("mafên mirovan", ARABIC.in_language("kmr"))
    assert '<w:lang w:bidi="ku-Arab-IQ"/>' in text_runs("مافەکانی مرۆڤ", ARABIC.in_language("ckb"))
    assert 'w:val="en-GB"' in text_runs("x", ARABIC.in_language('"><evil/>'))
