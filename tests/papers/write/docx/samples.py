"""Papers and editions to print: invented, but with everything in them that real ones have."""

import datetime

from papers.edition import Edition, Letter, Letterhead, Reservation, Signatory
from papers.model import (
    Ask,
    Cell,
    Citation,
    Footnote,
    Foreign,
    Heading,
    Inlines,
    Item,
    Link,
    ListBlock,
    Paper,
    Paragraph,
    Quote,
    Reference,
    Strong,
    Sublist,
    Table,
    Text,
)

DATE = datetime.date(2026, 11, 23)
DIGEST = "9f2b7c41d0e86a35b1f4c7d2e9083a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f"


def words(text: str) -> Inlines:
    return (Text(text),)


def arabic(kind: str = "position_paper") -> Paper:
    """A position paper with traps of the right-to-left line in it."""
    return Paper(
        kind,
        "ar",
        "حقّ الأسر في المعرفة والمشاركة",
        subtitle="ورقة موقف بشأن تمثيل أسر المفقودين",
        position="ترى المنظمات الموقّعة أنّ كشف مصير المفقودين لا يكتمل من دون أسرهم، وأنّ مكانها هو كل هيئة تُعنى بهم.",
        references=(
            Reference("ICPPED", "الاتفاقية الدولية لحماية جميع الأشخاص من الاختفاء القسري", "A/RES/61/177"),
            Reference("ICCPR", "العهد الدولي الخاص بالحقوق المدنية والسياسية", "A/RES/2200(XXI)[A]"),
        ),
        blocks=(
            Heading("h1", 1, words("الخلفية")),
            Paragraph(
                "p1",
                (
                    Text("منذ عام 2011-2026 تنتظر الأسر جوابًا. يكفل "),
                    Citation("ICPPED", "المادة 24"),
                    Text(" حقّ كل ضحية في معرفة الحقيقة، وقد دعا القرار S/RES/2254 (2015) إلى كشف المصير"),
                    Footnote(words("انظر أيضًا تقرير «Human Rights Watch» (HRW)، الصفحة 12.")),
                    Text("، ويمكن الاتصال بالخط الساخن +963 11 000 0000 أو كتابة رسالة إلى families@example.org."),
                ),
            ),
            Paragraph(
                "p2",
                (
                    Text("وتؤكّد المنظمات أنّ "),
                    Strong(words("المشاركة حقّ لا منحة")),
                    Text("، كما جاء في "),
                    Link("https://example.org/charter", words("ميثاق التحالف")),
                    Text(" وفي وثيقة "),
                    Foreign("en", words("Commission of the European Union")),
                    Text(" الصادرة بتاريخ 2026-03-14 بنسبة تأييد بلغت 67%."),
                ),
            ),
            Heading("h2", 2, words("ما الذي تطلبه الأسر؟")),
            ListBlock(
                "l1",
                True,
                (
                    Item(
                        words("تمثيل دائم في الهيئات المعنيّة"),
                        Sublist(True, (Item(words("بالتصويت")), Item(words("وبالاطّلاع على الملفات")))),
                    ),
                    Item(words("قناة واحدة آمنة لتسجيل الحالات")),
                ),
            ),
            ListBlock("l2", False, (Item(words("مرافقة نفسية")), Item(words("ومرافقة قانونية")))),
            Quote("q1", words("لا نريد إلا أن نعرف."), words("أمّ من وادي الرمّان، شهادة مسجّلة بموافقتها، 2025")),
            Table(
                "t1",
                (
                    (Cell(words("المحافظة")), Cell(words("الحالات المسجّلة")), Cell(words("ملاحظة"))),
                    (Cell(words("الساحل"), rowspan=2), Cell(words("120")), Cell(words("حتى نهاية 2025"))),
                    (Cell(words("64")), Cell(words("بعد إعادة التدقيق"))),
                    (Cell(words("المجموع"), colspan=2), Cell(words("184"))),
                ),
                caption=words("الحالات المسجّلة بحسب المحافظة"),
            ),
            Ask(
                "a1",
                words("تخصيص مقاعد دائمة لممثلات الأسر وممثليها في كل هيئة معنيّة بالمفقودين"),
                "demand",
                due="خلال ستة أشهر",
                basis=(Citation("ICPPED", "المادة 24"),),
            ),
            Ask(
                "a2",
                words("اعتماد قناة واحدة آمنة لتسجيل الحالات"),
                "call_on",
                addressee="الهيئة الوطنية للمفقودين",
                basis=(Citation("ICCPR", "المادة 2"), Citation("ICPPED")),
            ),
            Ask("a3", words("تمويل المرافقة النفسية والقانونية للأسر"), "request", due="قبل نهاية 2027"),
        ),
    )


