"""What says that harm was done asks for a source; what demands, forbids or names a right does not."""

import pytest

from papers.allegations import alleges
from papers.claims import claims_without_source
from papers.model import Citation, Paper, Paragraph, Quote, Text

ALLEGATIONS = [
    ("ar", "اعتقلت دورية ثلاثة معلمين ولم يُعرف مصيرهم."),
    ("ar", "وقُتل مدنيون في السوق."),
    ("ar", "قتلوا الراعي وأحرقوا البيدر."),
    ("ar", "تعرّض المحتجزون للتعذيب."),
    ("ar", "ارتكبت القوّة انتهاكات جسيمة."),
    ("ar", "هُجّرت الأسر من القرية."),
    ("ar", "أطلقوا النار على المحتجين."),
    ("ar", "بحسب شهود، دخلت القوّة ليلًا."),
    ("ar", "فقصفت الطائرات المحطة."),
    ("ar", "وأدّى الهجوم، بحسب شهادتين متطابقتين، إلى إصابة أطفال."),
    ("ar", "أُصيب طفلان قرب المدرسة."),
    ("ar", "صودرت الآليات، وصُودر الوقود."),
    ("en", "Three teachers were detained at the crossing."),
    ("en", "Government forces shelled the hospital."),
    ("en", "Families have been forcibly displaced from the village."),
    ("en", "The guards allegedly took the lists."),
    ("en", "Armed men committed grave abuses there."),
    ("en", "Survivors said that nobody came."),
    ("fr", "Trois enseignantes ont été arrêtées au passage."),
    ("fr", "Les forces ont bombardé l’hôpital."),
    ("fr", "Selon des témoins, la route était fermée."),
]
NO_ALLEGATIONS = [
    ("ar", "قتل المدنيين جريمة، والتعذيب محظور."),
    ("ar", "يجب ألّا يُعتقل أحد تعسّفًا."),
    ("ar", "معرفة مصير المختفين قسرًا حقّ للأسر."),
    ("ar", "ماء عذب لكل حيّ."),
    ("ar", "القانون الصادر عن الوزارة يمنع التمييز."),
    ("ar", "ضرب مثلًا، وطرد بريدي."),
    ("ar", "منع التعذيب واجب على الدولة."),
    ("en", "Detained persons must be released, and nobody may be tortured."),
    ("en", "The families of those killed in the war have a right to know."),
    ("en", "We are committed to peace."),
    ("en", "Torture is forbidden."),
    ("fr", "Nul ne peut être détenu arbitrairement."),
    ("fr", "Les personnes détenues ont droit à un avocat."),
    ("kmr", "Kesek nehat girtin."),
]


@pytest.mark.parametrize(("lang", "text"), ALLEGATIONS)
def test_what_says_that_harm_was_done_is_seen(lang: str, text: str) -> None:
    assert alleges(text, lang)


@pytest.mark.parametrize(("lang", "text"), NO_ALLEGATIONS)
def test_what_demands_forbids_or_names_a_right_alleges_nothing(lang: str, text: str) -> None:
    assert not alleges(text, lang)


def test_an_allegation_without_a_figure_wants_a_source_and_has_one_when_it_is_cited() -> None:
    words = Text("اعتقلت دورية معلمة من بيتها.")
    bare, cited = Paragraph("a", (words,)), Paragraph("b", (words, Citation("CED")))
    testimony = Quote("q", (words,))
    assert claims_without_source(Paper("position_paper", "ar", "ع", (bare, cited, testimony))) == ("a",)
