"""Languages and numbers of letters."""

from advocacy.dispatch.rules import letter_language, parcel_number, text_language


def test_an_office_gets_its_own_language_else_english_else_arabic() -> None:
    assert letter_language("fr", {"ar", "en", "fr"}) == "fr"
    assert letter_language("fr", {"ar", "en"}) == "en"
    assert letter_language("fr", {"ar"}) == "ar"
    assert letter_language("en", {"fr"}) is None


def test_the_statement_falls_back_to_the_authoritative_text() -> None:
    assert text_language("fr", {"ar", "en"}, "ar") == "en"
    assert text_language("fr", {"ar"}, "ar") == "ar"


def test_a_letter_has_a_number_under_the_issues_reference() -> None:
    assert parcel_number("RY/2026/019", 3, 7) == "RY/2026/019/P3-07"
