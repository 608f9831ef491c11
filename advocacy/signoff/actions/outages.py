"""Reporting that a member, or a region, has no power or no network."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import mandate_for, signatories_of
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.signoff.act_letters import tell_the_house
from advocacy.signoff.actions.asking import plan_reminders
from advocacy.signoff.actions.refusing import without_mandate
from advocacy.signoff.models import Call, Outage, Reminder
from advocacy.signoff.outage_letters import day_moved
from advocacy.signoff.queries import asked, is_over, outage_of
from papers.arabic import fold_strict


def report_own_outage(call: Call, organisation: Organisation, *, by: Person) -> Outage:
    """Somebody who may sign for the organisation says that it has no power or no network. Twice is once."""
    session.refresh(call, with_for_update=True)
    _refuse_when_over(call)
    if mandate_for(by, organisation, call.dossier, clock.now().date()) is None:
        raise without_mandate()
    if asked(call, organisation) is None:
        raise RuleBroken(_("This organisation was not a member when the call was opened, so it is not asked."))
    return _report(call, organisation, by)


def report_outage_in(call: Call, region: str, *, by: Person) -> list[Outage]:
    """The coordinator reports for a region: the day of every member there moves. BadInput when nobody is there."""
    session.refresh(call, with_for_update=True)
    _refuse_when_over(call)
    meant = fold_strict(region)
    there = [line.organisation for line in call.roll if meant and fold_strict(line.organisation.region) == meant]
    if not there:
        raise BadInput({"region": _("Choose one of the regions in the list.")})
    return [_report(call, organisation, by, by_region=True) for organisation in there]


def _refuse_when_over(call: Call) -> None:
    """The end of a call moves for nobody by itself: what is late accedes to the issue."""
    if is_over(call):
        raise RuleBroken(_("This call has closed. Your organisation can still accede to the text when it is issued."))


def _report(call: Call, organisation: Organisation, by: Person, *, by_region: bool = False) -> Outage:
    known = outage_of(call, organisation)
    if known is not None:
        return known
    now = clock.now()
    outage = Outage(
        call_id=call.id, organisation_id=organisation.id, by_region=by_region, reported_by_id=by.id, reported_at=now
    )
    session.add(outage)
    session.flush()
    plan_anew(call, organisation)
    for person, _mandate in signatories_of(organisation, call.dossier, now.date()):
        letter = day_moved(call, organisation, person)
        key = f"signoff.outage:{outage.id}:{person.id}"
        post(key, to=person.email, lang=letter.lang, subject=letter.subject, body=letter.body)
    said = "" if by_region else by.name_in(organisation.lang)
    tell_the_house(f"signoff.outage:{outage.id}:house", "outage", call, organisation, by=said)
    append(
        "signoff.outage",
        outage,
        by=by.id,
        dossier=call.dossier_id,
        organisation=organisation.id,
        call=call.id,
        by_region=by_region,
        until=call.closes_at.isoformat(),
    )
    return outage


def plan_anew(call: Call, organisation: Organisation) -> None:
    """What was planned before a member's old day is skipped, and planned before the new one."""
    waiting = select(Reminder).where(
        Reminder.call_id == call.id,
        Reminder.organisation_id == organisation.id,
        Reminder.sent_at.is_(None),
        Reminder.skipped_at.is_(None),
    )
    for reminder in session.scalars(waiting):
        reminder.skipped_at = clock.now()
    plan_reminders(call, [organisation])
