"""What the demo's papers rest on: invented sources, whom they were discussed with, and who agreed to what."""

from datetime import timedelta

from advocacy import clock
from advocacy.assembly.demo.house import House
from advocacy.assembly.demo.story import version_in
from advocacy.coalition.models import Group
from advocacy.database import session
from advocacy.drafting.models import Dossier
from advocacy.drafting.queries import newest_paper
from advocacy.evidence import actions
from advocacy.evidence.actions import Consulted, Facts
from advocacy.evidence.models import Confidentiality, Reliability, SourceKind, Way
from papers.compare import block_text

DAY = timedelta(days=1)
AGREED = {
    "consent_for": "يُذكر مضمونها بلا أسماء في أوراق التحالف ورسائله",
    "consent_way_back": "برسالة إلى مقرّر الفريق، أو شفويًا عبر المنظمة التي أجرت المقابلة",
}


def meetings_of_families(house: House, dossier: Dossier) -> None:
    """Under the paper on the right to know: meetings with families, and the line about them in the issue."""
    report = _facts("محاضر لقاءات الأسر، بلا أسماء (متخيَّلة)", SourceKind.REPORT, Confidentiality.GROUP)
    _rest(house, dossier, "rim", {"تتوزّع المعلومات": report})
    _consult(house, dossier, "rim", Way.FOCUS_GROUP, 80, 62, (46, 31, 15), ("حلب، درعا", "Aleppo, Daraa"))


def visits_to_stations(house: House, dossier: Dossier) -> None:
    """Under the draft on water: visits, forms and talks; a consent that ends next year."""
    visits = _facts("زيارات إلى أربعين محطة ماء (بيانات متخيَّلة)", SourceKind.DATA, Confidentiality.COALITION)
    talks = _facts(
        "مقابلات مع لجان مياه في تسع قرى (متخيَّلة)",
        SourceKind.TESTIMONY,
        Confidentiality.GROUP,
        sealed="مسؤولة لجنة الرملة",
    )
    _rest(house, dossier, "salim", {"أربعين محطة": visits, "لجان مياه": talks})
    _consult(house, dossier, "salim", Way.SURVEY, 40, 26, (212, 118, 94), ("ريف متخيَّل", "an imaginary countryside"))


def two_testimonies(house: House, dossier: Dossier) -> None:
    """Under the statement on the school: what two people saw, sealed."""
    seen = _facts(
        "شهادتان متطابقتان عن ذلك الصباح (متخيَّلتان)",
        SourceKind.TESTIMONY,
        Confidentiality.SEALED,
        Reliability.CONFIRMED,
        sealed="معلّمة وسائق حافلة",
    )
    _rest(house, dossier, "salim", {"بحسب شهادتين": seen})


def _facts(
    title: str,
    kind: SourceKind,
    confidentiality: Confidentiality,
    reliability: Reliability = Reliability.LIKELY,
    *,
    sealed: str | None = None,
) -> Facts:
    """Facts of a source of last month; a testimony comes with the consent of its people."""
    today = clock.now().date()
    agreed = AGREED | {"consent_until": today + 300 * DAY} if kind is SourceKind.TESTIMONY else {}
    kept = "خزانة الأمانة، ملفّ الفريق"
    return Facts(title, kind, reliability, confidentiality, today - 20 * DAY, kept, sealed=sealed, **agreed)  # type: ignore[arg-type]


def _rest(house: House, dossier: Dossier, login: str, grounds: dict[str, Facts]) -> None:
    """Put the first block that holds those words on a source."""
    by, version, paper = house.person(login), version_in(dossier, "ar"), newest_paper(dossier, "ar")
    for words, facts in grounds.items():
        source = actions.register_source(session.get_one(Group, dossier.group_id), facts, by=by)
        block = next(block.id for block in paper.blocks if words in block_text(block, paper))
        actions.link_passage(version, source, block, by=by)


def _consult(
    house: House,
    dossier: Dossier,
    login: str,
    way: Way,
    began: int,
    ended: int,
    people: tuple[int, int, int],
    regions: tuple[str, str],
) -> None:
    """Log a consultation that began and ended so many days ago; `people` are all, women, men."""
    today = clock.now().date()
    days = today - began * DAY, today - ended * DAY
    actions.keep_consultation(dossier, Consulted(way, *days, *people, *regions), by=house.person(login))
