"""The policy paper: six to twenty pages for experts, with evidence, options, and who gains or loses."""

from papers.kinds.kind import Kind

_AR = """\
# مثال: ماء الشرب في الأرياف: ما الذي تغيّره ستة أشهر؟

الموقف: مثال: الماء حقّ لا يُربط بالولاء ولا بالجغرافيا.

## الملخّص التنفيذي
مثال: المشكلة، والخيار الذي نوصي به، وما يكلّفه؛ في نصف صفحة.

## المشكلة
مثال: من أصل أربعين محطة، تعمل سبع عشرة ساعات قليلة في اليوم.

## المنهجية
مثال: كيف جُمعت الأرقام، ومن قابلنا، وما حدود هذه الورقة.

## الدليل
مثال: أرقام بمصادرها، وجدول واحد واضح خير من خمسة.

## الخيارات
مثال: خياران أو ثلاثة، ولكل منها كلفته ومن يربح منه ومن يخسر.

## التوصيات
مثال: خطوات مرتّبة بحسب الأولوية، ولكل خطوة من ينفّذها ومتى.

!! نوصي الجهة المعنيّة بـ: مثال: اعتماد قائمة إصلاح معلنة بحسب الحاجة | المهلة: خلال شهر
"""

_EN = """\
# Example: Drinking Water in the Countryside: What Can Six Months Change?

Position: Example: Water is a right that is tied neither to loyalty nor to geography.

## Executive summary
Example: The problem, the option that we recommend, and what it costs; half a page.

## The problem
Example: Of forty stations, seventeen run only a few hours a day.

## Method
Example: How the figures were gathered, whom we interviewed, and the limits of this paper.

## Evidence
Example: Figures with their sources; one clear table is better than five.

## Options
Example: Two or three options, each with its cost and with who gains and who loses.

## Recommendations
Example: Steps in order of priority, each with who does it and when.

!! We recommend that the authority concerned: Example: adopt a public repair list | Due: within a month
"""

POLICY_PAPER = Kind(
    key="policy_paper",
    names={
        "ar": "ورقة سياسات",
        "en": "Policy paper",
        "fr": "Document d’orientation",
        "kmr": "Belgeya siyasetan",
        "ckb": "بەڵگەنامەی سیاسەت",
    },
    layout="policy",
    pages=(6, 20),
    required=("empty_position", "no_asks"),
    advised=("no_basis", "ask_without_addressee", "ask_without_due"),
    skeletons={"ar": _AR, "en": _EN},
)
