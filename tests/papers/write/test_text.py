from datetime import date

from hypothesis import given, settings

from papers.edition import Edition, Letterhead, Reservation, Signatory
from papers.model import Ask, Citation, Item, Link, ListBlock, Paper, Paragraph, Reference, Text
from papers.write.text import to_text
from tests.make.papers import papers

REFERENCES = (Reference("ICCPR", "العهد الدولي", "A/RES/2200A(XXI)"),)


@given(papers())
@settings(max_examples=40, deadline=None)
def test_every_paper_can_be_said_in_plain_text(paper: Paper) -> None:
    assert to_text(paper).endswith("\n")


def test_a_statement_reads_well_in_a_messenger() -> None:
    paper = Paper(
        "joint_statement",
        "ar",
        "المدرسة ليست هدفًا",
        (
            Paragraph("p", (Text("ندين الهجوم وفق "), Citation("ICCPR", "المادة 6"), Text("."))),
            Ask("a1", (Text("وقف الهجمات"),), "demand", "الأطراف", "فورًا"),
            ListBlock("l", True, (Item((Link("mailto:office@riwaq.example", (Text("راسلونا"),)),)),)),
        ),
        references=REFERENCES,
    )
    edition = Edition(
        Letterhead("تحالف رواق الياسمين المدني"),
        reference="RY/2026/016",
        date=date(2026, 11, 23),
        members=(Signatory("أبواب", reservations=(1,)), Signatory("آفاق")),
        withheld=2,
        reservations=(Reservation("أبواب", "على المطلب الأول"),),
        verify_code="K7QM-29RD",
    )
    assert to_text(paper, edition) == (
        "تحالف رواق الياسمين المدني\n"
        "*الرقم:* \u2066RY/2026/016\u2069\n"
        "*التاريخ:* 23 تشرين الثاني 2026\n\n"
        "*المدرسة ليست هدفًا*\n\n"
        "ندين الهجوم وفق المادة 6 من العهد الدولي[1].\n\n"
        "1. نطالب الأطراف بوقف الهجمات\n*المهلة:* فورًا\n\n"
        "1. راسلونا (\u2066office@riwaq.example\u2069)\n\n"
        "*الموقّعون (بحسب الترتيب الأبجدي):*\n- أبواب (انظر التحفّظ 1)\n- آفاق\n\n"
        "إضافةً إلى منظمتين حُجب اسماهما لأسباب أمنية\n\n"
        "*التحفّظات:*\n\n"
        "تحفّظ أبواب: على المطلب الأول\n\n"
        "*رمز التحقّق:* \u2066K7QM-29RD\u2069\n\n"
        "*الحواشي:*\n[1] العهد الدولي، \u2066A/RES/2200A(XXI)\u2069، المادة 6\n"
    )
