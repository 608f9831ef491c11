import re
from dataclasses import replace

from hypothesis import given, settings

from papers.compare import compare
from papers.model import Heading, Item, ListBlock, Paper, Paragraph, Strong, Text
from papers.normalise import normalise
from papers.write.redline import redline_html
from tests.make.papers import papers


def paragraph(id_: str, text: str) -> Paragraph:
    return Paragraph(id_, (Text(text),))


def paper(*blocks: object, lang: str = "ar") -> Paper:
    return Paper("position_paper", lang, "عنوان", blocks)  # type: ignore[arg-type]


def redline(old: Paper, new: Paper) -> str:
    return redline_html(compare(old, new), new.lang)


def test_what_came_and_went_is_marked_and_said_in_words() -> None:
    shown = redline(paper(paragraph("p", "خلال سنة واحدة")), paper(paragraph("p", "خلال ستة أشهر واحدة")))
    hidden = '<span class="visually-hidden">{}</span>'
    assert f" <del>{hidden.format('[حذف:')}سنة{hidden.format(' نهاية الحذف]')}</del>" in shown
    assert f" <ins>{hidden.format('[إضافة:')}ستة أشهر{hidden.format(' نهاية الإضافة]')}</ins>" in shown
    assert shown.startswith('<article class="redline" lang="ar" dir="rtl">')


def test_a_moved_block_says_so_in_the_language_of_the_paper() -> None:
    a, b, c = (paragraph(id_, f"Sentence {id_} as it stood") for id_ in "abc")
    shown = redline(paper(a, b, c, lang="en"), paper(b, c, a, lang="en"))
    assert shown.count("redline-moved") == 1
    assert '<p class="redline-moved"><span class="redline-note">Moved from another place</span> Sentence a' in shown
    assert "<ins>" not in shown and "<del>" not in shown


def test_a_change_of_form_alone_is_said() -> None:
    new = paper(Paragraph("p", (Strong((Text("نص"),)),)))
    assert "تغيّر الشكل لا الكلمات" in redline(paper(paragraph("p", "نص")), new)


def test_two_equal_texts_are_said_to_be_equal() -> None:
    assert "لا فرق بين النصّين" in redline(paper(), paper())


def test_the_first_entry_that_goes_keeps_a_line_of_its_own() -> None:
    first, second = (Item((Text(text),)) for text in ("مرافقة نفسية", "مرافقة قانونية"))
    shown = redline(paper(ListBlock("l", False, (first, second))), paper(ListBlock("l", False, (second,))))
    assert "</del><br>" in shown


def test_headings_stay_headings_and_a_direction_of_their_own_is_said() -> None:
    shown = redline(paper(), paper(Heading("h", 2, (Text("Annex"),), "ltr")))
    assert '<h3 class="redline-added" dir="ltr">' in shown
    entries = (Item((Text("Annex"),)),)
    turned = redline(paper(ListBlock("l", False, entries)), paper(ListBlock("l", False, entries, "ltr")))
    assert '<p class="redline-changed" dir="ltr"><span class="redline-note">' in turned


def test_words_are_escaped_and_foreign_ones_isolated() -> None:
    shown = redline(paper(paragraph("p", "هاتف")), paper(paragraph("p", "هاتف +963 11 000 <b>")))
    assert "<b>" not in shown
    assert '<bdi dir="ltr">' in shown


@given(papers("ar"), papers("ar"))
@settings(max_examples=25, deadline=None)
def test_without_the_deletions_the_new_words_are_left(old: Paper, new: Paper) -> None:
    old, new = normalise(old), replace(normalise(new), title="عنوان")
    comparison = compare(old, new)
    shown = re.sub(r'<span class="(visually-hidden|redline-note)">.*?</span>', "", redline_html(comparison, "ar"))
    left = re.sub(r"<del>.*?</del>", "", shown, flags=re.DOTALL)
    kept = [word.text for change in comparison.blocks for word in change.words if word.op != "removed"]
    for word in re.findall(r"[\u0620-\u064a]{2,}", " ".join(kept)):
        assert word in left
    assert left.count("<ins>") == left.count("</ins>")
