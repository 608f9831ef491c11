"""The seventh paper of the demo: in review, with amendments of which two collide, a comment sheet, and red lines."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from advocacy.amending import actions, queries
from advocacy.amending.actions.moving import Case
from advocacy.amending.models import Amendment, BackingKind, Handling, Outcome, Window
from advocacy.assembly.demo.house import House
from advocacy.assembly.demo.story import WITHHELD, at, write
from advocacy.coalition.models import Visibility
from advocacy.drafting.models import Dossier
from papers.model import Paper

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DEADLINE = "يجب أن تصبح كل المباني العامة ميسّرة للجميع خلال سنة واحدة من بدء الإعمار."
COST = "تُصرف كلفة التيسير من موازنة البناء نفسها، لا من تبرّعات تُجمع لاحقًا."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one organisation wants: the words it looks for in the text and those it puts there, and why."""

    organisation: str
    subject: str
    before: str
    after: str
    reason: str


SOONER = Wanted(
    "19",
    "المهلة: ستة أشهر بدل سنة",
    DEADLINE,
    "يجب أن تصبح كل المباني العامة ميسّرة للجميع خلال ستة أشهر من بدء الإعمار.",
    "ما يُبنى في السنة الأولى يبقى عقودًا؛ لا معنى لمهلة تنتهي بعد انتهاء البناء.",
)
LATER = Wanted(
    "8",
    "المهلة: سنتان للمباني القائمة",
    DEADLINE,
    "يجب أن تصبح كل المباني العامة ميسّرة للجميع خلال سنتين من بدء الإعمار، على أن تبدأ بالمدارس.",
    "المهلة القصيرة لا تُحترم، والبدء بالمدارس يجعلها قابلة للقياس.",
)
SHARED = "يجب أن تصبح كل المباني العامة ميسّرة للجميع خلال سنة ونصف من بدء الإعمار، على أن تبدأ بالمدارس."
ADDED = Wanted(
    "5",
    "فقرة عن الشهود من ذوي الإعاقة",
    COST,
    f"{COST}\n\nتُتاح للشهود من ذوي الإعاقة ترجمة بلغة الإشارة أمام كل لجنة تحقيق.",
    "غاب هؤلاء عن كل جلسة وثّقناها.",
)
TITLED = Wanted(
    "2",
    "العنوان يذكر القرى",
    "أبواب مفتوحة: مشاركة ذوي الإعاقة في إعادة الإعمار",
    "أبواب مفتوحة: مشاركة ذوي الإعاقة في إعمار المدن والقرى",
    "القرى أقلّ حظًّا، ويضيع ذكرها في كلمة الإعمار.",
)
CHARITY = Wanted(
    "23",
    "قبول التبرّعات المشروطة",
    COST,
    "تُصرف كلفة التيسير من موازنة البناء ومن تبرّعات معلنة.",
    "لا تكفي الموازنات وحدها.",
)
INSIDE = Wanted(
    "6",
    "مسودّة: ذكر ذوي المفقودين من ذوي الإعاقة",
    COST,
    f"{COST} وتشمل بيوت أسر المفقودين.",
    "",
)


def open_doors(house: House, now: datetime) -> Dossier:
    """Paper 7: before the members for comments and amendments, four days to the day they were told."""
    with at(now - 14 * DAY):
        dossier = write(
            house,
            "open-doors",
            kind="position_paper",
            group="WG4",
            objective="O6",
            audience="وزارة الأشغال والدول المانحة",
        )
    hanan = house.person("hanan")
    with at(now - 6 * DAY):
        window = actions.open_review(
            dossier,
            soft_at=now + 4 * DAY,
            closes_at=now + 6 * DAY,
            timezone="Asia/Damascus",
            message="نرجو ورقة تعليقات واحدة من كل منظمة.",
            by=hanan,
        )
    moved = [
        move(house, window, wanted, now - 5 * DAY + number * 5 * HOUR)
        for number, wanted in enumerate((SOONER, LATER, ADDED, TITLED, CHARITY))
    ]
    with at(now - 2 * DAY):
        prepare(house, window, INSIDE)
    back_and_handle(house, window, moved, now)
    comment(house, window, now)
    draw_lines(house, now)
    return dossier