def english(kind: str = "position_paper") -> Paper:
    """The same paper in English, under the same block ids."""
    return Paper(
        kind,
        "en",
        "Families’ Right to Know and to Take Part",
        subtitle="Position on the representation of families of the missing",
        position="The fate of the missing cannot be established without their families.",
        references=(
            Reference(
                "ICPPED",
                "International Convention for the Protection of All Persons from Enforced Disappearance",
                "A/RES/61/177",
            ),
        ),
        blocks=(
            Heading("h1", 1, words("Background")),
            Paragraph(
                "p1",
                (
                    Text("Families have waited since 2011. The "),
                    Citation("ICPPED", "art. 24"),
                    Text(" guarantees the right to know; resolution S/RES/2254 (2015) called for it"),
                    Footnote(words("See also the Arabic report «حقّ المعرفة», page 12.")),
                    Text("."),
                ),
            ),
            Paragraph(
                "p2", (Text("The organisations "), Strong(words("hold")), Text(" that participation is a right."))
            ),
            Heading("h2", 2, words("What do families ask for?")),
            ListBlock("l1", True, (Item(words("A permanent voice")), Item(words("One safe channel")))),
            Ask(
                "a1",
                words("permanent seats be reserved for representatives of families in every body on the missing"),
                "demand",
                due="within six months",
                basis=(Citation("ICPPED", "art. 24"),),
            ),
            Ask("a2", words("adopt one safe channel for registering cases"), "call_on", addressee="the National Body"),
        ),
    )


def edition(lang: str = "ar", members: int = 14) -> Edition:
    """An issued edition with reservations, withheld names and everything needed to check it."""
    if lang == "ar":
        names = tuple(Signatory(f"جمعية الياسمين رقم {number}") for number in range(2, members + 1))
        return Edition(
            Letterhead(
                "تحالف رواق الياسمين المدني",
                "رواق",
                ("دمشق – بيروت – جنيف", "office@riwaq.example · +963 11 000 0000"),
                None,
            ),
            reference="RY/2026/011",
            issue="1.0",
            date=DATE,
            place="دمشق",
            attribution="باسم 16 منظمة عضوًا في التحالف",
            members=(Signatory("اتحاد نساء وادي الرمّان", reservations=(1,)), *names),
            endorsers=(Signatory("Geneva Forum for the Missing", "جنيف"),),
            withheld=2,
            reservations=(Reservation("اتحاد نساء وادي الرمّان", "نتحفّظ على المهلة الواردة في المطلب الأول."),),
            digest=DIGEST,
            verify_url="https://verify.example.org/v/RY26-7KQ4-M2XD",
            verify_code="RY26-7KQ4-M2XD",
            contact="مكتب العلاقات الدولية، office@riwaq.example، +963 11 000 0000",
        )
    return Edition(
        Letterhead("Riwaq al-Yasmin Civil Coalition", "Riwaq", ("Damascus – Beirut – Geneva",), None),
        reference="RY/2026/011",
        issue="1.0",
        date=DATE,
        place="Damascus",
        attribution="On behalf of 16 member organisations",
        members=tuple(Signatory(f"Yasmin Association No. {number}") for number in range(1, members + 1)),
        withheld=2,
        status="translation",
        translated_from="ar",
        digest=DIGEST,
        verify_url="https://verify.example.org/v/RY26-7KQ4-M2XD",
        verify_code="RY26-7KQ4-M2XD",
        contact="office@riwaq.example",
    )


def letter() -> Letter:
    return Letter(
        "ar",
        edition().letterhead,
        "RY/2026/011-07",
        DATE,
        "دمشق",
        ("سعادة السفيرة", "المندوبة الدائمة لدى مكتب الأمم المتحدة في جنيف", "المحترمة", "10117 Berlin"),
        "حقّ الأسر في المعرفة والمشاركة",
        "تحية طيبة وبعد،",
        (
            "نكتب إليكم باسم ست عشرة منظمة عضوًا في تحالف رواق الياسمين المدني، ونرفق ورقة الموقف RY/2026/011.",
            "نرجو منكم دعم تخصيص مقاعد دائمة للأسر في كل هيئة معنيّة بالمفقودين.",
        ),
        "وتفضلوا بقبول فائق الاحترام والتقدير،",
        ("مسؤولة العلاقات الدولية", "تحالف رواق الياسمين المدني"),
        ("ورقة موقف: حقّ الأسر في المعرفة والمشاركة",),
        ("المفوضية السامية لحقوق الإنسان",),
        "office@riwaq.example، +963 11 000 0000",
    )
