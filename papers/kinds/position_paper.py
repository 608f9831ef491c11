"""The position paper: two to six pages for a decision-maker, one sentence of position, asks, their basis."""

from papers.kinds.kind import Kind

_AR = """\
# مثال: حقّ الأسر في المعرفة والمشاركة

الموقف: مثال: معرفة مصير المفقودين حقّ للأسر وليست منحة من أحد.

!! نطالب الجهة المعنيّة بـ: مثال: تخصيص مقاعد دائمة لممثلات الأسر وممثليها | المهلة: خلال ستة أشهر

## السياق
مثال: ما الذي يجري، ولماذا الآن؟ فقرة أو فقرتان، مع القوانين والاتفاقيات التي تسند الموقف.

## الدليل
مثال: أرقام بمصادرها، وحالات وشهادات بإذن أصحابها.

## موقفنا
مثال: حجّتنا، وردّنا على الاعتراضات المتوقّعة.

## التوصيات
مثال: خطوات يقدر القارئ على تنفيذها، ولكل خطوة من يقوم بها.
"""

_EN = """\
# Example: Families' Right to Know and to Take Part

Position: Example: To know the fate of a relative is a right of families, not a favour.

!! We demand that the authority concerned: Example: reserve permanent seats for families | Due: within six months

## Context
Example: What is happening, and why now? One or two paragraphs, with the laws and treaties that support the position.

## Evidence
Example: Figures with their sources; cases and testimony with permission.

## Our position
Example: Our argument, and our answer to likely objections.

## Recommendations
Example: Steps that the reader can carry out, each with who should do it.
"""

POSITION_PAPER = Kind(
    key="position_paper",
    names={
        "ar": "ورقة موقف",
        "en": "Position paper",
        "fr": "Document de position",
        "kmr": "Belgeya helwestê",
        "ckb": "بەڵگەنامەی هەڵوێست",
    },
    layout="position",
    pages=(2, 6),
    required=("empty_position", "no_asks", "no_basis"),
    advised=("ask_without_addressee", "ask_without_due"),
    skeletons={"ar": _AR, "en": _EN},
)
