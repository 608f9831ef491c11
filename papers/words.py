"""The words that the engine itself prints around a text, per language: labels and numbers (`papers.sentences`)."""

from papers.sentences import SENTENCES

_ORDER = ("ar", "en", "fr", "kmr", "ckb")
_FALLBACK = {"ckb": "ar", "kmr": "en", "fr": "en", "ar": "en"}

_WORDS: dict[str, tuple[str, ...]] = {
    # key: ar, en, fr, kmr, ckb
    "reference": ("الرقم", "Ref.", "Réf.", "Hejmar", "ژمارە"),
    "date": ("التاريخ", "Date", "Date", "Dîrok", "ڕێکەوت"),
    "subject": ("الموضوع", "Subject", "Objet", "Mijar", "بابەت"),
    "issue": ("الإصدار", "Issue", "Version", "Weşan", "وەشان"),
    "draft": ("مسودة", "Draft", "Projet", "Reşnivîs", "ڕەشنووس"),
    "attribution": ("الجهة المصدِرة", "Issued by", "Publié par", "Ji aliyê", "لەلایەن"),
    "position": ("الموقف", "Position", "Position", "Helwest", "هەڵوێست"),
    "asks": ("المطالب", "What we ask", "Nos demandes", "Daxwazên me", "داواکارییەکان"),
    "due": ("المهلة", "Time limit", "Délai", "Heta", "ماوە"),
    "basis": ("السند", "Legal basis", "Fondement", "Bingeha hiqûqî", "بنەمای یاسایی"),
    "footnotes": ("الحواشي", "Notes", "Notes", "Têbînî", "پەراوێزەکان"),
    "footnote": ("حاشية {n}", "Note {n}", "Note {n}", "Têbînî {n}", "پەراوێز {n}"),
    "back_to_text": (
        "عودة إلى موضع الحاشية {n}",
        "Back to note {n} in the text",
        "Retour à l’appel de note {n}",
        "Vegere têbînî {n} di nivîsê de",
        "گەڕانەوە بۆ پەراوێزی {n}",
    ),
    "source": ("المصدر", "Source", "Source", "Çavkanî", "سەرچاوە"),
    "summary": ("الملخّص", "Summary", "Résumé", "Kurte", "پوختە"),
    "signatories": (
        "الموقّعون (بحسب الترتيب الأبجدي)",
        "Signatories (in alphabetical order)",
        "Signataires (par ordre alphabétique)",
        "Îmzekar (bi rêza alfabeyê)",
        "واژۆکاران (بەپێی ڕیزبەندی ئەلفوبێ)",
    ),
    "endorsers": (
        "مؤيّدون من خارج التحالف (بحسب الترتيب الأبجدي)",
        "Endorsed by (in alphabetical order)",
        "Avec le soutien de (par ordre alphabétique)",
        "Piştgir (bi rêza alfabeyê)",
        "پشتگیران (بەپێی ڕیزبەندی ئەلفوبێ)",
    ),
    "quoted": ("«{words}»", "“{words}”", "« {words} »", "“{words}”", "«{words}»"),
    "reservation_about": (
        "بشأن {passages}",
        "On {passages}",
        "Sur {passages}",
        "Li ser {passages}",
        "دەربارەی {passages}",
    ),
    "acceded": (
        "انضمّوا لاحقًا",
        "Acceded later",
        "Ont adhéré par la suite",
        "Paşê tevlî bûne",
        "دواتر پەیوەندییان کردووە",
    ),
    "acceded_on": (
        "انضمّت في {day}",
        "acceded on {day}",
        "a adhéré le {day}",
        "di {day} de tevlî bû",
        "لە {day} پەیوەندی کرد",
    ),
    "in_alphabetical_order": (
        "بحسب الترتيب الأبجدي",
        "In alphabetical order",
        "Par ordre alphabétique",
        "Bi rêza alfabeyê",
        "بەپێی ڕیزبەندی ئەلفوبێ",
    ),
    "annex_of_names": (
        "الملحق: الموقّعون",
        "Annex: Signatories",
        "Annexe\u202f: signataires",
        "Pêvek: Îmzekar",
        "پاشکۆ: واژۆکاران",
    ),
    "names_in_annex": (
        "الأسماء في الملحق",
        "the names are in the annex",
        "leurs noms figurent en annexe",
        "nav di pêvekê de ne",
        "ناوەکان لە پاشکۆدان",
    ),
    "reservations": ("التحفّظات", "Reservations", "Réserves", "Şerh", "تێبینی و پارێزەکان"),
    "reservation_of": (
        "تحفّظ {name}",
        "Reservation of {name}",
        "Réserve de {name}",
        "Şerha {name}",
        "پارێزی {name}",
    ),
    "reservation_withheld": (
        "تحفّظ منظمة حُجب اسمها",
        "Reservation of an organisation whose name is withheld",
        "Réserve d’une organisation dont le nom n’est pas divulgué",
        "Şerha rêxistineke ku navê wê nehatiye eşkerekirin",
        "پارێزی ڕێکخراوێک کە ناوەکەی ئاشکرا نەکراوە",
    ),
    "see_reservation": (
        "انظر التحفّظ {n}",
        "see reservation {n}",
        "voir la réserve {n}",
        "li şerha {n} binêre",
        "بڕوانە پارێزی {n}",
    ),
    "enclosures": ("المرفقات", "Enclosures", "Pièces jointes", "Pêvek", "هاوپێچەکان"),
    "copies": ("نسخة إلى", "cc", "Copie à", "Kopî ji bo", "وێنەیەک بۆ"),
    "contact": ("للتواصل", "Contact", "Contact", "Têkilî", "پەیوەندی"),
    "verification_code": (
        "رمز التحقّق",
        "Verification code",
        "Code de vérification",
        "Koda piştrastkirinê",
        "کۆدی پشتڕاستکردنەوە",
    ),
    "verify_at": (
        "للتحقّق من هذه الوثيقة",
        "Verify this document at",
        "Vérifier ce document sur",
        "Vê belgeyê piştrast bike",
        "بۆ پشتڕاستکردنەوەی ئەم بەڵگەنامەیە",
    ),
    "fingerprint": ("بصمة النص", "Fingerprint of the text", "Empreinte du texte", "Şopa nivîsê", "پەنجەمۆری دەق"),
    "ledger": ("بصمة السجلّ", "Fingerprint of the ledger", "Empreinte du registre", "Şopa tomarê", "پەنجەمۆری تۆمار"),
    "page_of": (
        "صفحة {page} من {pages}",
        "Page {page} of {pages}",
        "Page {page} sur {pages}",
        "Rûpel {page} / {pages}",
        "لاپەڕە {page} لە {pages}",
    ),
    "contents": ("المحتويات", "Contents", "Table des matières", "Naverok", "ناوەڕۆک"),
    "authoritative": ("النص المعتمد", "Authoritative text", "Texte faisant foi", "Deqa bingehîn", "دەقی پەسەندکراو"),
    "translation": (
        "ترجمة عن {language}",
        "Translated from {language}",
        "Traduit de {language}",
        "Ji {language} hatiye wergerandin",
        "لە {language}ەوە وەرگێڕدراوە",
    ),
    "unofficial": (
        "ترجمة غير رسمية عن {language}",
        "Unofficial translation from {language}",
        "Traduction non officielle de {language}",
        "Wergera nefermî ya ji {language}",
        "وەرگێڕانی نافەرمی لە {language}ەوە",
    ),
    "embargo": (
        "محظور النشر حتى {until}",
        "Embargoed until {until}",
        "Sous embargo jusqu’au {until}",
        "Heta {until} nayê weşandin",
        "بڵاوکردنەوەی قەدەغەیە تا {until}",
    ),
    "only_for": (
        "نسخة خاصة بالجهة: {office} · ليست للنشر",
        "Copy for {office} only · not for publication",
        "Exemplaire réservé à {office} · ne pas publier",
        "Kopiya taybet ji bo {office} · ne ji bo weşanê",
        "وێنەی تایبەت بە {office} · بۆ بڵاوکردنەوە نییە",
    ),
    "change_note": ("ما الذي تغيّر", "What changed", "Ce qui a changé", "Çi guherî", "چی گۆڕاوە"),
    "colon": (":", ":", "\u202f:", ":", ":"),
    "comma": ("،", ",", ",", ",", "،"),
    "semicolon": ("؛", ";", "\u202f;", ";", "؛"),
    "place_and_date": (
        "{place}، {date}",
        "{place}, {date}",
        "{place}, le {date}",
        "{place}, {date}",
        "{place}، {date}",
    ),
    "taken_from": ("مأخوذة من", "Taken from", "Tiré de", "", ""),
    "its_fingerprint": ("بصمة النص", "fingerprint of the text", "empreinte du texte", "", ""),
    "briefing_note": ("مذكرة إحاطة", "Briefing note", "Note d’information", "", ""),
    "press_release": ("بيان صحفي", "Press release", "Communiqué de presse", "", ""),
    "speaking_points": ("نقاط للحديث", "Speaking points", "Points à aborder", "", ""),
    "to_quote": ("للاقتباس", "To quote", "À citer", "", ""),
    "notes_to_editors": ("ملاحظات للمحرّرين", "Notes to editors", "Notes à la rédaction", "", ""),
    "at_most": ("{n} على الأكثر", "{n} at most", "{n} au plus", "", ""),
    "between": ("من {least} إلى {n}", "{least} to {n}", "de {least} à {n}", "", ""),
    "notes_count": ("والحواشي محسوبة", "notes included", "notes comprises", "", ""),
    "no_limit": (
        "لا حدّ معلنًا؛ نصّ قصير يقتصر على الوقائع",
        "No stated limit; short and factual",
        "Pas de limite annoncée\u202f; texte court et factuel",
        "",
        "",
    ),
    "link_to_mail": ("بريد إلكتروني", "e-mail", "courriel", "e-name", "ئیمەیڵ"),
    "insertion": ("إضافة", "Insertion", "Ajout", "Lêzêdekirin", "زیادکراو"),
    "insertion_end": (
        "نهاية الإضافة",
        "End of insertion",
        "Fin de l’ajout",
        "Dawiya lêzêdekirinê",
        "کۆتایی زیادکراو",
    ),
    "deletion": ("حذف", "Deletion", "Suppression", "Jêbirin", "سڕینەوە"),
    "deletion_end": ("نهاية الحذف", "End of deletion", "Fin de la suppression", "Dawiya jêbirinê", "کۆتایی سڕینەوە"),
    "moved": (
        "نُقل من موضع آخر",
        "Moved from another place",
        "Déplacé",
        "Ji cihekî din hatiye guhastin",
        "لە شوێنێکی ترەوە گوازراوەتەوە",
    ),
    "form_changed": (
        "تغيّر الشكل لا الكلمات",
        "Its form has changed, not its words",
        "La forme a changé, non les mots",
        "Şêwe guheriye, ne peyv",
        "شێوەکەی گۆڕاوە، نەک وشەکان",
    ),
    "no_difference": (
        "لا فرق بين النصّين",
        "The two texts are the same",
        "Les deux textes sont identiques",
        "Her du nivîs wek hev in",
        "هەردوو دەق وەک یەکن",
    ),
    "redline": (
        "ما الذي تغيّر في النص",
        "What changed in the text",
        "Modifications du texte",
        "Çi di nivîsê de guherî",
        "چی لە دەقەکەدا گۆڕاوە",
    ),
    "from_to": (
        "من {old} إلى {new}",
        "From {old} to {new}",
        "De {old} à {new}",
        "Ji {old} heta {new}",
        "لە {old}ەوە بۆ {new}",
    ),
    "words_added": ("كلمات أُضيفت", "Words added", "Mots ajoutés", "Peyvên lêzêdekirî", "وشە زیادکراوەکان"),
    "words_deleted": ("كلمات حُذفت", "Words deleted", "Mots supprimés", "Peyvên jêbirî", "وشە سڕاوەکان"),
    "passages_moved": ("مقاطع نُقلت", "Passages moved", "Passages déplacés", "Beşên guhastî", "بڕگە گوازراوەکان"),
    "sealed": (
        "مختوم إلكترونيًا",
        "Sealed electronically",
        "Scellé électroniquement",
        "Bi elektronîkî hatiye morkirin",
        "بە شێوەی ئەلیکترۆنی مۆرکراوە",
    ),
    "picture": ("صورة", "Picture", "Image", "Wêne", "وێنە"),
}

