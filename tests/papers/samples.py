"""Real texts for the tests of the writers: a position paper and a joint statement in Arabic and English."""

from dataclasses import replace
from datetime import date

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
from papers.story import Entry, Story


def t(words: str) -> Inlines:
    return (Text(words),)


REFERENCES_AR = (
    Reference("ced", "الاتفاقية الدولية لحماية جميع الأشخاص من الاختفاء القسري"),
    Reference("ga-77-301", "قرار الجمعية العامة 77/301", "A/RES/77/301"),
    Reference("sc-2474", "قرار مجلس الأمن 2474 (2019)", "S/RES/2474 (2019)"),
)
REFERENCES_EN = (
    Reference("ced", "International Convention for the Protection of All Persons from Enforced Disappearance"),
    Reference("ga-77-301", "General Assembly resolution 77/301", "A/RES/77/301"),
    Reference("sc-2474", "Security Council resolution 2474 (2019)", "S/RES/2474 (2019)"),
)

POSITION_AR = Paper(
    kind="position_paper",
    lang="ar",
    title="حقّ الأسر في المعرفة والمشاركة",
    subtitle="ورقة موقف بشأن المفقودين وأسرهم",
    position="كشف مصير المفقودين لا يكتمل من دون أسرهم: معرفة المصير حقّ للأسر وليست منحة من أحد.",
    references=REFERENCES_AR,
    blocks=(
        Heading("h-context", 1, t("السياق")),
        Paragraph(
            "p-context",
            (
                Text(
                    "ما زالت أسر كثيرة تنتظر خبرًا عن أحبّتها. تتوزّع المعلومات بين جهات محلية ودولية "
                    "لا تتبادلها إلا نادرًا"
                ),
                Footnote(t("استنادًا إلى مقابلات مع 64 أسرة بين عامي 2021-2025 (بيانات متخيَّلة).")),
                Text("، فتُضطرّ الأسرة الواحدة إلى رواية قصتها مرّات، وتقع كلفة ذلك على النساء أولًا."),
            ),
        ),
        Ask(
            "ask-seats",
            t("تخصيص مقاعد دائمة لممثلات الأسر وممثليها في كل هيئة معنيّة بالمفقودين"),
            addressee="المؤسسة المستقلة",
            due="خلال ستة أشهر",
            basis=(Citation("ced", "المادة 24"),),
        ),
        Ask(
            "ask-channel",
            t("اعتماد قناة واحدة آمنة لتسجيل الحالات بموافقة الأسرة الخطية"),
            basis=(Citation("ga-77-301"),),
        ),
        Ask("ask-support", t("تمويل مرافقة نفسية وقانونية للأسر مدة سنتين على الأقل"), verb="call_on"),
        Heading("h-position", 1, t("موقفنا")),
        Paragraph(
            "p-position",
            (
                Text("معرفة المصير حقّ تكفله "),
                Citation("ced", "المادة 24"),
                Text("، ويؤكده "),
                Citation("sc-2474"),
                Text("، ولا يُبنى "),
                Strong(t("سلم أهلي")),
                Text(" على الصمت. وتعتمد المنظمات مبدأ "),
                Foreign("en", t("nothing about us without us")),
                Text(" في كل مرحلة، وللتواصل "),
                Link("mailto:office@riwaq.example", t("office@riwaq.example")),
                Text(" أو +963 11 000 0000."),
            ),
        ),
        Quote("q-mother", t("لا نطلب معروفًا، نطلب أن نعرف."), t("أمّ تنتظر منذ 2013")),
        ListBlock(
            "l-steps",
            True,
            (
                Item(t("توحيد السجلات"), Sublist(False, (Item(t("بموافقة الأسرة")), Item(t("وبحماية البيانات"))))),
                Item(t("مرافقة تسبق التحقيق وترافقه وتليه")),
            ),
        ),
        Table(
            "t-cases",
            (
                (Cell(t("المحافظة")), Cell(t("الحالات")), Cell(t("بموافقة خطية"))),
                (Cell(t("الأولى")), Cell(t("1,284")), Cell(t("67%"))),
                (Cell(t("الثانية")), Cell(t("317")), Cell(t("-4%"))),
            ),
            caption=t("الحالات الموثّقة (بيانات متخيَّلة)"),
        ),
    ),
)

POSITION_EN = Paper(
    kind="position_paper",
    lang="en",
    title="Families’ Right to Know and to Take Part",
    subtitle="Position paper on missing persons and their families",
    position="The fate of the missing cannot be established without their families: to know is a right, not a favour.",
    references=REFERENCES_EN,
    blocks=(
        Heading("h-context", 1, t("Context")),
        Paragraph(
            "p-context",
            (
                Text("Many families still wait for news. Information is spread among bodies that rarely share it"),
                Footnote(t("From interviews with 64 families, 2021–2025 (imaginary data).")),
                Text(", so one family has to tell its story again and again, and women carry most of that cost."),
            ),
        ),
        Ask(
            "ask-seats",
            t("reserve permanent seats for representatives of families in every body on the missing"),
            verb="call_on",
            addressee="the Independent Institution",
            due="within six months",
            basis=(Citation("ced", "art. 24"),),
        ),
        Ask(
            "ask-channel",
            t("one safe channel for registering cases, with the family’s written consent"),
            basis=(Citation("ga-77-301"),),
        ),
        Ask("ask-support", t("funding of psychological and legal support for families for at least two years")),
        Heading("h-position", 1, t("Our position")),
        Paragraph(
            "p-position",
            (
                Text("To know is a right under "),
                Citation("ced", "art. 24"),
                Text(", confirmed by "),
                Citation("sc-2474"),
                Text("; civil peace cannot be built on silence. In Arabic we say "),
                Foreign("ar", t("لا شيء عنا من دوننا")),
                Text("."),
            ),
        ),
        Quote("q-mother", t("We ask for no favour; we ask to know."), t("A mother waiting since 2013")),
    ),
)

