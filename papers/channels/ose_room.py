"""Input to the Special Envoy’s office and its Civil Society Support Room."""

from papers.channels.channel import Channel, Limit

_AR = (
    "التزموا موضوع مجموعة العمل، واذكروا مَن جرت استشارتهم.",
    "قد يُقتبس النصّ في إحاطة: حدّدوا مستوى نسبته إليكم.",
)
_EN = (
    "Keep to the theme of the working group, and say who was consulted.",
    "The text may be quoted in a briefing: state how it may be attributed.",
)
_FR = (
    "Tenez-vous au thème du groupe de travail et dites qui a été consulté.",
    "Le texte peut être cité dans un exposé\u202f: précisez comment l’attribuer.",
)

OSE_ROOM = Channel(
    key="ose_room",
    names={
        "ar": "مساهمة إلى غرفة دعم المجتمع المدني",
        "en": "Special Envoy’s office / Support Room input",
        "fr": "Contribution à la Salle de soutien à la société civile",
    },
    formats=("pdf", "docx"),
    languages=("ar", "en"),
    limit=Limit("pages", 4, least=2),
    together=True,
    advised=("missing_contact",),
    remember={"ar": _AR, "en": _EN, "fr": _FR},
)
