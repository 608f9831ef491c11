"""A communication to a special procedure: facts about persons, through an online form."""

from papers.channels.channel import Channel, Limit

_AR = (
    "عرّفوا بالمصدر: هويته سرّية ما لم تقرّروا غير ذلك، ولا يُنظر في رسالة مجهولة المصدر.",
    "اذكروا الضحية والجهة المنسوب إليها الفعل والتاريخ والمكان.",
    "بيّنوا ما يجب أن يبقى سرّيًا، واحصلوا على موافقة الضحايا.",
    "لا يُشترط المركز الاستشاري لدى المجلس الاقتصادي والاجتماعي.",
)
_EN = (
    "Identify the source: it is kept confidential unless you decide otherwise; anonymous sources are not considered.",
    "Name the victim, the alleged perpetrator, the date and the place.",
    "Say what must stay confidential, and have the consent of the victims.",
    "ECOSOC status is not needed.",
)
_FR = (
    "Identifiez la source\u202f: elle reste confidentielle sauf décision contraire\u202f; l’anonymat exclut l’examen.",
    "Indiquez la victime, l’auteur présumé, la date et le lieu.",
    "Précisez ce qui doit rester confidentiel et obtenez le consentement des victimes.",
    "Le statut auprès de l’ECOSOC n’est pas requis.",
)

SP_COMM = Channel(
    key="sp_comm",
    names={
        "ar": "رسالة إلى الإجراءات الخاصة",
        "en": "Special Procedures communication",
        "fr": "Communication aux procédures spéciales",
    },
    formats=("form", "pdf", "docx"),
    languages=("en", "fr", "es"),
    limit=Limit("words", None),
    required=("missing_contact",),
    advised=("names_withheld",),
    remember={"ar": _AR, "en": _EN, "fr": _FR},
)
