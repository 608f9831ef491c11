"""The written statement to a session of the Human Rights Council."""

from papers.channels.channel import Channel, Limit

_AR = (
    "تنتهي المهلة قبل افتتاح الدورة بأسبوعين تمامًا، وكل ما يُقدَّم نهائي.",
    "الحدّ 1500 كلمة لذوي المركز الخاص أو المدرجين في القائمة، و2000 كلمة لذوي المركز العام.",
    "في البيان المشترك تُرتَّب المنظمات: المركز العام، ثم الخاص، ثم القائمة؛ وتُذكر الأخرى في حاشية العنوان فقط.",
    "اذكروا رقم بند جدول الأعمال، من 1 إلى 10.",
)
_EN = (
    "The deadline is exactly two weeks before the session opens, and every submission is final.",
    "1,500 words with special or roster status, 2,000 with general status.",
    "Joint statements group organisations as General, Special, Roster; others stand only in a note to the title.",
    "Name the agenda item, 1 to 10.",
)
_FR = (
    "Le délai expire exactement deux semaines avant l’ouverture de la session\u202f; tout dépôt est définitif.",
    "1\u202f500 mots pour le statut spécial ou la Liste, 2\u202f000 pour le statut général.",
    "Exposé conjoint\u202f: statut général, puis spécial, puis Liste\u202f; les autres en note du titre seulement.",
    "Indiquez le point de l’ordre du jour, de 1 à 10.",
)

HRC_WRITTEN = Channel(
    key="hrc_written",
    names={
        "ar": "بيان خطي إلى مجلس حقوق الإنسان",
        "en": "Human Rights Council written statement",
        "fr": "Exposé écrit au Conseil des droits de l’homme",
    },
    formats=("docx",),
    languages=("en", "fr", "es"),
    limit=Limit("words", 1500, widest=2000),
    required=("bold_not_allowed",),
    face="Times New Roman",
    size=10,
    remember={"ar": _AR, "en": _EN, "fr": _FR},
)
