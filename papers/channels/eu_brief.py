"""The brief for European Union institutions and capitals."""

from papers.channels.channel import Channel, Limit

_AR = (
    "رتّبوا التوصيات بحسب الموضوع، ومع كلّ منها المؤسسة القادرة على تنفيذها.",
    "اختاروا عنوانًا بسيطًا.",
)
_EN = (
    "Order the recommendations by theme, each with the institution that can carry it out.",
    "Choose a plain title.",
)
_FR = (
    "Classez les recommandations par thème, chacune avec l’institution compétente.",
    "Choisissez un titre simple.",
)

EU_BRIEF = Channel(
    key="eu_brief",
    names={
        "ar": "موجز للاتحاد الأوروبي",
        "en": "EU institutions and capitals brief",
        "fr": "Note aux institutions et capitales européennes",
    },
    formats=("pdf",),
    languages=("en", "fr"),
    limit=Limit("pages", 2),
    required=("no_asks", "missing_contact"),
    advised=("ask_without_addressee",),
    remember={"ar": _AR, "en": _EN, "fr": _FR},
)
