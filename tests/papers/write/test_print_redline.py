import re
from dataclasses import replace

import pytest

from papers.model import LANGUAGES, Paper, Paragraph, Text
from papers.write.pdf import redline_pdf
from papers.write.print_redline import States, redline_page
from tests.papers.pdfs import copied, faults
from tests.papers.samples import EDITION_AR, STATEMENT_AR

STATES = States("المراجعة 3", "المراجعة 5")
_ISOLATES = re.compile("[\u2060\u2066-\u2069\u200e\u200f]|<[^>]+>")


def paper(*texts: str, lang: str = "ar", title: str = "عنوان") -> Paper:
    return Paper(
        "position_paper", lang, title, tuple(Paragraph(f"p{i}", (Text(text),)) for i, text in enumerate(texts))
    )


def shown(old: Paper, new: Paper) -> str:
    return _ISOLATES.sub("", redline_page(old, new, STATES))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_redline_is_accessible_and_archivable_in_every_language(lang: str) -> None:
    old = paper("one two three four", "five six seven eight", lang=lang, title="Title")
    new = paper("one two 2026 four", "nine ten UNHCR eleven twelve", lang=lang, title="Title")
    assert faults(redline_pdf(old, new, STATES)) == []


def test_signs_stand_around_the_words_and_spaces_stay_outside() -> None:
    page = shown(paper("خلال سنة واحدة"), paper("خلال ستة أشهر واحدة"))
    assert "خلال [−سنة−] [+ستة أشهر+] واحدة" in page


def test_the_key_counts_words_not_punctuation() -> None:
    old = paper("الهدنة سارية منذ أيار.", "نطالب بتحقيق مستقل تُعلن نتائجه")
    new = paper("الهدنة سارية، بلا انقطاع، منذ حزيران.", "نطالب بتحقيق مستقل تُعلن نتائجه")
    page = shown(old, new)
    assert "[+كلمات أُضيفت+]: 3" in page
    assert "[−كلمات حُذفت−]: 1" in page
    assert "مقاطع نُقلت" not in page


def test_figures_of_the_key_follow_the_digits_of_the_paper() -> None:
    old, new = (replace(paper(text), digits="arabic") for text in ("نص", "نص طويل جدًا هنا"))
    assert "[+كلمات أُضيفت+]: ٣" in shown(old, new)


def test_two_equal_texts_have_no_key_and_are_said_to_be_equal() -> None:
    page = shown(paper("نص"), paper("نص"))
    assert "لا فرق بين النصّين" in page
    assert 'class="key"' not in redline_page(paper("نص"), paper("نص"), STATES)


def test_a_redline_names_its_states_and_nobody_who_signed() -> None:
    old = replace(STATEMENT_AR, title="عنوان سابق")
    text = copied(redline_pdf(old, STATEMENT_AR, STATES, EDITION_AR))
    assert "المراجعة" in text
    assert EDITION_AR.reference in text
    assert EDITION_AR.members
    assert not [row for row in EDITION_AR.members if row.name in redline_page(old, STATEMENT_AR, STATES, EDITION_AR)]


def test_the_same_two_texts_give_the_same_bytes() -> None:
    old, new = paper("نص أول"), paper("نص ثان")
    assert redline_pdf(old, new, STATES) == redline_pdf(old, new, STATES)
