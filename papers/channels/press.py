"""The press release, and the short text for messengers that goes with it."""

from papers.channels.channel import Channel, Limit
from papers.message import MESSAGE_LIMIT

_AR = (
    "اذكروا موعد رفع الحظر أو أن النشر متاح فورًا.",
    "لا اقتباس إلا بموافقة صاحبه.",
    "ضعوا في الختام تعريفًا قصيرًا بالتحالف وملاحظات للمحرّرين.",
)
_EN = (
    "Say when the embargo ends, or that the text may be published at once.",
    "Quote nobody who has not approved it.",
    "Close with a few lines about the coalition and notes to editors.",
)
_FR = (
    "Indiquez la fin de l’embargo ou que la publication est immédiate.",
    "Ne citez personne sans son accord.",
    "Terminez par une brève présentation et des notes à la rédaction.",
)

PRESS = Channel(
    key="press",
    names={
        "ar": "بيان صحفي",
        "en": "Press release",
        "fr": "Communiqué de presse",
    },
    formats=("pdf", "docx", "txt"),
    languages=("ar", "en"),
    limit=Limit("pages", 1),
    together=True,
    required=("missing_contact",),
    advised=("missing_quote", "quote_without_speaker"),
    plain_text=MESSAGE_LIMIT,
    remember={"ar": _AR, "en": _EN, "fr": _FR},
)
