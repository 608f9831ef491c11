"""The joint statement: one page for the public and officials: facts, position, demands."""

from papers.kinds.kind import Kind

_AR = """\
# مثال: بيان مشترك: المدرسة ليست هدفًا

الموقف: مثال: حماية المدارس واجب على كل الأطراف.

مثال: تدين المنظمات الموقّعة أدناه ما جرى: أين ومتى، ومن تضرّر، وبحسب أي مصدر.

مثال: موقفنا مما جرى، وسنده في القانون.

!! نطالب الأطراف بـ: مثال: وقف كل هجوم على المدارس ومحيطها فورًا

!! نطالب الجهة المعنيّة بـ: مثال: فتح تحقيق مستقل تُعلن نتائجه | المهلة: خلال ستين يومًا
"""

_EN = """\
# Example: Joint Statement: A School Is Not a Target

Position: Example: To protect schools is a duty of all parties.

Example: The undersigned organisations condemn what happened: where and when, who was harmed, according to which source.

Example: Our position on what happened, and its basis in law.

!! We demand that the parties: Example: end every attack on schools and their surroundings at once

!! We demand that the authority concerned: Example: open an independent inquiry | Due: within sixty days
"""

JOINT_STATEMENT = Kind(
    key="joint_statement",
    names={
        "ar": "بيان مشترك",
        "en": "Joint statement",
        "fr": "Déclaration conjointe",
        "kmr": "Daxuyaniya hevpar",
        "ckb": "بەیاننامەی هاوبەش",
    },
    layout="statement",
    pages=(1, 1),
    required=("no_asks",),
    advised=("empty_position", "no_basis", "ask_without_addressee"),
    skeletons={"ar": _AR, "en": _EN},
)