def worded(window: Window, wanted: Wanted) -> Paper:
    """The text as this organisation would have it."""
    base = queries.base_of(window)
    if wanted.before == base.title:
        return replace(base, title=wanted.after)
    block = next(one for one in base.blocks if actions.block_source(one, base) == wanted.before)
    return actions.worded(base, {f"block-{block.id}": wanted.after}, window.base.version)


def prepare(house: House, window: Window, wanted: Wanted) -> Amendment:
    """An amendment inside its organisation."""
    number = wanted.organisation
    visibility = Visibility.WITHHELD if number in WITHHELD else Visibility.PUBLIC
    case = Case(wanted.subject, wanted.reason, visibility)
    by = house.signs_for[number]
    return actions.prepare_amendment(window, house.organisations[number], worded(window, wanted), case, by=by)


def move(house: House, window: Window, wanted: Wanted, moment: datetime) -> Amendment:
    """An amendment, moved."""
    with at(moment):
        amendment = prepare(house, window, wanted)
        return actions.move_amendment(amendment, by=house.signs_for[wanted.organisation])


def back_and_handle(house: House, window: Window, moved: list[Amendment], now: datetime) -> None:
    """Others stand behind two of them; the group adopts both that collide, rejects one, and proposes on another."""
    sooner, later, added, _titled, charity = moved
    hanan = house.person("hanan")
    with at(now - 3 * DAY):
        stand_behind(house, sooner, "4", BackingKind.COSPONSOR)
        stand_behind(house, sooner, "16", BackingKind.SUPPORT)
        stand_behind(house, later, "3", BackingKind.SUPPORT)
        actions.propose_handling(sooner, Handling.ADOPT, "المهلة الأقصر تحمي من سيُبنى لهم أولًا.", by=hanan)
        modified = worded(window, replace(LATER, after=SHARED))
        actions.propose_handling(later, Handling.ADOPT_MODIFIED, "حلّ وسط في المهلة.", modified=modified, by=hanan)
        actions.propose_handling(charity, Handling.REJECT, "يناقض موقف الورقة من كلفة التيسير.", by=hanan)
        actions.propose_handling(added, Handling.ADOPT, "", by=hanan)
    with at(now - 2 * DAY):
        actions.answer_proposal(later, True, by=house.signs_for["8"])
        why = "التبرّع المعلن لا يُلزم المتبرّع له بشيء، وبدونه لا يُبنى مدخل واحد هذا العام."
        actions.answer_proposal(charity, False, why, by=house.signs_for["23"])
    with at(now - DAY):
        for amendment in (sooner, later, charity):
            actions.decide_amendment(amendment, by=hanan)


def stand_behind(house: House, amendment: Amendment, number: str, kind: BackingKind) -> None:
    """Another member joins or supports an amendment."""
    actions.back_amendment(amendment, house.organisations[number], kind, by=house.signs_for[number])


def comment(house: House, window: Window, now: datetime) -> None:
    """One organisation hands in its sheet; the group has answered the first comment."""
    base = queries.base_of(window)
    block = next(one.id for one in base.blocks if actions.block_source(one, base) == COST)
    weavers, by = house.organisations["16"], house.signs_for["16"]
    with at(now - 2 * DAY):
        first = actions.write_comment(
            window, weavers, "من يراقب الصرف؟", "نقترح ذكر لجنة محلية تراقب الصرف، نصفها نساء.", block=block, by=by
        )
        actions.write_comment(window, weavers, "لغة الورقة", "نرجو نسخة سهلة القراءة من صفحة واحدة.", by=by)
        actions.hand_in_sheet(first.sheet, visibility=Visibility.PUBLIC, by=by)
    with at(now - DAY):
        answer = "يُذكر في التوصية الثالثة، ولا نكرّره هنا."
        actions.answer_comment(first, Outcome.PARTLY, answer, by=house.person("hanan"))


def draw_lines(house: House, now: datetime) -> None:
    """Two organisations say what they can never sign; one of it touches the paper on water."""
    with at(now - 30 * DAY):
        actions.record_red_line(
            house.organisations["23"],
            "لا نوقّع على دعوة إلى عقوبات عامة",
            ["عقوبات", "حصار", "sanctions", "embargo"],
            by=house.signs_for["23"],
        )
        actions.record_red_line(
            house.organisations["10"],
            "لا نوقّع على رقابة على المياه لا يكون لأهل القرى فيها صوت",
            ["رقابة", "oversight", "contrôle"],
            by=house.signs_for["10"],
        )
