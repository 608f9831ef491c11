"""The policy brief: one or two pages for a busy decision-maker, made from the policy paper."""

from papers.kinds.kind import Kind

_AR = """\
# مثال: ستة أشهر تعيد الماء إلى القرى

الموقف: مثال: الماء حقّ لا يُربط بالولاء ولا بالجغرافيا.

## لماذا الآن
مثال: ثلاث جمل: ما المشكلة، ومن يتضرّر، ولماذا لا تنتظر.

## ما وجدناه
- مثال: رقم واحد في كل سطر، مع مصدره
- مثال: رقم ثانٍ

## ما نوصي به
!! نوصي الجهة المعنيّة بـ: مثال: اعتماد قائمة إصلاح معلنة | المهلة: خلال شهر
"""

_EN = """\
# Example: Six Months to Bring Water Back to the Villages

Position: Example: Water is a right that is tied neither to loyalty nor to geography.

## Why now
Example: Three sentences: what the problem is, who is harmed, and why it cannot wait.

## What we found
- Example: One figure a line, with its source
- Example: A second figure

## What we recommend
!! We recommend that the authority concerned: Example: adopt a public repair list | Due: within a month
"""

POLICY_BRIEF = Kind(
    key="policy_brief",
    names={
        "ar": "موجز سياسات",
        "en": "Policy brief",
        "fr": "Note de synthèse",
        "kmr": "Kurteya siyasetan",
        "ckb": "پوختەی سیاسەت",
    },
    layout="brief",
    pages=(1, 2),
    required=("empty_position", "no_asks"),
    advised=("no_basis", "ask_without_addressee"),
    skeletons={"ar": _AR, "en": _EN},
    most_asks=5,
)
