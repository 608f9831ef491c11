import pytest

from papers.parties import Party, parties_in

PARTIES = (
    Party("un", {"ar": ("الأمم المتحدة",), "en": ("United Nations", "UN"), "fr": ("Nations Unies",)}),
    Party("sc", {"ar": ("مجلس الأمن", "مجلس الأمن التابع للأمم المتحدة"), "en": ("Security Council",)}),
    Party("gov", {"ar": ("الحكومة السورية",), "en": ("Syrian Government",)}),
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ندعو الحكومةَ السوريّة", {"gov"}),
        ("وللحكومة السورية ولمجلس الأمن", {"gov", "sc"}),
        ("مجلس الأمن التابع للأمم المتحدة", {"sc"}),
        ("مجلس الأمن والأمم المتحدة", {"sc", "un"}),
        ("حكومات سورية كثيرة", set()),
    ],
)
def test_a_party_is_found_with_whatever_is_written_onto_its_name(text: str, named: set[str]) -> None:
    assert parties_in(text, "ar", PARTIES) == named


def test_a_name_is_a_whole_word_and_accents_do_not_matter() -> None:
    assert parties_in("the UNITED NATIONS’ unity", "en", PARTIES) == {"un"}
    assert parties_in("des NATIONS UNIES, unies", "fr", PARTIES) == {"un"}
    assert parties_in("a unit in Unity", "en", PARTIES) == set()


def test_a_party_without_a_name_in_that_language_is_never_found() -> None:
    assert parties_in("Conseil, Security Council", "fr", PARTIES) == set()
