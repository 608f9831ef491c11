import json
import string
from pathlib import Path

import pytest
from babel import Locale

from papers import words
from papers.model import LANGUAGES

VECTORS = json.loads((Path(__file__).parent / "arabic_vectors.json").read_text(encoding="utf-8"))

NAMES = (
    "n",
    "name",
    "page",
    "pages",
    "language",
    "until",
    "place",
    "date",
    "least",
    "old",
    "new",
    "office",
    "day",
    "words",
    "passages",
)
GAPS = {gap: "{" + gap + "}" for gap in NAMES}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", words.KEYS)
def test_every_word_is_said_in_every_language_with_the_same_gaps(key: str, lang: str) -> None:
    pattern = words.say(key, lang, **GAPS)
    english = words.say(key, "en", **GAPS)
    assert pattern
    assert _gaps(pattern) == _gaps(english)


def _gaps(pattern: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


@pytest.mark.parametrize(("n", "category"), VECTORS["plural_category"].items())
def test_arabic_has_six_plural_categories(n: str, category: str) -> None:
    assert words.plural_category(int(n), "ar") == category


@pytest.mark.parametrize(("lang", "locale"), [("ar", "ar"), ("en", "en"), ("fr", "fr"), ("kmr", "ku"), ("ckb", "ckb")])
def test_plural_categories_are_those_of_cldr(lang: str, locale: str) -> None:
    rule = Locale(locale).plural_form
    numbers = [*range(1_250), 999_999, 1_000_000, 1_000_001, 1_000_011, 2_000_000]
    assert [words.plural_category(n, lang) for n in numbers] == list(map(rule, numbers))


def test_withheld_names_are_counted_in_whole_sentences() -> None:
    assert words.withheld(0, "ar") == ""
    assert words.withheld(1, "ar") == "إضافةً إلى منظمة واحدة حُجب اسمها لأسباب أمنية"
    assert words.withheld(2, "ar") == "إضافةً إلى منظمتين حُجب اسماهما لأسباب أمنية"
    assert words.withheld(5, "ar") == "إضافةً إلى 5 منظمات حُجبت أسماؤها لأسباب أمنية"
    assert words.withheld(12, "ar") == "إضافةً إلى 12 منظمة حُجبت أسماؤها لأسباب أمنية"
    assert words.withheld(2, "en") == "and 2 organisations whose names are withheld for security reasons"
    assert words.withheld(1, "fr").startswith("ainsi qu’une organisation")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_signatures_are_counted_in_every_language(lang: str) -> None:
    assert len({words.signed_by(n, lang) for n in (0, 1, 2, 7)}) >= 4 - (lang != "ar")


def test_nobody_has_signed_yet() -> None:
    assert words.signed_by(0, "en") == "No organisation has signed yet"
    assert words.signed_by(0, "fr") == "Aucune organisation n’a encore signé"


def test_a_translation_says_from_what() -> None:
    assert words.translated_from("ar", "en") == "Translated from Arabic"
    assert words.translated_from("ar", "fr") == "Traduit de l’arabe"
    assert words.translated_from("fr", "fr", unofficial=True) == "Traduction non officielle du français"
    assert words.translated_from("en", "ar", unofficial=True) == "ترجمة غير رسمية عن الإنكليزية"


def test_an_unknown_word_is_an_error_and_not_an_empty_line() -> None:
    with pytest.raises(KeyError):
        words.say("nonsense", "ar")
