"""Taking back, after the call has closed, what was written down for an organisation shortly before (case N21)."""

from datetime import datetime

from flask_babel import lazy_gettext as _

from advocacy import clock
from advocacy.database import session
from advocacy.errors import RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.signoff import recall_letters as letters
from advocacy.signoff.actions.answering import UNDO_FOR, undo_answer
from advocacy.signoff.actions.closing import settle_anew
from advocacy.signoff.models import Answer, Outcome, Recording
from advocacy.signoff.queries import coordinators, is_issued, is_over

FINAL = (Outcome.ADOPTED, Outcome.NOT_ADOPTED, Outcome.AGREED, Outcome.NOT_AGREED)


def taken_back_until(recording: Recording) -> datetime | None:
    """Until when the organisation takes it back: 24 hours from the notice, also past the close; None unconfirmed."""
    return recording.confirmed_at + UNDO_FOR if recording.confirmed_at is not None else None


def may_take_back(recording: Recording) -> bool:
    """Whether the organisation can still say that it is not so."""
    until, answer = taken_back_until(recording), recording.answer
    if until is None or answer is None:
        return recording.dropped_at is None and not is_over(recording.call)
    return answer.standing and clock.now() <= until and recording.call.outcome is not Outcome.CALLED_OFF


def take_back_recorded(recording: Recording) -> Answer:
    """The organisation itself, through its own mailbox, takes back an answer that was confirmed. Twice is once.

    After the close it is out of the roll, and the rule judges those that are left. A text that has been issued is
    issued anew without it by the room above, which looks for such answers (`taken_back_since`).
    """
    call, answer = recording.call, recording.answer
    if answer is None:
        raise RuleBroken(_("This recording has not been confirmed."))
    session.refresh(call, with_for_update=True)
    session.refresh(answer)
    if not is_over(call):
        return undo_answer(answer, by=None)
    if answer.undone_at is not None:
        return answer
    if not may_take_back(recording):
        raise RuleBroken(_("An answer that was written down can be taken back for 24 hours after the notice."))
    answer.standing, answer.undone_at = False, clock.now()
    session.flush()
    append(
        "signoff.undone",
        answer,
        by=None,
        dossier=call.dossier_id,
        organisation=answer.organisation_id,
        call=call.id,
        seal=answer.seal,
        after_close=True,
    )
    _tell(answer)
    if call.outcome in FINAL and not is_issued(call):
        settle_anew(call, because=answer)
    return answer


def _tell(answer: Answer) -> None:
    house, person, call = answer.organisation, answer.person, answer.call
    told = {person.email.casefold(): (person.email, person.lang)}
    if house.mail:
        told[house.mail.casefold()] = (house.mail, house.lang)
    for number, (to, lang) in enumerate(told.values()):
        letter = letters.taken_back_late(answer, lang)
        post(f"signoff.undone:{answer.id}:late:{number}", to=to, lang=lang, subject=letter.subject, body=letter.body)
    for clerk in coordinators(clock.now().date()):
        letter = letters.for_the_secretariat(call, clerk.lang, is_issued=is_issued(call))
        key = f"signoff.undone:{answer.id}:clerk:{clerk.id}"
        post(key, to=clerk.email, lang=clerk.lang, subject=letter.subject, body=letter.body)