_LANGUAGES: dict[str, tuple[str, ...]] = {
    # as they stand after «ترجمة عن», "Translated from", «Traduit de»
    "ar": ("العربية", "Arabic", "l’arabe", "erebî", "عەرەبی"),
    "en": ("الإنكليزية", "English", "l’anglais", "îngilîzî", "ئینگلیزی"),
    "fr": ("الفرنسية", "French", "du français", "fransî", "فەرەنسی"),
    "kmr": ("الكردية الكرمانجية", "Kurmanji Kurdish", "du kurde kurmandji", "kurmancî", "کوردی کورمانجی"),
    "ckb": ("الكردية السورانية", "Sorani Kurdish", "du kurde sorani", "soranî", "کوردی سۆرانی"),
}

KEYS = tuple(_WORDS)


def say(key: str, lang: str, **values: object) -> str:
    """The engine's own word in a language, with its gaps filled. KeyError for a key that the engine does not have."""
    return _pick(_WORDS[key], lang).format(**values)


def language(code: str, lang: str) -> str:
    """The name of a language as it stands after "translated from"."""
    return _pick(_LANGUAGES[code], lang)


def translated_from(code: str, lang: str, *, unofficial: bool = False) -> str:
    """The line at the head of a translation (UN habit, HANDBOOK 1.10); French joins its own article."""
    name = language(code, lang)
    line = say("unofficial" if unofficial else "translation", lang, language=name)
    return line.replace(" de du ", " du ") if lang == "fr" else line


