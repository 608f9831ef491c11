"""What has happened in the demo coalition: seven papers in seven states, told in the order of time."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from advocacy import clock, outside
from advocacy.assembly.demo.book import RAPPORTEURS, TRANSLATOR, has_text, text_of
from advocacy.assembly.demo.house import House
from advocacy.clock import SetClock
from advocacy.coalition.models import Campaign, Group, Visibility
from advocacy.database import session
from advocacy.drafting import actions as drafting
from advocacy.drafting.models import Dossier, Stage, Version
from advocacy.drafting.queries import newest_paper
from advocacy.library.queries import clause_by_code
from advocacy.signoff import actions as signoff
from advocacy.signoff.actions.routes import approve_step, begin_route
from advocacy.signoff.models import Call, Choice
from papers.amendments import LINES

Hard = tuple[Choice, dict[str, str]]

HARD: dict[str, Hard] = {
    "13": (Choice.SIGN_WITH_RESERVATION, {"reservation": "نتحفّظ على مدة التمويل المذكورة في المطلب الثالث."}),
    "16": (Choice.SIGN_WITH_RESERVATION, {"reservation": "نتحفّظ على المهلة: ستة أشهر لا تكفي في مناطقنا."}),
    "18": (Choice.ABSTAIN, {}),
    "23": (Choice.ABSTAIN, {}),
    "11": (
        Choice.OBJECT,
        {"reason": "كلمة «دائمة» تُلزم الهيئات بما قد لا تقدر عليه.", "proposal": "نوقّع إذا حلّت «كافية» محلّ «دائمة»."},
    ),
    "24": (Choice.RECUSE, {}),
}
"""Answers that are not a plain signature, to the paper on the right to know."""

WITHHELD = {"5", "12"}


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be that moment inside."""
    before = outside.current()
    outside.install(replace(before, clock=SetClock(moment)))
    try:
        yield
    finally:
        outside.install(before)


def write(
    house: House,
    name: str,
    *,
    kind: str,
    group: str,
    campaign: str = "",
    objective: str,
    audience: str,
    by: str = "",
) -> Dossier:
    """Write a paper in all its languages, the translations aligned with the Arabic text."""
    author = house.person(by or RAPPORTEURS[group])
    dossier = drafting.start_paper(
        kind,
        session.get_one(Group, house.groups[group]),
        text_of(name, "ar").splitlines()[0].removeprefix("# "),
        "ar",
        campaign=session.get_one(Campaign, house.campaigns[campaign]) if campaign else None,
        objective=clause_by_code(objective),
        audience=audience,
        by=author,
    )
    revise(dossier, "ar", text_of(name, "ar"), "الصياغة الأولى", house, by or RAPPORTEURS[group])
    ids = [block.id for block in newest_paper(dossier, "ar").blocks]
    for lang in ("en", "fr"):
        if has_text(name, lang):
            drafting.add_language(dossier, lang, by=house.person(TRANSLATOR))
            source = named(text_of(name, lang), ids)
            revise(dossier, lang, source, "ترجمة", house, TRANSLATOR, align=[*LINES, *ids])
    return dossier


def named(source: str, ids: Sequence[str]) -> str:
    """A translation whose blocks say which block of the Arabic text they translate, in order."""
    title, position, *blocks = source.strip().split("\n\n")
    told = [f"{{#{name}}}\n{block}" for name, block in zip(ids, blocks, strict=True)]
    return "\n\n".join((title, position, *told)) + "\n"


def revise(
    dossier: Dossier, lang: str, source: str, reason: str, house: House, login: str, *, align: Sequence[str] = ()
) -> None:
    """Save a revision; `align` are blocks and lines of the translation that follow their source now."""
    version = version_in(dossier, lang)
    drafting.save_revision(version, source, base=version.head, reason=reason, by=house.person(login), align=align)


def version_in(dossier: Dossier, lang: str) -> Version:
    """The language version; it is there."""
    version = dossier.version_in(lang)
    if version is None:
        raise LookupError(lang)
    return version


def walk(house: House, dossier: Dossier, frozen_at: datetime, approvals: Sequence[tuple[str, timedelta]]) -> None:
    """Freeze the text and let its bodies approve it one after the other: who, and how long after the freeze."""
    with at(frozen_at):
        drafting.freeze_paper(dossier, by=house.person("sami"))
        route = begin_route(dossier, by=None)
    if route is None:
        raise LookupError(dossier.kind)
    for step, (login, after) in zip(route.steps, approvals, strict=True):
        with at(frozen_at + after):
            approve_step(step, seal=route.seal, by=house.person(login))


def ask(house: House, dossier: Dossier, *, soft: timedelta, hard: timedelta, message: str = "") -> Call:
    """Put the text before the members; it is frozen for that unless it has been."""
    if dossier.stage is Stage.DRAFTING:
        drafting.freeze_paper(dossier, by=house.person("sami"))
    now = clock.now()
    return signoff.open_call(
        dossier,
        soft_at=now + soft,
        closes_at=now + hard,
        timezone="Europe/Zurich",
        message=message,
        by=house.person("sami"),
    )


def answer(house: House, call: Call, number: str, choice: Choice = Choice.SIGN, **words: str) -> None:
    """One organisation answers through its signatory, its name shown as is its habit."""
    organisation = house.organisations[number]
    visibility = Visibility.WITHHELD if number in WITHHELD else Visibility.PUBLIC
    person = house.signs_for[number]
    signoff.record_answer(call, organisation, choice, visibility=visibility, knows_few=True, by=person, **words)


def answers(
    house: House,
    call: Call,
    numbers: str,
    began: datetime,
    pace: timedelta,
    *,
    hard: Mapping[str, Hard] = MappingProxyType({}),
) -> None:
    """Organisations sign one after the other, each after the same pause; `hard` are those that do not simply sign."""
    for position, number in enumerate(numbers.split(), 1):
        choice, words = hard.get(number, (Choice.SIGN, {}))
        with at(began + position * pace):
            answer(house, call, number, choice, **words)
