"""The joint submission of stakeholders to the Universal Periodic Review."""

from papers.channels.channel import Channel, Limit

_AR = (
    "تُغلق البوابة عند انتهاء المهلة، ولا تُقبل إلا الصيغة النهائية.",
    "رقّموا الفقرات والصفحات، وعرّفوا بأنفسكم في فقرة قصيرة.",
    "دولة واحدة في كل مساهمة، ولا تُرفق تقارير جهات أخرى.",
    "يُفضَّل التقديم بالإنكليزية أو الفرنسية أو الإسبانية.",
)
_EN = (
    "The portal closes at the deadline, and only a final version is taken.",
    "Number paragraphs and pages, and say in a short paragraph who you are.",
    "One country per submission; annex no reports of others.",
    "English, French or Spanish are preferred.",
)
_FR = (
    "Le portail ferme à l’échéance\u202f; seule une version définitive est acceptée.",
    "Numérotez paragraphes et pages\u202f; présentez-vous en un court paragraphe.",
    "Un seul pays par contribution\u202f; n’annexez pas les rapports d’autrui.",
    "L’anglais, le français ou l’espagnol sont préférés.",
)

UPR_JOINT = Channel(
    key="upr_joint",
    names={
        "ar": "مساهمة مشتركة في الاستعراض الدوري الشامل",
        "en": "UPR stakeholder submission (joint)",
        "fr": "Contribution conjointe à l’Examen périodique universel",
    },
    formats=("docx",),
    languages=("en", "fr", "es", "ar", "ru", "zh"),
    limit=Limit("words", 5630, alone=2815),
    required=("co_submitters_not_first", "names_withheld"),
    advised=("paragraphs_not_numbered",),
    face="Times New Roman",
    size=12,
    remember={"ar": _AR, "en": _EN, "fr": _FR},
)