STATEMENT_AR = Paper(
    kind="joint_statement",
    lang="ar",
    title="بيان مشترك: المدرسة ليست هدفًا",
    position="وقف كل هجوم على المدارس ومحيطها فورًا، وتحقيق مستقل تُعلن نتائجه.",
    blocks=(
        Paragraph(
            "p1",
            t(
                "تدين المنظمات الموقّعة أدناه الهجوم الذي أصاب مدرسة ابتدائية في بلدة وادي الرمّان (بلدة متخيَّلة) "
                "صباح أمس، وأدّى، بحسب شهادتين متطابقتين، إلى إصابة أحد عشر طفلًا. "
                "تنسب الشهادتان الهجوم إلى الجهة (أ)، وتُنسب "
                "الألغام المزروعة في محيط المدرسة إلى الجهة (ب)."
            ),
        ),
        Paragraph(
            "p2",
            t(
                "إنّ الإشارة إلى الجهتين لا تعني أبدًا المساواة بينهما، فالفرق يظلّ في مدى انتهاكهما لحقوق السوريين، "
                "وأولها حق الحياة."
            ),
        ),
        Ask("a1", t("وقف كل هجوم على المدارس ومحيطها فورًا")),
        Ask("a2", t("إزالة الألغام من الطرق المؤدية إلى المدرسة")),
        Ask("a3", t("تحقيق مستقل تُعلن نتائجه"), due="خلال ستين يومًا"),
    ),
)

STATEMENT_EN = Paper(
    kind="joint_statement",
    lang="en",
    title="Joint Statement: A School Is Not a Target",
    position="An immediate end to every attack on schools, and an independent inquiry whose findings are published.",
    blocks=(
        Paragraph(
            "p1",
            t(
                "The undersigned organisations condemn the attack that hit a primary school in Wadi al-Rumman "
                "(an imaginary town) yesterday morning and, according to two matching testimonies, "
                "injured eleven children."
            ),
        ),
        Paragraph("p2", t("Naming both parties never means equating them.")),
        Ask("a1", t("an immediate end to every attack on schools and their surroundings")),
        Ask("a2", t("clearance of mines from the roads to the school")),
        Ask("a3", t("an independent inquiry whose findings are published"), due="within sixty days"),
    ),
)

MEMBERS_AR = (
    "بيت الذاكرة السوري", "جمعية ضفة النهر للتنمية المجتمعية", "دار الياسمين للنساء", "رابطة أسر المفقودين",
    "شبكة الحوار الأهلي", "مبادرة نوافذ للحوار الأهلي", "مركز سنديان للحقوق المدنية", "مرصد العدالة المحلي",
    "منظمة أفق للتعليم", "نادي الصحافة الحرّة",
)  # fmt: skip
MEMBERS_EN = (
    "Afaq for Education", "Association of Families of the Missing", "Civil Dialogue Network", "Free Press Club",
    "Local Justice Observatory", "Nawafez Initiative for Community Dialogue",
    "Riverbank Association for Community Development", "Sindyan Centre for Civil Rights", "Syrian House of Memory",
    "Yasmin House for Women",
)  # fmt: skip

EDITION_AR = Edition(
    letterhead=Letterhead(
        "تحالف رواق الياسمين المدني", "رواق الياسمين", ("تحالف من منظمات ومبادرات مدنية مستقلة", "office@riwaq.example")
    ),
    reference="RY/2026/011",
    issue="1.0",
    date=date(2026, 11, 23),
    place="دمشق",
    attribution="باسم 14 منظمة عضوًا في تحالف رواق الياسمين المدني",
    members=tuple(Signatory(name, reservations=(1,) if name.startswith("شبكة") else ()) for name in MEMBERS_AR),
    endorsers=(Signatory("شبكة أصدقاء النهر", "خارج التحالف"), Signatory("منتدى الجسور الدولي")),
    withheld=2,
    reservations=(
        Reservation("شبكة الحوار الأهلي", "نتحفّظ على المطلب الثالث: نرى أن تكون مدة المرافقة ثلاث سنوات."),
        Reservation("", "نتحفّظ على المهلة."),
    ),
    digest="3f9a41c07b2d58e6" * 4,
    set_digest="a1b2c3d4e5f60718" * 4,
    verify_url="https://riwaq.example/verify/7KQ4-M2XR-9P",
    verify_code="7KQ4-M2XR-9P",
    contact="مكتب العلاقات الدولية، office@riwaq.example، +963 11 000 0000",
)
EDITION_EN = replace(
    EDITION_AR,
    letterhead=Letterhead(
        "Riwaq al-Yasmin Civil Coalition",
        "Riwaq al-Yasmin",
        ("A coalition of independent civil organisations and initiatives", "office@riwaq.example"),
    ),
    place="Damascus",
    attribution="On behalf of 14 member organisations of the Riwaq al-Yasmin Civil Coalition",
    members=tuple(Signatory(name, reservations=(1,) if name.startswith("Civil") else ()) for name in MEMBERS_EN),
    endorsers=(Signatory("Friends of the River Network"), Signatory("International Bridges Forum")),
    reservations=(
        Reservation("Civil Dialogue Network", "We hold that support should last three years."),
        Reservation("", "We reserve our position on the deadline."),
    ),
    status="translation",
    translated_from="ar",
    contact="International relations office, office@riwaq.example",
)

