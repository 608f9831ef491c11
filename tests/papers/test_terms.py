"""Agreed terms are found as Arabic is written, and missed only where a translation uses another word."""

from papers.parties import Party
from papers.terms import missing_terms, terms_of, underlined

TERMS = terms_of(
    [
        Party("peace", {"ar": ("السلم الأهلي",), "en": ("civil peace",)}),
        Party("initiative", {"ar": ("مبادرة",), "en": ("initiative (unregistered group)",)}),
        Party("member", {"ar": ("منظمة عضو",), "en": ("member organisation",)}),
        Party("organisation", {"ar": ("منظمة",), "en": ("association",)}),
        Party("only", {"ar": ("رواق",), "en": ()}),
    ]
)


def lacking(source: str, translation: str) -> list[str]:
    return [term.key for term in missing_terms(source, "ar", translation, "en", TERMS)]


def test_a_translation_that_uses_another_word_is_told_so() -> None:
    assert lacking("نعمل من أجل السلم الأهلي", "We work for social harmony") == ["peace"]


def test_the_agreed_word_satisfies_whatever_its_ending_and_whatever_is_written_onto_the_source() -> None:
    assert lacking("وبالسِّلم الأهلي والمبادرة", "Civil peace and the initiatives of women") == []


def test_of_two_terms_at_one_place_the_longer_one_counts() -> None:
    assert lacking("كل منظمة عضو", "every member organisation") == []
    assert lacking("كل منظمة", "every member organisation") == ["organisation"]


def test_a_term_without_a_name_in_the_other_language_is_never_missing() -> None:
    assert lacking("رواق", "nothing of it") == []


def test_terms_are_listed_in_the_order_of_the_source() -> None:
    assert lacking("مبادرة من أجل السلم الأهلي", "x") == ["initiative", "peace"]


def test_names_are_underlined_in_the_words_and_nowhere_else() -> None:
    html = '<p title="السلم الأهلي">وبالسلم الأهلي &amp; <b>السلم</b> الأهلي</p>'
    expected = html.replace(">وبالسلم الأهلي ", '><span class="term">وبالسلم الأهلي</span> ')
    assert underlined(html, "ar", TERMS) == expected
    assert underlined(html, "ar", ()) == html
