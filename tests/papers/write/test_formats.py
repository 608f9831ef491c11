import pytest

from papers.edition import Edition, Letterhead, Reservation, Signatory
from papers.model import Ask, Paper, Paragraph, Text
from papers.words import signed_in_annex
from papers.write import FORMATS
from tests.papers.samples import EDITION_AR, STATEMENT_AR
from tests.papers.write.looks import signed_by_many

PAPER = Paper(
    "joint_statement",
    "ar",
    "المدرسة ليست هدفًا",
    (Paragraph("p", (Text("ندين الهجوم."),)), Ask("a", (Text("وقف الهجمات"),))),
)
EDITION = Edition(
    Letterhead("تحالف رواق الياسمين"),
    reference="RY/2026/016",
    members=(Signatory("أبواب", reservations=(1,)),),
    withheld=3,
    reservations=(Reservation("أبواب", "على المهلة"),),
    verify_code="K7QM",
    contact="office@riwaq.example",
    embargo="18:00",
    draft=True,
    status="unofficial",
    translated_from="en",
)
TEXT_FORMATS = ("html", "md", "txt")


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_says_what_it_is(name: str) -> None:
    assert "/" in FORMATS[name].media_type
    assert FORMATS[name].extension.isalnum()


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_a_format_holds_the_words_and_is_the_same_every_time(name: str) -> None:
    written = FORMATS[name].render(PAPER, None)
    assert "ندين الهجوم." in written.decode("utf-8")
    assert FORMATS[name].render(PAPER, None) == written


@pytest.mark.parametrize("name", ["html", "txt"])
def test_an_edition_is_printed_around_the_text(name: str) -> None:
    written = FORMATS[name].render(PAPER, EDITION).decode("utf-8")
    for words in ("رواق الياسمين", "RY/2026/016", "أبواب (انظر التحفّظ 1)", "إضافةً إلى 3 منظمات", "تحفّظ أبواب", "K7QM"):
        assert words in written
    for words in ("مسودة", "محظور النشر حتى", "ترجمة غير رسمية عن الإنكليزية"):
        assert words in written


@pytest.mark.parametrize(("name", "begin"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_print_formats_are_files_of_their_kind(name: str, begin: bytes) -> None:
    assert FORMATS[name].render(PAPER, EDITION).startswith(begin)


def test_the_html_file_asks_for_nothing_from_outside() -> None:
    written = FORMATS["html"].render(PAPER, EDITION).decode("utf-8")
    assert "src=" not in written
    assert "@import" not in written
    assert "<link" not in written


@pytest.mark.parametrize("name", ["html", "txt"])
def test_many_names_stand_in_an_annex_that_the_beginning_speaks_of(name: str) -> None:
    edition = signed_by_many(EDITION_AR)
    said = FORMATS[name].render(STATEMENT_AR, edition).decode()
    count = len(edition.members) + edition.withheld
    first, annex, last = (
        said.index(words) for words in (signed_in_annex(count, "ar"), "الملحق: الموقّعون", edition.members[-1].name)
    )
    assert first < annex < last