LETTER_EN = Letter(
    lang="en",
    letterhead=EDITION_EN.letterhead,
    reference="RY/2026/011-L03",
    date=date(2026, 11, 23),
    place="Damascus",
    addressee=(
        "Her Excellency the Permanent Representative",
        "Permanent Mission of the Republic of Norland to the United Nations",
        "Geneva",
    ),
    subject="Families’ Right to Know and to Take Part",
    salutation="Excellency,",
    body=(
        "We have the honour to submit the attached position paper, adopted by fourteen member organisations of our "
        "coalition.",
        "We ask your Mission to support permanent seats for representatives of families, one safe channel for "
        "registering cases, and psychological and legal support for at least two years.",
        "We would be glad to meet your team for thirty minutes in the coming two weeks.",
    ),
    closing="Please accept, Excellency, the assurances of our highest consideration.",
    signature=("Salma Darwish", "Head of international relations", "Riwaq al-Yasmin Civil Coalition"),
    enclosures=("Families’ Right to Know and to Take Part (RY/2026/011)",),
    copies=("Office of the Special Envoy",),
    contact="office@riwaq.example · +963 11 000 0000",
)
LETTER_AR = replace(
    LETTER_EN,
    lang="ar",
    letterhead=EDITION_AR.letterhead,
    place="دمشق",
    addressee=("سعادة السفيرة، المندوبة الدائمة المحترمة", "البعثة الدائمة لجمهورية نورلاند لدى الأمم المتحدة", "جنيف"),
    subject="حقّ الأسر في المعرفة والمشاركة",
    salutation="تحية طيبة وبعد،",
    body=(
        "يشرّفنا أن نرفع إلى سعادتكم ورقة الموقف المرفقة التي اعتمدتها أربع عشرة منظمة عضوًا في تحالفنا.",
        "ونرجو من بعثتكم دعم تخصيص مقاعد دائمة لممثلات الأسر وممثليها، واعتماد قناة واحدة آمنة لتسجيل الحالات، وتمويل "
        "مرافقة نفسية وقانونية للأسر مدة سنتين على الأقل.",
        "ويسعدنا أن نلتقي بفريقكم مدة ثلاثين دقيقة خلال الأسبوعين المقبلين.",
    ),
    closing="وتفضلوا بقبول فائق الاحترام والتقدير،",
    signature=("سلمى درويش", "مسؤولة العلاقات الدولية", "تحالف رواق الياسمين المدني"),
    enclosures=("حقّ الأسر في المعرفة والمشاركة (RY/2026/011)",),
    copies=("مكتب المبعوث الخاص",),
)

STORY_AR = Story(
    lang="ar",
    letterhead=EDITION_AR.letterhead,
    title="ملف القرار: حقّ الأسر في المعرفة والمشاركة",
    reference="RY/2026/011",
    intro=("كل ما جرى لهذه الورقة بالترتيب، من المسودة الأولى إلى الإصدار.",),
    date="23 تشرين الثاني 2026",
    figures=(("23", "طُلب توقيعها"), ("16", "وقّعت"), ("2", "امتنعت"), ("1", "اعترضت"), ("3", "لم تردّ")),
    entries=(
        Entry("1 تشرين الثاني 2026، 10:04 (UTC)", "أُنشئت المسودة", ("كتبتها مجموعة عمل المفقودين.",)),
        Entry("12 تشرين الثاني 2026، 18:00 (UTC)", "جُمّد النص", ("بصمة النص 3f9a41c07b2d58e6",), "quiet"),
        Entry("14 تشرين الثاني 2026، 09:12 (UTC)", "وقّعت رابطة أسر المفقودين", ("بتفويض مسجّل حتى 2027.",), "good"),
        Entry("15 تشرين الثاني 2026، 20:45 (UTC)", "اعترض نادي الصحافة الحرّة", ("السبب: كلمة «دائمة».",), "bad"),
        Entry("20 تشرين الثاني 2026، 15:00 (UTC)", "اعتُمدت الورقة", ("بلغ النصاب 16 من 23.",), "good"),
    ),
    fingerprint="9d3c0f5a" * 8,
)
