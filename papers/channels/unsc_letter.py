"""The letter to members of the Security Council and their missions."""

from papers.channels.channel import Channel, Limit

_AR = (
    "النصّ نفسه إلى الجميع، والمخاطبة بـ«صاحب السعادة» أو «صاحبة السعادة».",
    "صوغوا المطالب على أنها الحدّ الأدنى، وضعوا قائمة المنظمات في الختام.",
)
_EN = (
    "The same body goes to all, addressed as Excellency.",
    "Word the asks as what is needed at the very least; the list of organisations stands at the end.",
)
_FR = (
    "Le même texte à tous, avec «\u202fExcellence\u202f» en appel.",
    "Formulez les demandes comme un minimum\u202f; la liste des organisations vient à la fin.",
)

UNSC_LETTER = Channel(
    key="unsc_letter",
    names={
        "ar": "رسالة إلى أعضاء مجلس الأمن",
        "en": "Letter to Security Council members",
        "fr": "Lettre aux membres du Conseil de sécurité",
    },
    formats=("pdf", "docx"),
    languages=("en", "fr", "ar"),
    limit=Limit("pages", 2),
    required=("no_asks", "missing_signatories"),
    remember={"ar": _AR, "en": _EN, "fr": _FR},
)
