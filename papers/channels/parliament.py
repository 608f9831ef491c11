"""The briefing for members of a parliament."""

from papers.channels.channel import Channel, Limit

_AR = (
    "اقترحوا سؤالًا يمكن للنائب أو النائبة طرحه.",
    "اربطوا الموضوع بالدائرة الانتخابية.",
)
_EN = (
    "Suggest a question that the member could table.",
    "Say what it has to do with the constituency.",
)
_FR = (
    "Proposez une question que l’élu pourrait poser.",
    "Dites en quoi cela touche sa circonscription.",
)

PARLIAMENT = Channel(
    key="parliament",
    names={
        "ar": "إحاطة برلمانية",
        "en": "Parliament briefing",
        "fr": "Note d’information parlementaire",
    },
    formats=("pdf",),
    languages=("en", "fr"),
    limit=Limit("pages", 2),
    required=("no_asks",),
    advised=("missing_sources",),
    remember={"ar": _AR, "en": _EN, "fr": _FR},
)
