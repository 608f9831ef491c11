"""The written submission to a UN mechanism: the channel's profile decides length, format and language."""

from papers.kinds.kind import Kind

_AR = """\
# مثال: السكن والأرض والملكية: حين تضيع الوثائق

الموقف: مثال: لا يضيع الحقّ بضياع الوثيقة.

## من نحن
مثال: سطران عن المنظمات المشاركة، بأسمائها كلّها.

## الملاحظات
1. مثال: تقدّم هذه المساهمة خمس ملاحظات عن إثبات الملكية.
2. مثال: تُظهر الحالات الموثّقة، بعددها ومصدرها، ما يأتي.

## التوصيات
!! نوصي الدولة بـ: مثال: قبول الأدلة البديلة أمام لجان مستقلة
"""

_EN = """\
# Example: Housing, Land and Property: When the Papers Are Lost

Position: Example: A right is not lost with the paper that proves it.

## Who we are
Example: Two lines about the co-submitting organisations, all of them by name.

## Observations
1. Example: This submission makes five observations on proof of ownership.
2. Example: The documented cases, with their number and source, show the following.

## Recommendations
!! We recommend that the State: Example: accept substitute evidence before independent committees
"""

WRITTEN_SUBMISSION = Kind(
    key="written_submission",
    names={
        "ar": "مساهمة خطية",
        "en": "Written submission",
        "fr": "Contribution écrite",
        "kmr": "Beşdariya nivîskî",
        "ckb": "بەشداریی نووسراو",
    },
    layout="submission",
    pages=(1, 10),
    required=("no_asks", "no_basis"),
    advised=("ask_without_addressee",),
    skeletons={"ar": _AR, "en": _EN},
)
