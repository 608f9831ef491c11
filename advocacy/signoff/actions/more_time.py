"""Asking for more time, granting and declining it: apart from every answer."""

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import mandate_for, signatories_of
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.signoff import more_time_letters as letters
from advocacy.signoff.actions.outages import plan_anew
from advocacy.signoff.actions.refusing import without_mandate
from advocacy.signoff.models import Call, MoreTime
from advocacy.signoff.queries import (
    asked,
    awaiting_confirmation,
    coordinators,
    is_over,
    more_time_of,
    own_day,
    standing_answer,
)
from advocacy.signoff.rules.more_time import HOURS, moved
from papers.normalise import clean_text

LONGEST_REASON = 200
"""Characters: one short reason."""


def ask_more_time(call: Call, organisation: Organisation, *, hours: int, reason: str, by: Person) -> MoreTime:
    """A member asks for `hours` more, once in a call; asked again, it is what was asked first.

    BadInput names what is missing; RuleBroken when the call is over, when it has answered already, or when its day is
    the end of the call.
    """
    session.refresh(call, with_for_update=True)
    if is_over(call):
        raise RuleBroken(_("This call has closed. Your organisation can still accede to the text when it is issued."))
    if mandate_for(by, organisation, call.dossier, clock.now().date()) is None:
        raise without_mandate()
    if asked(call, organisation) is None:
        raise RuleBroken(_("This organisation was not a member when the call was opened, so it is not asked."))
    known = more_time_of(call, organisation)
    if known is not None:
        return known
    reason = _checked(hours, reason)
    _refuse_needless(call, organisation)
    request = MoreTime(
        call_id=call.id,
        organisation_id=organisation.id,
        hours=hours,
        reason=reason,
        asked_by_id=by.id,
        asked_at=clock.now(),
    )
    session.add(request)
    session.flush()
    _mail(request, "asked", letters.asked)
    for person in coordinators(clock.now().date()):
        letter = letters.to_decide(request, person.lang)
        key = f"signoff.more_time:{request.id}:decide:{person.id}"
        post(key, to=person.email, lang=letter.lang, subject=letter.subject, body=letter.body)
    _note("signoff.more_time_asked", request, by=by, hours=hours)
    return request


def grant_more_time(request: MoreTime, *, by: Person) -> MoreTime:
    """Move this member's own day, never past the end of the call. Twice is once."""
    call = _locked(request)
    if request.granted_until is not None:
        return request
    _refuse_decided(request)
    now = clock.now()
    if is_over(call):
        raise RuleBroken(_("This call has closed; nobody's day moves any more."))
    day = own_day(call, request.organisation)
    request.granted_until = moved(day, request.hours, now=now, closes_at=call.closes_at)
    request.decided_at, request.decided_by_id = now, by.id
    session.flush()
    plan_anew(call, request.organisation)
    _mail(request, "granted", letters.granted)
    _note("signoff.more_time_granted", request, by=by, until=request.granted_until.isoformat())
    return request


def decline_more_time(request: MoreTime, *, reason: str, by: Person) -> MoreTime:
    """Leave the day as it is, for a reason that the organisation is told. Twice is once."""
    _locked(request)
    if request.decided_at is not None and request.granted_until is None:
        return request
    _refuse_decided(request)
    reason = clean_text(reason)
    if not reason:
        raise BadInput({f"reason-{request.id}": _("Say why: the organisation will read it.")})
    request.decided_at, request.decided_by_id, request.decline_reason = clock.now(), by.id, reason[:600]
    session.flush()
    _mail(request, "declined", letters.declined)
    _note("signoff.more_time_declined", request, by=by)
    return request


def _checked(hours: int, reason: str) -> str:
    wrong: dict[str, object] = {}
    if hours not in HOURS:
        wrong["hours"] = _("Choose one of the entries in the list.")
    reason = clean_text(reason)
    if not reason:
        wrong["time_reason"] = _("Say in a few words why: the coordinator decides by it.")
    elif len(reason) > LONGEST_REASON:
        wrong["time_reason"] = _("That is too long: at most %(count)s characters.", count=LONGEST_REASON)
    if wrong:
        raise BadInput(wrong)
    return reason


def _refuse_needless(call: Call, organisation: Organisation) -> None:
    standing = standing_answer(call, organisation)
    if standing is not None and not awaiting_confirmation(call, standing):
        raise RuleBroken(_("Your organisation has answered already. You can change the answer while the call is open."))
    if own_day(call, organisation) >= call.closes_at:
        raise RuleBroken(_("Your day is the end of the call already, and that end moves for nobody."))


def _locked(request: MoreTime) -> Call:
    session.refresh(request.call, with_for_update=True)
    session.refresh(request)
    return request.call


def _refuse_decided(request: MoreTime) -> None:
    if request.decided_at is not None:
        raise RuleBroken(_("This has been decided already. Reload the page."))


def _mail(request: MoreTime, what: str, write: letters.Write) -> None:
    """To the organisation's own address, and to everybody who may sign for it."""
    house, call = request.organisation, request.call
    people = [person for person, _mandate in signatories_of(house, call.dossier, clock.now().date())]
    told = {house.mail.casefold(): (house.mail, house.lang, house.timezone)} if house.mail else {}
    for person in people:
        told.setdefault(person.email.casefold(), (person.email, person.lang, person.timezone))
    for number, (to, lang, zone) in enumerate(told.values()):
        letter = write(request, lang, zone)
        key = f"signoff.more_time:{request.id}:{what}:{number}"
        post(key, to=to, lang=letter.lang, subject=letter.subject, body=letter.body)


def _note(kind: str, request: MoreTime, *, by: Person, **facts: object) -> None:
    append(
        kind,
        request,
        by=by.id,
        dossier=request.call.dossier_id,
        organisation=request.organisation_id,
        call=request.call_id,
        **facts,
    )
