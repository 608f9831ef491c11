"""Sees in a text the verbs by which it says that somebody was harmed: what a reader will ask a source for.

Past forms only: what shall be, may not be, or is forbidden alleges nothing. A word that is a noun or an adjective as
well («قتل المدنيين جريمة», "detained persons") counts in the forms that can be nothing but a verb. Hints for people,
never a verdict.
"""

import re

from papers.arabic import fold_strict

_MARKS = "[\u064b-\u0652\u0670]*"
_DAMMA = "\u064f"
_LETTER = "[\u0621-\u064a]"

# --- Arabic: folded, with و or ف before and endings behind ---

_PLAIN = (
    "ارتكب|اعتقل|احتجز|اختطف|اغتصب|اعدم|انتهك|اتهم|احرق|اجبر|اضطهد|استولي|استولت|استولوا|ابتز|نكل|داهم|اقتحم|"
    "اصيب|رحل قسر|هجر قسر|اختفي قسر|اختفت قسر|اختفوا قسر"
)
_ENDED = "قتل|عذب|خطف|قصف|نهب|هدم|جند|حاصر|صادر|شرد|ضرب|منع|هدد|طرد|سلب|دمر"
"""Bare they are nouns, adjectives or forbidden acts as well; with the ending of a past tense they are verbs."""
_PASSIVE = ("قتل", "عذب", "خطف", "قصف", "نهب", "هدم", "هجر", "جند", "حوصر", "صودر", "شرد", "ضرب", "منع", "هدد", "طرد")
_SUFFERED = (
    "تعرض(?:ت|وا|ن)?(?: [^ ]+){0,4} ل(?:ل)?(?:تعذيب|ضرب|اغتصاب|ابتزاز|اعتقال|احتجاز|انتهاك|عنف|قصف|تهديد|اخفاء)(?:ات)?"
)
_FIRED = "(?:اطلق|فتح)(?:ت|وا)? النار"
_SAID = "(?:ب?حسب|وفق) (?:شهود|شهاد(?:ه|ات|تين)|ناجين|ناجيات)|افاد(?:ت|وا)? (?:شهود|ناجون|ناجيات)|قال شهود"
_OBJECT = "(?:ه|ها|هم|هن|نا|ني)?"
_ARABIC = re.compile(
    f"(?<!{_LETTER})[وف]?(?:(?:{_PLAIN})(?:ت|وا|ن)?{_OBJECT}|(?:{_ENDED})(?:ت|وا|ته|تها|تهم|تهن|تنا|وه|وها|وهم|ونا)"
    f"|{_SUFFERED}|{_FIRED}|{_SAID})(?!{_LETTER})"
)


def _passive(stem: str) -> str:
    """«قُتل»: only the damma tells it from the noun, so it must be written."""
    return stem[0] + _DAMMA + "".join(_MARKS + letter for letter in stem[1:])


_ARABIC_PASSIVE = re.compile(
    f"(?<!{_LETTER})(?:[وف]{_MARKS})?(?:{'|'.join(map(_passive, _PASSIVE))}){_MARKS}(?:ت|وا|ن)?{_MARKS}(?!{_LETTER})"
)

# --- English and French ---

_EN_DONE = (
    "killed|murdered|tortured|raped|executed|abducted|kidnapped|massacred|shelled|bombed|shot|looted|burned|burnt|"
    "confiscated|beaten|besieged|forcibly displaced|forcibly disappeared|forcibly conscripted"
)
_EN_UNDERGONE = f"{_EN_DONE}|detained|arrested|imprisoned|displaced|disappeared|evicted|expelled|threatened|harassed"
_ENGLISH = re.compile(
    rf"\b(?:was|were|been|got)\s+(?:\w+ly\s+)?(?:{_EN_UNDERGONE})\b"
    rf"|\b(?:has|have|had)\s+(?:\w+ly\s+)?(?:{_EN_DONE})\b"
    rf"|(?<!\bthe )(?<!\bthose )(?<!\ball )(?<!\bor )(?<!\bbe )(?<!\bbeing )(?<=\w )(?:{_EN_DONE})\s+"
    r"(?!(?:in|by|during|at|on|or|and|since|who|without|with|from|to|after|before|under|when|while)\b)\w"
    r"|\b(?:committed|perpetrated)\s+(?!to\b)\w|\b(?:allegedly|reportedly)\b|\bopened fire\b"
    r"|\b(?:witnesses|survivors)\s+(?:said|say|report|reported)\b",
    re.IGNORECASE,
)
_FR_DONE = (
    "tué|assassiné|torturé|violé|exécuté|enlevé|massacré|bombardé|pillé|brûlé|confisqué|battu|assiégé|détenu|arrêté|"
    "emprisonné|déplacé|expulsé|menacé|commis|perpétré"
)
_FRENCH = re.compile(
    rf"\b(?:a|ont|avait|avaient|fut|furent|été|aurait|auraient)\s+(?:été\s+)?(?:\w+ment\s+)?(?:{_FR_DONE})e?s?\b"
    r"|\bouvert le feu\b|\bselon (?:des|les) témoins\b|\baurai(?:t|ent) (?:été )?(?:tué|torturé|disparu)",
    re.IGNORECASE,
)


def alleges(text: str, lang: str) -> bool:
    """Whether a text in this language says that somebody did harm or suffered it; False where we know no verbs."""
    match lang:
        case "ar":
            return bool(_ARABIC.search(fold_strict(text)) or _ARABIC_PASSIVE.search(text))
        case "en":
            return bool(_ENGLISH.search(text))
        case "fr":
            return bool(_FRENCH.search(text))
    return False
