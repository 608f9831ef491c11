"""The comment on a legal text: a table for drafters: article, concern, wording, basis."""

from papers.kinds.kind import Kind

_AR = """\
# مثال: قانونٌ يحمي لا يقيّد: ملاحظات على مسودة قانون المنظمات

الموقف: مثال: حرية تكوين الجمعيات هي القاعدة، والقيد استثناء يقرّره القضاء وحده.

## ملخّص الملاحظات
مثال: كم ملاحظة، وعلى أي نصّ وأي نسخة منه.

## الملاحظات

| المادة والنص | الملاحظة | الصياغة المقترحة | السند |
| --- | --- | --- | --- |
| مثال: المادة 6: «بعد موافقة الوزارة» | الموافقة المسبقة تقيّد الحق | «بإخطار خطي» | المادة التي تسندها |

!! نطالب لجنة الصياغة بـ: مثال: استبدال الموافقة المسبقة بالإخطار في المادة 6
"""

_EN = """\
# Example: A Law that Protects, not Restricts: Comments on the Draft Law on Organisations

Position: Example: Freedom of association is the rule; restriction is an exception that only a court may decide.

## Summary of comments
Example: How many comments, on which text and which version of it.

## Comments

| Article and text | Concern | Proposed wording | Basis |
| --- | --- | --- | --- |
| Example: Article 6: "after approval" | Approval restricts the right | "by notification" | the article |

!! We demand that the drafting committee: Example: replace prior approval by notification in article 6
"""

LEGAL_COMMENT = Kind(
    key="legal_comment",
    names={
        "ar": "تعليق على نص قانوني",
        "en": "Comment on a legal text",
        "fr": "Commentaire d’un texte juridique",
        "kmr": "Şîroveya nivîsa qanûnî",
        "ckb": "لێدوان لەسەر دەقێکی یاسایی",
    },
    layout="comment",
    pages=(2, 20),
    required=("no_table", "no_asks", "no_basis"),
    advised=("empty_position", "ask_without_addressee"),
    skeletons={"ar": _AR, "en": _EN},
)
