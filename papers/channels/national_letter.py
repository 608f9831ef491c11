"""The letter to a ministry, governorate or council in Syria, printed and delivered by hand."""

from papers.channels.channel import Channel, Limit

_AR = (
    "يُطبع على A4 مع مكان للختم، وفي رأسه «الرقم» و«التاريخ» ثم «الموضوع».",
    "اكتبوا الألقاب كاملة.",
    "سلّموه باليد مقابل إيصال، ثم أدخلوا رقم الوارد.",
)
_EN = (
    "Printed on A4 with room for a stamp; number and date at the head, then the subject.",
    "Write titles in full.",
    "Deliver it by hand against a receipt, and type in the number of the receiving register.",
)
_FR = (
    "Imprimée en A4 avec place pour le cachet\u202f; numéro et date en tête, puis l’objet.",
    "Écrivez les titres en entier.",
    "Remettez-la en main propre contre récépissé et saisissez le numéro d’enregistrement.",
)

NATIONAL_LETTER = Channel(
    key="national_letter",
    names={
        "ar": "كتاب إلى جهة رسمية في سوريا",
        "en": "Letter to a ministry, governorate or council in Syria",
        "fr": "Lettre à une autorité publique en Syrie",
    },
    formats=("pdf",),
    languages=("ar",),
    limit=Limit("pages", 2),
    required=("missing_reference", "missing_date"),
    advised=("no_asks",),
    remember={"ar": _AR, "en": _EN, "fr": _FR},
)
