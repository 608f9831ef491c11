"""Objections to a wording that arrive after its end: counted within the grace of the by-laws, else noted (case N14)."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import mandate_for
from advocacy.database import session
from advocacy.errors import RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.signoff import notices
from advocacy.signoff.actions.answering import counts_late, record_answer, what_was_said
from advocacy.signoff.actions.refusing import without_mandate
from advocacy.signoff.models import Answer, Call, Choice, LateObjection, Purpose
from advocacy.signoff.queries import asked, is_over


def object_late(
    call: Call,
    organisation: Organisation,
    *,
    reason: str,
    proposal: str,
    opened_at: datetime | None,
    claimed_at: datetime | None = None,
    by: Person,
) -> Answer | LateObjection:
    """Take an objection after the end: an Answer where the by-laws still count it, else a note that it came.

    `opened_at` is the house's own stamp on the page (`signoff.stamps`); `claimed_at` is what the device says, which is
    kept and shown and decides nothing. Twice is once. RuleBroken before the end, or for a call to sign, whose end is
    the end; BadInput without reason and proposal.
    """
    said = what_was_said(Choice.OBJECT, "", reason, proposal)
    session.refresh(call, with_for_update=True)
    if call.purpose is not Purpose.WORDING or not is_over(call) or asked(call, organisation) is None:
        raise RuleBroken(_("This call has closed; the answer can no longer change."))
    if counts_late(call, opened_at):
        return record_answer(
            call,
            organisation,
            Choice.OBJECT,
            visibility=organisation.visibility,
            reason=said["reason"],
            proposal=said["proposal"],
            opened_at=opened_at,
            by=by,
        )
    if mandate_for(by, organisation, call.dossier, clock.now().date()) is None:
        raise without_mandate()
    return _noted(call, organisation, said, (opened_at, claimed_at), by)


def _noted(
    call: Call,
    organisation: Organisation,
    said: dict[str, str],
    times: tuple[datetime | None, datetime | None],
    by: Person,
) -> LateObjection:
    known = session.scalars(
        select(LateObjection).where(
            LateObjection.call_id == call.id,
            LateObjection.organisation_id == organisation.id,
            LateObjection.person_id == by.id,
        )
    ).one_or_none()
    if known is not None:
        return known
    found = LateObjection(
        call_id=call.id,
        organisation_id=organisation.id,
        person_id=by.id,
        arrived_at=clock.now(),
        opened_at=times[0],
        claimed_at=times[1],
        reason=said["reason"],
        proposal=said["proposal"],
    )
    session.add(found)
    session.flush()
    append("signoff.late_noted", found, by=by.id, dossier=call.dossier_id, organisation=organisation.id, call=call.id)
    for key, to, lang, zone in (
        ("person", by.email, by.lang, by.timezone),
        ("house", organisation.mail, organisation.lang, organisation.timezone),
    ):
        if to:
            letter = notices.noted_late(found, lang, zone)
            post(f"signoff.late:{found.id}:{key}", to=to, lang=lang, subject=letter.subject, body=letter.body)
    return found
