"""A text is put under embargo, and the embargo gets another end: later by one person, sooner by two (decision 0036)."""

from datetime import datetime

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.signoff import embargo_letters as letters
from advocacy.signoff.models import Call, Embargo, EmbargoChange
from advocacy.signoff.queries import embargo_of, is_issued, waiting_change
from papers.normalise import clean_text


def place_embargo(call: Call, until: datetime, *, by: Person) -> Embargo:
    """Keep the text of this call behind a second factor until that moment. BadInput for one that has passed."""
    _refuse_past("embargo", until)
    found = Embargo(call_id=call.id, until=until, placed_at=clock.now(), placed_by_id=by.id)
    session.add(found)
    session.flush()
    append("signoff.embargo_placed", call, by=by.id, dossier=call.dossier_id, until=until.isoformat())
    return found


def change_embargo(call: Call, until: datetime | None, *, reason: str, by: Person) -> EmbargoChange:
    """Give the embargo another end (None: none at all). Longer holds at once; sooner waits for a second person.

    RuleBroken once the text is issued, where the issue has an embargo of its own, or while another change waits.
    """
    session.refresh(call, with_for_update=True)
    _refuse_issued(call)
    now, was, reason = clock.now(), embargo_of(call), clean_text(reason)[:600]
    if not reason:
        raise BadInput({"reason": _("Say why: those who were asked will read it.")})
    if until is not None:
        _refuse_past("until", until)
    if until == was:
        raise BadInput({"until": _("That is how it stands already.")})
    if waiting_change(call) is not None:
        raise RuleBroken(
            _("Another end of the embargo waits for a second person already. Decide first about that one.")
        )
    is_longer = was is None or (until is not None and until > was)
    change = EmbargoChange(
        call_id=call.id,
        was=was,
        until=until,
        is_longer=is_longer,
        reason=reason,
        asked_by_id=by.id,
        asked_at=now,
        confirmed_at=now if is_longer else None,
        call=call,
        asked_by=by,
    )
    session.add(change)
    session.flush()
    if is_longer:
        _apply(change, by)
    else:
        _note("signoff.embargo_change_asked", change, by)
    return change


def confirm_change(change: EmbargoChange, *, by: Person) -> EmbargoChange:
    """As the second person: it ends sooner from now on, and those who were asked are told. Twice is once."""
    session.refresh(change.call, with_for_update=True)
    session.refresh(change)
    if change.confirmed_at is not None:
        return change
    if change.dropped_at is not None:
        raise RuleBroken(_("The wish to end the embargo was taken back."))
    _refuse_issued(change.call)
    if change.asked_by_id == by.id:
        raise RuleBroken(_("Whoever asks for the end of an embargo does not confirm it: ask a second person."))
    if change.until is not None and change.until <= clock.now():
        raise RuleBroken(_("That moment has passed meanwhile. Take the wish back and ask for another end."))
    change.confirmed_by_id, change.confirmed_at = by.id, clock.now()
    session.flush()
    session.refresh(change)
    _apply(change, by)
    _tell(change)
    return change


def drop_change(change: EmbargoChange, *, by: Person) -> EmbargoChange:
    """Take the wish back, or refuse it: the embargo stays as it is. Twice is once."""
    session.refresh(change.call, with_for_update=True)
    session.refresh(change)
    if change.confirmed_at is not None:
        raise RuleBroken(_("The embargo has another end already: ask for a new change."))
    if change.dropped_at is None:
        change.dropped_at = clock.now()
        session.flush()
        _note("signoff.embargo_change_dropped", change, by)
    return change


def _apply(change: EmbargoChange, by: Person) -> None:
    found = session.get(Embargo, change.call_id)
    until = change.until or clock.now()
    if found is None:
        session.add(Embargo(call_id=change.call_id, until=until, placed_at=clock.now(), placed_by_id=by.id))
    else:
        found.until = until
    session.flush()
    _note("signoff.embargo_changed", change, by)


def _tell(change: EmbargoChange) -> None:
    """Whoever was asked, and each organisation at its own address, on its own clock; each address once."""
    told = {}
    for line in change.call.roll:
        house = line.organisation
        if house.mail:
            told[house.mail.casefold()] = (house.mail, house.lang, house.timezone)
        for invitation in line.invitations:
            person = invitation.person
            told[person.email.casefold()] = (person.email, person.lang, person.timezone)
    for number, (to, lang, zone) in enumerate(told.values()):
        letter = letters.ends_sooner(change, lang, zone)
        key = f"signoff.embargo:{change.id}:{number}"
        post(key, to=to, lang=letter.lang, subject=letter.subject, body=letter.body)


def _refuse_past(field: str, until: datetime) -> None:
    if until <= clock.now():
        raise BadInput({field: _("An embargo ends in the future. Leave it empty for none.")})


def _refuse_issued(call: Call) -> None:
    if is_issued(call):
        raise RuleBroken(_("The text is issued: its embargo is that of the issue. Change it on the page of the issue."))


def _note(kind: str, change: EmbargoChange, by: Person) -> None:
    append(
        kind,
        change,
        by=by.id,
        dossier=change.call.dossier_id,
        call=change.call_id,
        asked_by=change.asked_by_id,
        was=change.was.isoformat() if change.was else None,
        until=change.until.isoformat() if change.until else None,
    )
