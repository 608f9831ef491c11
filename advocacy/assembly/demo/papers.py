"""The six papers of the demo, each brought to its state."""

from datetime import datetime, timedelta

from advocacy.assembly.demo import grounds
from advocacy.assembly.demo.book import text_of
from advocacy.assembly.demo.house import House
from advocacy.assembly.demo.story import HARD, answer, answers, ask, at, revise, walk, write
from advocacy.drafting.models import Dossier
from advocacy.publishing import actions as publishing
from advocacy.publishing.models import Issue
from advocacy.signoff import actions as signoff
from advocacy.signoff.models import Choice

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def right_to_know(house: House, now: datetime) -> Issue:
    """Paper 1: issued a month ago under the coalition's name; later one organisation withdraws."""
    with at(now - 45 * DAY):
        dossier = write(
            house,
            "right-to-know",
            kind="position_paper",
            group="WG1",
            campaign="C1",
            objective="O3",
            audience="الهيئات المعنيّة بالمفقودين والدول المانحة",
        )
        grounds.meetings_of_families(house, dossier)
    opened = now - 36 * DAY
    with at(opened):
        call = ask(house, dossier, soft=6 * DAY, hard=7 * DAY)
    numbers = "6 8 1 3 4 13 5 7 18 9 10 12 11 14 23 15 16 17 24 19"
    answers(house, call, numbers, opened, 7 * HOUR, hard=HARD)
    with at(opened + 7 * DAY):
        signoff.close_call(call)
    with at(opened + 8 * DAY):
        return publishing.issue_paper(call, dated=(opened + 8 * DAY).date(), by=house.person("sami"))


def law_that_protects(house: House, now: datetime) -> Dossier:
    """Paper 2: through its group, a legal check and the board; before the members now, 31 hours left."""
    with at(now - 9 * DAY):
        dossier = write(
            house,
            "law-that-protects",
            kind="legal_comment",
            group="WG2",
            campaign="C2",
            objective="O1",
            audience="لجنة صياغة قانون المنظمات",
        )
    walk(house, dossier, now - 6 * DAY, (("tarek", 9 * HOUR), ("khalil", 31 * HOUR), ("dima", 55 * HOUR)))
    with at(now - 3 * DAY):
        call = ask(house, dossier, soft=4 * DAY, hard=3 * DAY + 31 * HOUR)
    with at(now - 2 * DAY):
        answer(house, call, "8")
    with at(now - DAY):
        answer(house, call, "17", Choice.SIGN_WITH_RESERVATION, reservation="نقترح ذكر النقابات في المادة 14.")
    return dossier


def school(house: House, now: datetime) -> Dossier:
    """Paper 3: an urgent statement, three hours old, six hours to the soft deadline."""
    with at(now - 5 * HOUR):
        dossier = write(
            house, "school", kind="joint_statement", group="WG3", objective="O9", audience="جميع الأطراف ولجنة التحقيق"
        )
        grounds.two_testimonies(house, dossier)
    opened = now - 3 * HOUR
    with at(opened):
        call = ask(
            house, dossier, soft=9 * HOUR, hard=12 * HOUR, message="بيان عاجل: نرجو الردّ قبل السادسة بتوقيت جنيف."
        )
    answers(house, call, "10 2 3 6 4 19 21 13 15", opened, timedelta(minutes=17))
    with at(now - 20 * timedelta(minutes=1)):
        signoff.record_endorsement(
            call, house.organisations["X3"], evidence="رسالة بريد من أمانة النقابة", by=house.person("sami")
        )
    return dossier


def water(house: House, now: datetime) -> Dossier:
    """Paper 4: being drafted in Arabic, seven revisions old."""
    with at(now - 12 * DAY):
        dossier = write(
            house,
            "water",
            kind="policy_paper",
            group="WG3",
            campaign="C3",
            objective="O6",
            audience="وزارة الموارد المائية",
        )
        grounds.visits_to_stations(house, dossier)
    source = text_of("water", "ar")
    steps = (
        ("ساعات قليلة في اليوم", "أقلّ من أربع ساعات في اليوم", "دقّة المدة"),
        ("- مقابلات مع 9 لجان مياه", "- مقابلات مع 9 لجان مياه، ثلث أعضائها نساء", "ذكر مشاركة النساء"),
        ("قبل الصيف", "قبل بداية الصيف", "صياغة"),
        ("بكلفة معلنة ورقابة محلية", "بكلفة معلنة ورقابة محلية مستقلة", "بناءً على ملاحظة من المجموعة"),
        ("تشكيل لجنة رقابة محلية نصفها نساء", "تشكيل لجنة رقابة محلية مستقلة نصفها نساء", "توحيد المصطلح"),
    )
    for number, (before, after, reason) in enumerate(steps, 1):
        source = source.replace(before, after)
        with at(now - (12 - 2 * number) * DAY):
            revise(dossier, "ar", source, reason, house, "salim")
    return dossier


def papers_lost(house: House, now: datetime) -> Dossier:
    """Paper 5: its English version is behind the Arabic one."""
    with at(now - 15 * DAY):
        dossier = write(
            house,
            "papers-lost",
            kind="written_submission",
            group="WG5",
            objective="O3",
            audience="الاستعراض الدوري الشامل",
        )
    source = text_of("papers-lost", "ar")
    steps = (
        ("تُظهر 64 حالة", "تُظهر 71 حالة", "تحديث العدد بعد توثيق حالات جديدة"),
        ("فاتورة كهرباء أو شهادة جيران", "فاتورة كهرباء أو ماء أو شهادة جيران", "إضافة نوع من الأدلة"),
    )
    for number, (before, after, reason) in enumerate(steps, 1):
        source = source.replace(before, after)
        with at(now - (10 - 3 * number) * DAY):
            revise(dossier, "ar", source, reason, house, "nizar")
    return dossier


def recovery(house: House, now: datetime) -> Issue:
    """Paper 6: a joint letter, adopted and numbered, about to be sent to the offices."""
    with at(now - 20 * DAY):
        dossier = write(
            house,
            "recovery",
            kind="joint_letter",
            group="WG3",
            campaign="C3",
            objective="O8",
            audience="الدول المشاركة في مؤتمر التعافي",
        )
    opened = now - 12 * DAY
    with at(opened):
        call = ask(house, dossier, soft=6 * DAY, hard=7 * DAY)
    signers = ["10", "1", "2", "3", "4", "5", "6", "7", "8", "9", "13", "14", "15", "16", "17", "19", "20", "21", "23"]
    for position, number in enumerate(signers, 1):
        with at(opened + position * 8 * HOUR):
            answer(house, call, number)
    with at(opened + 7 * DAY):
        signoff.close_call(call)
    with at(now - 3 * DAY):
        return publishing.issue_paper(call, dated=(now - 3 * DAY).date(), by=house.person("sami"))
