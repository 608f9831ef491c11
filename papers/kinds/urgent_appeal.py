"""The urgent appeal: one page to whoever can stop it today; hours count."""

from papers.kinds.kind import Kind

_AR = """\
# مثال: نداء عاجل: أوقفوا ترحيل العائلات اليوم

مثال: ما الذي يجري في هذه الساعة، وأين، ومن المهدَّد به، وكيف عرفنا.

!! نحثّ الجهة القادرة على وقفه على: مثال: وقف الترحيل | المهلة: قبل الساعة 18:00 اليوم

مثال: من نتصل به للمتابعة في أي ساعة.
"""

_EN = """\
# Example: Urgent Appeal: Stop the Deportation of Families Today

Example: What is happening at this hour, where, who is in danger, and how we know.

!! We urge whoever can stop it to: Example: halt the deportation | Due: before 18:00 today

Example: Whom to call about it at any hour.
"""

URGENT_APPEAL = Kind(
    key="urgent_appeal",
    names={
        "ar": "نداء عاجل",
        "en": "Urgent appeal",
        "fr": "Appel urgent",
        "kmr": "Banga lezgîn",
        "ckb": "بانگەوازی بەپەلە",
    },
    layout="statement",
    pages=(1, 1),
    required=("no_asks", "ask_without_addressee"),
    advised=("ask_without_due", "no_basis"),
    skeletons={"ar": _AR, "en": _EN},
    most_asks=3,
)
