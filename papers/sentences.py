"""The sentences of the engine that hold a number: one form for each plural of each language."""

SENTENCES: dict[str, dict[str, dict[str, str]]] = {
    "withheld": {
        "ar": {
            "zero": "",
            "one": "إضافةً إلى منظمة واحدة حُجب اسمها لأسباب أمنية",
            "two": "إضافةً إلى منظمتين حُجب اسماهما لأسباب أمنية",
            "few": "إضافةً إلى {n} منظمات حُجبت أسماؤها لأسباب أمنية",
            "many": "إضافةً إلى {n} منظمة حُجبت أسماؤها لأسباب أمنية",
            "other": "إضافةً إلى {n} منظمة حُجبت أسماؤها لأسباب أمنية",
        },
        "en": {
            "one": "and one organisation whose name is withheld for security reasons",
            "other": "and {n} organisations whose names are withheld for security reasons",
        },
        "fr": {
            "one": "ainsi qu’une organisation dont le nom n’est pas divulgué pour des raisons de sécurité",
            "other": "ainsi que {n} organisations dont les noms ne sont pas divulgués pour des raisons de sécurité",
        },
        "kmr": {
            "one": "û rêxistinek ku navê wê ji ber sedemên ewlehiyê nayê eşkerekirin",
            "other": "û {n} rêxistin ku navên wan ji ber sedemên ewlehiyê nayên eşkerekirin",
        },
        "ckb": {
            "one": "لەگەڵ ڕێکخراوێک کە ناوەکەی لەبەر هۆکاری ئاسایش ئاشکرا نەکراوە",
            "other": "لەگەڵ {n} ڕێکخراو کە ناوەکانیان لەبەر هۆکاری ئاسایش ئاشکرا نەکراون",
        },
    },
    "pages": {
        "ar": {"one": "صفحة واحدة", "two": "صفحتان", "few": "{n} صفحات", "many": "{n} صفحة", "other": "{n} صفحة"},
        "en": {"one": "{n} page", "other": "{n} pages"},
        "fr": {"one": "{n} page", "other": "{n} pages"},
    },
    "words": {
        "ar": {"one": "كلمة واحدة", "two": "كلمتان", "few": "{n} كلمات", "many": "{n} كلمة", "other": "{n} كلمة"},
        "en": {"one": "{n} word", "other": "{n} words"},
        "fr": {"one": "{n} mot", "other": "{n} mots"},
    },
    "characters": {
        "ar": {"one": "حرف واحد", "two": "حرفان", "few": "{n} أحرف", "many": "{n} حرفًا", "other": "{n} حرف"},
        "en": {"one": "{n} character", "other": "{n} characters"},
        "fr": {"one": "{n} caractère", "other": "{n} caractères"},
    },
    "more_asks": {
        "ar": {
            "one": "ومطلب آخر في النص الكامل",
            "two": "ومطلبان آخران في النص الكامل",
            "few": "و{n} مطالب أخرى في النص الكامل",
            "many": "و{n} مطلبًا آخر في النص الكامل",
            "other": "و{n} مطلب آخر في النص الكامل",
        },
        "en": {"one": "and 1 more ask in the full text", "other": "and {n} more asks in the full text"},
        "fr": {
            "one": "et {n} autre demande dans le texte intégral",
            "other": "et {n} autres demandes dans le texte intégral",
        },
    },
    "asks_there": {
        "ar": {
            "one": "وفي النص الكامل مطلب واحد",
            "two": "وفي النص الكامل مطلبان",
            "few": "وفي النص الكامل {n} مطالب",
            "many": "وفي النص الكامل {n} مطلبًا",
            "other": "وفي النص الكامل {n} مطلب",
        },
        "en": {"one": "1 ask in the full text", "other": "{n} asks in the full text"},
        "fr": {"one": "{n} demande dans le texte intégral", "other": "{n} demandes dans le texte intégral"},
    },
    "signed_by": {
        "ar": {
            "zero": "لم توقّع أي منظمة بعد",
            "one": "وقّعت منظمة واحدة",
            "two": "وقّعت منظمتان",
            "few": "وقّعت {n} منظمات",
            "many": "وقّعت {n} منظمة",
            "other": "وقّعت {n} منظمة",
        },
        "en": {
            "zero": "No organisation has signed yet",
            "one": "1 organisation has signed",
            "other": "{n} organisations have signed",
        },
        "fr": {
            "zero": "Aucune organisation n’a encore signé",
            "one": "{n} organisation a signé",
            "other": "{n} organisations ont signé",
        },
        "kmr": {
            "zero": "Hê tu rêxistinê îmze nekiriye",
            "one": "1 rêxistinê îmze kiriye",
            "other": "{n} rêxistinan îmze kiriye",
        },
        "ckb": {
            "zero": "هێشتا هیچ ڕێکخراوێک واژۆی نەکردووە",
            "one": "یەک ڕێکخراو واژۆی کردووە",
            "other": "{n} ڕێکخراو واژۆیان کردووە",
        },
    },
}
