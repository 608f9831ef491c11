"""Ending a call: settled by its rule, or called off."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.database import session
from advocacy.drafting.models import Stage
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.signoff import letters
from advocacy.signoff.actions.standing import count_ripe, end_all
from advocacy.signoff.models import Answer, Call, Outcome, Purpose, Reminder
from advocacy.signoff.queries import coordinators, given_in, may_end_early, rapporteurs, seats_in
from advocacy.signoff.rules import settle


def close_call(call: Call, *, by: Person | None = None) -> Call:
    """Settle a call whose hard deadline has passed, or which the by-laws let end early. Twice is once.

    Outcome and attribution are computed from the answers that stand; nobody types them. `by` None is the worker.
    """
    session.refresh(call, with_for_update=True)
    if not call.is_open:
        return call
    count_ripe(call)
    if clock.now() < call.settles_at and not may_end_early(call):
        raise RuleBroken(_("This call is still open. It closes at its deadline, or earlier where the by-laws say so."))
    _settle(call, by)
    return call


def close_if_settled(call: Call) -> None:
    """Settle the call at once when the by-laws ask nobody to wait any longer."""
    if may_end_early(call):
        _settle(call, None)


def call_off(call: Call, *, reason: str, by: Person) -> Call:
    """End a call without an outcome, and tell everybody who was asked. The text stays frozen."""
    if not reason.strip():
        raise BadInput({"reason": _("Say why: everybody who was asked will read it.")})
    session.refresh(call, with_for_update=True)
    if call.outcome is Outcome.CALLED_OFF:
        return call
    if not call.is_open:
        raise RuleBroken(_("This call has been settled and can no longer be called off."))
    call.called_off_reason = reason.strip()
    _end(call, Outcome.CALLED_OFF, Stage.FROZEN)
    people = {invitation.person for line in call.roll for invitation in line.invitations}
    for person in sorted(people, key=lambda person: person.id):
        letter = letters.called_off(call, person.lang)
        post(
            f"signoff.called_off:{call.id}:{person.id}",
            to=person.email,
            lang=person.lang,
            subject=letter.subject,
            body=letter.body,
        )
    append("signoff.called_off", call, by=by.id, dossier=call.dossier_id, seal=call.seal)
    return call


def settle_anew(call: Call, *, because: Answer) -> None:
    """Judge a settled call again, after an answer fell out of it; when it closed does not change.

    The paper's stage follows only where nobody has gone on with the paper meanwhile.
    """
    assert call.outcome is not None
    before = _what_follows(call.purpose, is_adopted=call.outcome in (Outcome.ADOPTED, Outcome.AGREED))[1]
    settlement = settle(call.rule, call.rule_values, seats_in(call), given_in(call))
    outcome, stage = _what_follows(call.purpose, is_adopted=settlement.outcome == "adopted")
    call.attribution, call.tally, call.outcome = settlement.attribution.facts(), settlement.tally.facts(), outcome
    if call.dossier.stage is before:
        call.dossier.stage = stage
    session.flush()
    _tell_and_note(call, None, f"again:{because.id}")


def _settle(call: Call, by: Person | None) -> None:
    settlement = settle(call.rule, call.rule_values, seats_in(call), given_in(call))
    outcome, stage = _what_follows(call.purpose, is_adopted=settlement.outcome == "adopted")
    call.attribution, call.tally = settlement.attribution.facts(), settlement.tally.facts()
    _end(call, outcome, stage)
    _tell_and_note(call, by, str(call.freeze_id))


def _tell_and_note(call: Call, by: Person | None, key: str) -> None:
    """Tell the secretariat and the rapporteurs how it ended, and write it into the ledger."""
    assert call.outcome is not None
    today = clock.now().date()
    for person in dict.fromkeys([*coordinators(today), *rapporteurs(call.dossier, today)]):
        letter = letters.outcome(call, person)
        post(
            f"signoff.outcome:{call.id}:{key}:{person.id}",
            to=person.email,
            lang=person.lang,
            subject=letter.subject,
            body=letter.body,
        )
    append(
        "signoff.closed",
        call,
        by=by.id if by else None,
        dossier=call.dossier_id,
        seal=call.seal,
        outcome=call.outcome.value,
        attribution=call.attribution,
        tally=call.tally,
    )


def _what_follows(purpose: Purpose, *, is_adopted: bool) -> tuple[Outcome, Stage]:
    """A wording that stands is not an adopted text: it stays frozen, and can be put before the members to sign."""
    if purpose is Purpose.WORDING:
        return (Outcome.AGREED if is_adopted else Outcome.NOT_AGREED), Stage.FROZEN
    return (Outcome.ADOPTED, Stage.ADOPTED) if is_adopted else (Outcome.NOT_ADOPTED, Stage.NOT_ADOPTED)


def _end(call: Call, outcome: Outcome, stage: Stage) -> None:
    now = clock.now()
    end_all(call, "late", tell=outcome is not Outcome.CALLED_OFF)
    call.outcome, call.closed_at = outcome, now
    call.dossier.stage = stage
    for reminder in session.scalars(
        select(Reminder).where(Reminder.call_id == call.id, Reminder.sent_at.is_(None), Reminder.skipped_at.is_(None))
    ):
        reminder.skipped_at = now
    session.flush()
