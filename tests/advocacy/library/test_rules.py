"""The charter's page, read sentence by sentence; articles in notes; the order of what a search found."""

import re

import pytest

from advocacy.library import rules
from advocacy.library.actions import OWN_DATA

PAGE = (OWN_DATA / "charter.ar.txt").read_text("utf-8")


def clauses() -> dict[str, rules.ClauseText]:
    return {clause.code: clause for clause in rules.read_charter(PAGE)}


def test_the_charter_has_its_four_plain_parts_word_for_word() -> None:
    read = clauses()
    assert read["VIS"].text == (
        "سوريا دولة مدنية ديمقراطية تعددية تحقق المواطنة والعدالة الاجتماعية وسيادة القانون "
        "تلعب منظمات المجتمع المدني دور جوهري في تكوينها."
    )
    assert read["MIS"].text.startswith("العمل على تطوير مجتمع مدني سوري قادر")
    assert read["MIS"].text.endswith("ومندمج عالميا.")
    assert read["DEF"].text.startswith("التحالف المدني السوري: تحالف للمنظمات")
    assert read["REF"].text.endswith("كمرجعية أساسية ملزمة في عمله.")


def test_values_stand_in_their_groups() -> None:
    read = clauses()
    assert [read[f"V{n}"].text.split(":")[0] for n in range(1, 13)] == [
        "الحرية",
        "القبول بالآخر",
        "العمل للصالح العام",
        "السلام",
        "العدالة",
        "تعزيز مفهوم المواطنة والهوية السورية",
        "وحدة العمل المدني السوري متجاوزة خطوط الصراع المبنية على الهوية والجغرافية.",
        "الشفافية",
        "الإدارة الرشيدة",
        "التضامن",
        "التشاركية",
        "المسؤولية",
    ]
    assert {read[f"V{n}"].heading for n in range(1, 8)} == {"قيم المؤسسات المدنية"}
    assert {read[f"V{n}"].heading for n in (8, 9)} == {
        "القيم الناظمة — القيم التي تحكم آليات العمل الداخلية الخاصة بكل مؤسسة"
    }
    assert {read[f"V{n}"].heading for n in (10, 11, 12)} == {
        "القيم الناظمة — القيم التي تحكم آليات العمل البينية بين المؤسسات المختلفة"
    }


def test_an_objective_without_a_number_moves_no_other_number() -> None:
    objectives = [clause for clause in rules.read_charter(PAGE) if clause.part == "objective"]
    assert [clause.code for clause in objectives] == ["O1", "O2", "O3", "O4", "O5", "O5a", "O6", "O7", "O8", "O9"]
    assert objectives[5].text.startswith("دعم عملية التنمية الشاملة")
    assert objectives[6].text.startswith("تفعيل دور المجتمع المدني السوري في تخطيط")


def test_no_sentence_of_the_charter_is_lost_and_none_is_added() -> None:
    before_news = PAGE.split(rules.AFTERWARDS)[0].split("الرؤيا", 1)[1]
    kept = " ".join(clause.text for clause in rules.read_charter(PAGE))
    for line in before_news.splitlines():
        words = re.sub(r"^\s*\d{1,2}\.\s*", "", line).strip()
        if words and not words.startswith(("أولا :", "ثانياً:", "أ-", "ب-")) and len(words.split()) > 2:
            assert words in kept
    assert "المؤتمر" not in kept
    assert len(clauses()) == 4 + 12 + 10


def test_a_page_without_objectives_names_what_it_lacks() -> None:
    with pytest.raises(ValueError, match="objective"):
        rules.read_charter(PAGE.split("أهداف التحالف")[0])


def test_a_part_in_two_paragraphs_is_one_clause() -> None:
    page = PAGE.replace("الرسالة\n\n", "الرسالة\n\nجملة أولى.\n\n", 1)
    whole = {clause.code: clause for clause in rules.joined(rules.read_charter(page))}
    assert whole["MIS"].text.startswith("جملة أولى.\nالعمل على تطوير")


@pytest.mark.parametrize(
    ("note", "articles"),
    [
        ("المادة 6 الحياة، 7 التعذيب؛ نافذ", [("6", "الحياة"), ("7", "التعذيب")]),
        ("in force; art. 6 life, 22 association", [("6", "life"), ("22", "association")]),
        ("المواد 32-34 المفقودون", [("32-34", "المفقودون")]),
        ("بروتوكول عام 1967", []),
    ],
)
def test_articles_are_found_in_notes(note: str, articles: list[tuple[str, str]]) -> None:
    assert rules.articles_in(note) == articles


def test_a_citation_names_its_article_in_the_language_of_the_paper() -> None:
    assert rules.citation("ICCPR", "ar", "22") == "[@ICCPR المادة 22]"
    assert rules.citation("ICCPR", "en", "22") == "[@ICCPR art. 22]"
    assert rules.citation("ICCPR", "ar") == "[@ICCPR]"
