"""The joint or open letter: one or two pages to a named office with one to three asks.

Address, salutation and closing are not part of the text: each office gets its own (`papers.edition.Letter`).
"""

from papers.kinds.kind import Kind

_AR = """\
# مثال: رسالة مشتركة: التعافي يبدأ من المجتمعات المحلية

مثال: نكتب إليكم باسم منظمات التحالف قبل انعقاد المؤتمر المقبل: لماذا نكتب، ولماذا الآن.

مثال: ما الذي تعلّمته مجتمعاتنا، في فقرة واحدة.

!! نرجو منكم: مثال: أن تدعموا تمرير ربع التمويل عبر منظمات محلية | المهلة: خلال سنتين

مثال: ما نرفقه بهذه الرسالة، واستعدادنا للقاء فريقكم.
"""

_EN = """\
# Example: Joint Letter: Recovery Starts in Local Communities

Example: We write on behalf of the member organisations ahead of the coming conference: why we write, and why now.

Example: What our communities have learned, in one paragraph.

!! We request you to: Example: support that one quarter of the funding go through local organisations

Example: What we enclose, and that we would be glad to meet your team.
"""

JOINT_LETTER = Kind(
    key="joint_letter",
    names={
        "ar": "رسالة مشتركة",
        "en": "Joint letter",
        "fr": "Lettre conjointe",
        "kmr": "Nameya hevpar",
        "ckb": "نامەی هاوبەش",
    },
    layout="letter",
    pages=(1, 2),
    required=("no_asks",),
    advised=("no_basis",),
    skeletons={"ar": _AR, "en": _EN},
    most_asks=3,
)
