"""Papers put before the members, and what they answer."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition import queries as coalition
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session, transaction
from advocacy.drafting.models import Dossier
from advocacy.policy import Office
from advocacy.signoff import actions
from advocacy.signoff.models import Answer, Call, Choice, Purpose
from tests.make import coalition as make
from tests.make.drafting import frozen_dossier

WORDS = {
    Choice.SIGN_WITH_RESERVATION: {"reservation": "نتحفّظ على المهلة المذكورة في المطلب الثالث."},
    Choice.OBJECT: {"reason": "كلمة «دائمة» تُلزم الأسر بما لا تطلبه.", "proposal": "نوقّع إذا حلّت «كافية» محلّ «دائمة»."},
}
"""What somebody who must say something says."""


def members(count: int = 3) -> list[Organisation]:
    """Member organisations, each with one authorised signatory."""
    found = [make.organisation() for _number in range(count)]
    for organisation in found:
        make.signatory(organisation)
    return found


def open_call(
    dossier: Dossier | None = None,
    *,
    organisations: int = 3,
    by: Person | None = None,
    hours: float = 96,
    soft: float | None = None,
    timezone: str = "Europe/Zurich",
    message: str = "",
    purpose: Purpose = Purpose.SIGNATURE,
    rule: str | None = None,
    values: Mapping[str, Any] | None = None,
) -> Call:
    """A call that is open for `hours` (soft deadline after `soft`, else two hours before the end).

    Makes the coalition, `organisations` members with a signatory each, and a frozen paper, unless they are there.
    """
    if coalition.the_coalition() is None:
        make.coalition()
    if not coalition.members_on(clock.now().date()):
        members(organisations)
    dossier = dossier or frozen_dossier()
    by = by or make.holder_of(Office.COORDINATOR)
    now = clock.now()
    with transaction():
        return actions.open_call(
            session.get_one(Dossier, dossier.id),
            soft_at=now + timedelta(hours=max(hours - 2, hours / 2) if soft is None else soft),
            closes_at=now + timedelta(hours=hours),
            timezone=timezone,
            message=message,
            by=by,
            purpose=purpose,
            rule=rule,
            values=values,
        )


def signatory_of(organisation: Organisation) -> Person:
    """The first person who may sign for it."""
    return organisation.mandates[0].person


def answer(
    call: Call,
    organisation: Organisation,
    choice: Choice = Choice.SIGN,
    *,
    visibility: Visibility = Visibility.PUBLIC,
    by: Person | None = None,
    **words: str,
) -> Answer:
    """The organisation answers through its signatory, who knows how few names are withheld."""
    with transaction():
        return actions.record_answer(
            session.get_one(Call, call.id),
            session.get_one(Organisation, organisation.id),
            choice,
            visibility=visibility,
            knows_few=True,
            by=by or signatory_of(organisation),
            **(words or WORDS.get(choice, {})),
        )


def adopted_call(
    dossier: Dossier | None = None,
    *,
    choices: Sequence[Choice] = (Choice.SIGN, Choice.SIGN, Choice.SIGN_WITH_RESERVATION),
    withheld: int = 0,
    rule: str | None = None,
    values: Mapping[str, Any] | None = None,
) -> Call:
    """A call that every member has answered and that so has closed; the last `withheld` signatures hide their name.

    As many members as `choices` are made unless there are members; then the first ones answer and the deadline passes
    only if some are left: use `work_off("signoff.close")` after moving the clock for that.
    """
    call = open_call(dossier, organisations=len(choices), rule=rule, values=values)
    signing = [number for number, choice in enumerate(choices) if choice.value.startswith("sign")]
    hidden = set(signing[len(signing) - withheld :])
    for number, (line, choice) in enumerate(zip(list(call.roll), choices, strict=False)):
        visibility = Visibility.WITHHELD if number in hidden else Visibility.PUBLIC
        answer(call, line.organisation, choice, visibility=visibility)
    return session.get_one(Call, call.id)
