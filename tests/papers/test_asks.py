import pytest

from papers.asks import printed
from papers.model import ASK_VERBS, LANGUAGES, Ask, AskVerb, Strong, Text, plain


def said(lang: str, verb: AskVerb, addressee: str, words: str) -> str:
    return plain(printed(Ask("a", (Text(words),), verb, addressee), lang))


@pytest.mark.parametrize(
    ("verb", "addressee", "sentence"),
    [
        ("demand", "وزارة العدل", "نطالب وزارة العدل بتخصيص مقاعد"),
        ("call_on", "مجلس الأمن", "ندعو مجلس الأمن إلى تخصيص مقاعد"),
        ("urge", "الحكومة", "نحثّ الحكومة على تخصيص مقاعد"),
        ("request", "بعثتكم", "نرجو من بعثتكم تخصيص مقاعد"),
        ("recommend", "اللجنة", "نوصي اللجنة بتخصيص مقاعد"),
        ("demand", "", "نطالب بتخصيص مقاعد"),
        ("call_on", "", "ندعو إلى تخصيص مقاعد"),
        ("request", "", "نرجو تخصيص مقاعد"),
    ],
)
def test_arabic_asks_read_as_sentences(verb: AskVerb, addressee: str, sentence: str) -> None:
    assert said("ar", verb, addressee, "تخصيص مقاعد") == sentence


def test_the_preposition_is_written_onto_the_article() -> None:
    assert said("ar", "demand", "الحكومة", "الإفراج الفوري") == "نطالب الحكومة بالإفراج الفوري"


def test_the_preposition_stands_alone_before_a_quotation_mark_or_a_number() -> None:
    assert said("ar", "demand", "", "«قناة» آمنة") == "نطالب بـ«قناة» آمنة"


def test_the_preposition_joins_the_word_inside_its_mark() -> None:
    ask = Ask("a", (Strong((Text("تخصيص"),)), Text(" مقاعد")))
    assert printed(ask, "ar") == (Strong((Text("نطالب"),)), Text(" "), Strong((Text("بتخصيص"),)), Text(" مقاعد"))


def test_english_and_french_asks_read_as_sentences() -> None:
    assert said("en", "call_on", "the Council", "reserve seats") == "We call on the Council to reserve seats"
    assert said("en", "demand", "the Ministry", "reserve seats") == "We demand that the Ministry reserve seats"
    assert said("fr", "request", "votre mission", "adopter la liste") == "Nous prions votre mission d’adopter la liste"
    assert said("fr", "recommend", "", "réserver des sièges") == "Nous recommandons de réserver des sièges"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("verb", ASK_VERBS)
def test_every_language_has_every_verb(lang: str, verb: AskVerb) -> None:
    for addressee in ("", "X"):
        assert said(lang, verb, addressee, "abc").endswith("abc")
