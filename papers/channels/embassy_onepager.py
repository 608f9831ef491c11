"""The one-pager that is left behind after a meeting, or given to a recommending State."""

from papers.channels.channel import Channel, Limit

_AR = (
    "عرّفوا بأنفسكم في سطرين.",
    "صوغوا المطالب الثلاثة بحيث تستطيع الدولة قراءتها كما هي.",
)
_EN = (
    "Say in two lines who you are.",
    "Word the three asks so that the State can read them out.",
)
_FR = (
    "Présentez-vous en deux lignes.",
    "Formulez les trois demandes pour que l’État puisse les lire telles quelles.",
)

EMBASSY_ONEPAGER = Channel(
    key="embassy_onepager",
    names={
        "ar": "ورقة من صفحة واحدة",
        "en": "One-pager to leave behind",
        "fr": "Fiche d’une page à remettre",
    },
    formats=("pdf",),
    languages=("en", "fr"),
    limit=Limit("pages", 1),
    required=("no_asks", "missing_contact", "missing_verify_code"),
    most_asks=3,
    remember={"ar": _AR, "en": _EN, "fr": _FR},
)
