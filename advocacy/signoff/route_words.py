"""Words for routes: tasks, rules, who acts, and the drawn path of a paper."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select

from advocacy import clock
from advocacy.coalition.models import Body, Group
from advocacy.database import session
from advocacy.drafting.models import Dossier, Stage
from advocacy.policy import Office
from advocacy.signoff.models import RouteStep, StepState, Task
from advocacy.signoff.queries.routes import current_route, lacks_people, plan_for
from advocacy.signoff.rules.plans import OWN_GROUP, PlanStep

TASK: Mapping[str, object] = {
    Task.APPROVE.value: lazy_gettext("Approval"),
    Task.LEGAL_CHECK.value: lazy_gettext("Legal reference check"),
}
STEP_RULE: Mapping[str, object] = {
    "chair": lazy_gettext("whoever presides it"),
    "one": lazy_gettext("one of its members"),
    "two": lazy_gettext("two of its members"),
    "majority": lazy_gettext("more than half of its members in office"),
    "all": lazy_gettext("all its members in office"),
}
STATE: Mapping[StepState, object] = {
    StepState.WAITING: lazy_gettext("not its turn yet"),
    StepState.OPEN: lazy_gettext("its turn now"),
    StepState.APPROVED: lazy_gettext("approved"),
    StepState.RETURNED: lazy_gettext("sent back"),
    StepState.SKIPPED: lazy_gettext("skipped as urgent"),
    StepState.DROPPED: lazy_gettext("fell away with its text"),
}
OFFICE_NAME: Mapping[str, object] = {
    Office.BOARD.value: lazy_gettext("the board"),
    Office.OVERSIGHT.value: lazy_gettext("the oversight body"),
    Office.ARBITRATION.value: lazy_gettext("the arbitration committee"),
    Office.COORDINATOR.value: lazy_gettext("the secretariat"),
    Office.RELATIONS.value: lazy_gettext("the relations desk"),
}
STATE_COLOUR = {StepState.OPEN: "wait", StepState.APPROVED: "good", StepState.RETURNED: "bad", StepState.SKIPPED: "bad"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """One step of the drawn path: its words, how it is drawn (done, now, bad, or empty), and what that means."""

    words: str
    state: str
    note: str


def holder_name(step: RouteStep, lang: str) -> str:
    """Who has this step: the name of the body or the group, or of the bodies that hold the office."""
    if step.group is not None:
        return str(step.group.name_in(lang))
    if step.body is not None:
        return str(step.body.name_in(lang))
    return office_name(step.office, lang)


def office_name(office: str, lang: str) -> str:
    """The bodies that hold an office; the office by its own word while there is none."""
    found = session.scalars(select(Body).where(Body.office == office).order_by(Body.id)).all()
    return "، ".join(body.name_in(lang) for body in found) if found else str(OFFICE_NAME[office])


def step_name(step: RouteStep, lang: str) -> str:
    """What is done by whom: «Approval: Administrative board»."""
    return task_of(step.task.value, holder_name(step, lang))


def task_of(task: str, body: str) -> str:
    """What is done, and by whom."""
    return str(_("%(task)s: %(body)s", task=str(TASK[task]), body=body))


def drawn_path(dossier: Dossier, lang: str) -> list[Drawn]:
    """The path of a paper through its bodies to the members; [] for a kind that goes straight to the members.

    Before the text is frozen, the path that the by-laws give its kind now.
    """
    route = current_route(dossier)
    if route is not None:
        steps = [_drawn(step, lang) for step in route.steps]
    elif dossier.stage in (Stage.DRAFTING, Stage.REVIEW, Stage.FROZEN):
        steps = [
            Drawn(_planned(step, dossier, lang), "", _("after the text is frozen"))
            for step in plan_for(dossier.kind).steps
        ]
    else:
        steps = []
    return [*steps, _members(dossier)] if steps else []


def _planned(step: PlanStep, dossier: Dossier, lang: str) -> str:
    own = step.by == OWN_GROUP
    return task_of(step.task, dossier.group.name_in(lang) if own else composed_holder(step.by, lang))


def composed_holder(by: str, lang: str) -> str:
    """Who a composed step names."""
    kind, _colon, number = by.partition(":")
    if kind == "office":
        return office_name(number, lang)
    row: Group | Body | None = None
    if number:
        row = session.get(Group, int(number)) if kind == "group" else session.get(Body, int(number))
    return str(row.name_in(lang) if row else _("the paper's own working group"))


def _drawn(step: RouteStep, lang: str) -> Drawn:
    states = {StepState.APPROVED: "done", StepState.SKIPPED: "bad", StepState.OPEN: "now", StepState.RETURNED: "bad"}
    return Drawn(step_name(step, lang), states.get(step.state, ""), _note(step))


def _note(step: RouteStep) -> str:
    if step.state is StepState.OPEN and lacks_people(step, clock.now().date()):
        return str(_("nobody in office"))
    if step.state is StepState.OPEN and step.due_at is not None and step.due_at <= clock.now():
        return str(_("its time is over"))
    if step.state is StepState.APPROVED and step.carried_from is not None:
        return str(_("approved before an editorial change"))
    return str(STATE[step.state])


def _members(dossier: Dossier) -> Drawn:
    done = dossier.stage in (Stage.ADOPTED, Stage.NOT_ADOPTED, Stage.ISSUED)
    state = "done" if done else "now" if dossier.stage is Stage.CALLING else ""
    note = {"done": _("they have answered"), "now": _("their call is open"), "": _("their call comes last")}[state]
    return Drawn(_("The members sign"), state, note)