def withheld(n: int, lang: str) -> str:
    """The line below the list that counts the names that are not printed; empty for none."""
    return _counted("withheld", n, lang) if n else ""


def signed_by(n: int, lang: str) -> str:
    """How many organisations have signed, as a sentence."""
    return _counted("signed_by", n, lang)


def signed_in_annex(n: int, lang: str) -> str:
    """How many organisations have signed, and that an annex names them."""
    return f"{signed_by(n, lang)}{say('semicolon', lang)} {say('names_in_annex', lang)}"


def counted(unit: str, n: int, lang: str) -> str:
    """A number with its noun in the form that it takes: `unit` is "pages", "words" or "characters"."""
    return _counted(unit, n, lang)


def asks_left_out(n: int, lang: str, *, all_of_them: bool = False) -> str:
    """The line of a message that says how many asks it had no room for; empty for none."""
    return _counted("asks_there" if all_of_them else "more_asks", n, lang) if n else ""


def plural_category(n: int, lang: str) -> str:
    """The CLDR category of a whole number: six in Arabic; Kurmanji and Sorani have one and other, as English has."""
    if lang == "ar":
        return _arabic_category(n)
    if lang == "fr":
        return "one" if n < 2 else "other" if n % 1_000_000 else "many"
    return "one" if n == 1 else "other"


def _arabic_category(n: int) -> str:
    if n <= 2:
        return ("zero", "one", "two")[n]
    if n % 100 <= 2:
        return "other"
    return "few" if n % 100 <= 10 else "many"


def _counted(sentence: str, n: int, lang: str) -> str:
    lang = lang if lang in SENTENCES[sentence] else _FALLBACK[lang]
    forms = SENTENCES[sentence][lang]
    category = "zero" if n == 0 and "zero" in forms else plural_category(n, lang)
    return forms.get(category, forms["other"]).format(n=n)


def _pick(words: tuple[str, ...], lang: str) -> str:
    return words[_ORDER.index(lang)] or _pick(words, _FALLBACK[lang])
