"""A reservation in another language than its column is said in its own: language, direction, and a line of its own."""

import io
import re
import zipfile

import pytest

from papers.bidi import PDI, RLI, written_in
from papers.edition import Edition, Letterhead, Reservation
from papers.model import Paper
from papers.write.docx import to_bilingual_docx
from papers.write.page import to_page
from papers.write.print_bilingual import bilingual_html
from papers.write.text import to_text

ARABIC = "نتحفّظ على المهلة (30 يومًا) في المطلب 3."
ENGLISH = "We reserve our position on ask 3 (30 days)."
RIGHT, LEFT = (Paper(kind="position_paper", lang=lang, title=lang) for lang in ("ar", "en"))


def edition(*words: str) -> Edition:
    return Edition(Letterhead("N"), withheld=len(words), reservations=tuple(Reservation("", one) for one in words))


@pytest.mark.parametrize(
    ("words", "lang", "own"),
    [
        (ARABIC, "ar", "ar"),
        (ARABIC, "ckb", "ckb"),
        (ARABIC, "en", "ar"),
        (ENGLISH, "fr", "fr"),
        (ENGLISH, "ar", "en"),
        ("نتحفّظ على A/RES/77/301", "ar", "ar"),
        ("30/2026", "en", "en"),
    ],
)
def test_the_letters_tell_in_which_language_words_are(words: str, lang: str, own: str) -> None:
    assert written_in(words, lang) == own


def test_in_a_bilingual_print_arabic_words_are_arabic_in_the_english_column() -> None:
    said = edition(ARABIC, ENGLISH)
    page = bilingual_html(RIGHT, LEFT, said, said)
    assert re.search(r'<div class="own-words"[^>]* dir="rtl"', page) and 'lang="ar"' in page
    assert page.count('class="own-words"') == 2, "and the English ones English in the Arabic column"
    assert '<div lang="ar" dir="rtl">' in to_page(LEFT, said)


def test_in_a_word_file_they_stand_in_a_paragraph_of_their_own_direction() -> None:
    said = edition(ARABIC)
    with zipfile.ZipFile(io.BytesIO(to_bilingual_docx(RIGHT, LEFT, said, said))) as parts:
        document = parts.read("word/document.xml").decode()
    english = document[document.index("Reservation of an organisation") :]
    paragraph = english.split("<w:p>")[1]
    assert "نتحف" in paragraph and '<w:lang w:bidi="ar' in paragraph and '<w:bidi w:val="0"/>' not in paragraph


def test_in_plain_text_they_are_isolated_on_a_line_of_their_own() -> None:
    lines = to_text(LEFT, edition(ARABIC)).splitlines()
    (line,) = [one for one in lines if "نتحف" in one]
    assert line.startswith(RLI) and line.endswith(PDI)
