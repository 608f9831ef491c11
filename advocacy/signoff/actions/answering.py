"""Answering for an organisation, and taking the answer back."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _

from advocacy import chance, clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation, Visibility
from advocacy.coalition.queries import mandate_for
from advocacy.database import hold, session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.signoff import letters
from advocacy.signoff.actions.naming import few_known
from advocacy.signoff.actions.placing import is_anothers_alone, place_for, settle_in, step_down
from advocacy.signoff.actions.refusing import without_mandate
from advocacy.signoff.actions.showing import choosable, is_shown_to, show_to
from advocacy.signoff.actions.standing import end_for
from advocacy.signoff.models import CHOICES, Answer, Call, Choice, Purpose, Recording, SeenBy
from advocacy.signoff.passages import known_passages
from advocacy.signoff.queries import SIGNING, asked, awaiting_confirmation, half_signed
from advocacy.signoff.rules import late

UNDO_FOR = timedelta(hours=24)
"""How long an answer can be taken back while the call is open."""
MOST_WORDS = 600
"""Characters that a reservation, a reason or a proposal may have (HANDBOOK 1.7)."""


def record_answer(
    call: Call,
    organisation: Organisation,
    choice: Choice,
    *,
    visibility: Visibility,
    reservation: str = "",
    reservation_on: Iterable[str] = (),
    reservation_for: SeenBy = SeenBy.PUBLIC,
    reason: str = "",
    proposal: str = "",
    knows_few: bool = False,
    shown_to: Collection[int] = (),
    by: Person,
    via: Recording | None = None,
    opened_at: datetime | None = None,
) -> Answer:
    """Record what the organisation answers, and close the call if it was the last one to be waited for.

    The same answer again is the same answer with the same receipt. Another answer by the same person takes the place
    of the first, which is kept. Another answer by a second representative is kept beside the first, and neither counts
    until that is settled. Where two people sign, the first answer waits for the second. `reservation_on` are ids of the
    blocks that the reservation is about (none: the whole text), `reservation_for` says who reads it. `via` is the
    recording of an answer that `by` gave by telephone or on paper; `opened_at` is for late objections that count;
    `knows_few`: the signatory knows that hardly any name is withheld; `shown_to` are recipients (by id) whose edition
    alone has the withheld name. BadInput when something must be said or known that was not; RuleBroken when the time is
    over; AnswerRefused, to be noted, for somebody without a mandate or against what has been settled.
    """
    said: dict[str, Any] = {**what_was_said(choice, reservation, reason, proposal)}
    hold(call)
    said |= {"reservation_on": [], "reservation_for": SeenBy.PUBLIC}
    if choice is Choice.SIGN_WITH_RESERVATION:
        said |= {"reservation_on": known_passages(call, reservation_on), "reservation_for": reservation_for}
    now = clock.now()
    if opened_at is None or not counts_late(call, opened_at):
        _refuse_when_over(call)
    if choice not in CHOICES[call.purpose]:
        raise BadInput({"choice": _("Choose one of the entries in the list.")})
    if call.purpose is Purpose.WORDING:  # nobody's name is printed, so the organisation's own habit holds
        visibility = organisation.visibility
    if asked(call, organisation) is None:
        raise RuleBroken(_("This organisation was not a member when the call was opened, so it is not asked."))
    mandate = mandate_for(by, organisation, call.dossier, now.date())
    if mandate is None:
        raise without_mandate()
    recipients = choosable(call, choice, visibility, shown_to)
    place = place_for(
        call,
        organisation,
        by,
        lambda given: _same(given, choice, visibility, said) and is_shown_to(given, recipients),
    )
    if place.known is not None:
        return place.known
    # nobody knows it for somebody else: what was written down needs the organisation's own word
    knows_few = (via.knows_few_at is not None if via else knows_few) or _withheld_before(place.standing)
    confirms = choice in SIGNING and awaiting_confirmation(call, place.standing)
    few = few_known(call, organisation, choice, visibility, knows_few=knows_few)
    step_down(place)
    answer = Answer(
        call=call,  # not by `call.answers`, which would read all others
        organisation_id=organisation.id,
        person_id=by.id,
        mandate_id=mandate.id,
        seal=call.seal,
        choice=choice,
        visibility=visibility,
        answered_at=now,
        standing=place.stands(organisation),
        receipt=chance.code(10),
        **said,
    )
    session.add(answer)
    session.flush()
    show_to(answer, recipients)
    end_for(call, organisation)
    _send_receipt(answer)
    facts: dict[str, object] = {"recording": via.id, "given_by": by.id} if via else {}
    if opened_at is not None:
        facts["opened_at"] = opened_at.isoformat()
    if mandate.alternate_for_id is not None:
        facts["alternate_for"] = mandate.alternate_for_id
    append(
        "signoff.answered",
        answer,
        by=via.recorded_by_id if via else by.id,
        dossier=call.dossier_id,
        organisation=organisation.id,
        call=call.id,
        seal=call.seal,
        choice=choice.value,
        mandate=mandate.id,
        supersedes=place.standing.id if place.standing else None,
        confirms=confirms,
        **facts,
        **({"few_withheld": few} if few else {}),
        **({"shown_to": len(recipients)} if recipients else {}),
    )
    settle_in(answer, place)
    return answer


def counts_late(call: Call, opened_at: datetime | None) -> bool:
    """Whether an objection to a wording that arrives now, from a page opened then, still counts."""
    grace = timedelta(minutes=call.grace_minutes)
    is_taken = call.is_open and call.purpose is Purpose.WORDING
    return is_taken and late.counts_late(call.closes_at, grace, opened_at=opened_at, arrived_at=clock.now())


def undo_answer(answer: Answer, *, by: Person | None) -> Answer:
    """Take an answer back: it stays in the file and counts no more. Doing it twice changes nothing.

    `by` None is the organisation itself, through the link in its own mailbox.
    """
    call = answer.call
    session.refresh(call, with_for_update=True)
    session.refresh(answer)
    if answer.undone_at is not None:
        return answer
    now = clock.now()
    _refuse_when_over(call)
    half = half_signed(call, answer.organisation)
    if not answer.standing and (half is None or half.first_id != answer.id):
        raise RuleBroken(_("A later answer has taken the place of this one. Reload the page to see it."))
    if now > answer.answered_at + UNDO_FOR:
        raise RuleBroken(
            _("An answer can be taken back for 24 hours. You can still give another one while the call is open.")
        )
    if by is not None:
        _refuse_to_undo(answer, by)
    if half is not None:
        half.ended_at = now
    answer.standing, answer.undone_at = False, now
    for key, to, lang in _who_is_told(answer, by or answer.person):
        letter = letters.taken_back(answer, lang)
        post(f"signoff.undone:{answer.id}:{key}", to=to, lang=lang, subject=letter.subject, body=letter.body)
    append(
        "signoff.undone",
        answer,
        by=by.id if by else None,
        dossier=call.dossier_id,
        organisation=answer.organisation_id,
        call=call.id,
        seal=answer.seal,
    )
    return answer


def _refuse_to_undo(answer: Answer, by: Person) -> None:
    if mandate_for(by, answer.organisation, answer.call.dossier, clock.now().date()) is None:
        raise without_mandate()
    if is_anothers_alone(answer, by):
        raise RuleBroken(
            _("Only whoever gave this answer takes it back. If you disagree, answer yourself: then neither counts yet.")
        )


def what_was_said(choice: Choice, reservation: str, reason: str, proposal: str) -> dict[str, str]:
    """The words that belong to the choice; BadInput names every field that must be filled or is too long."""
    needed = {
        Choice.SIGN_WITH_RESERVATION: {"reservation": reservation},
        Choice.OBJECT: {"reason": reason, "proposal": proposal},
    }.get(choice, {})
    empty = {
        "reservation": _("Write the reservation: it is printed with your signature."),
        "reason": _("Please say why you object: the drafters will read it."),
        "proposal": _("Please say what would let you sign («we would sign if …»)."),
    }
    wrong: dict[str, object] = {}
    said = {"reservation": "", "reason": "", "proposal": ""}
    for name, words in needed.items():
        said[name] = words.strip()
        if not said[name]:
            wrong[name] = empty[name]
        elif len(said[name]) > MOST_WORDS:
            wrong[name] = _("That is too long: at most %(count)s characters.", count=MOST_WORDS)
    if wrong:
        raise BadInput(wrong)
    return said


def _refuse_when_over(call: Call) -> None:
    """The clock decides, not the worker: a call that nobody has closed yet takes no late answer."""
    if not call.is_open or clock.now() >= call.closes_at:
        raise RuleBroken(_("This call has closed; the answer can no longer change."))


def _same(standing: Answer, choice: Choice, visibility: Visibility, said: dict[str, Any]) -> bool:
    before = {name: getattr(standing, name) for name in said}
    return (standing.choice, standing.visibility, before) == (choice, visibility, said)


def _withheld_before(standing: Answer | None) -> bool:
    """Whether the signatory has acknowledged before, for the answer that still stands, how few are withheld."""
    return standing is not None and standing.visibility is Visibility.WITHHELD and standing.choice in SIGNING


def _send_receipt(answer: Answer) -> None:
    office = letters.office_mail()
    for key, to, lang in _who_is_told(answer, answer.person):
        letter = letters.receipt(answer, lang, office=office)
        key = f"signoff.receipt:{answer.id}:{key}"
        post(key, to=to, lang=lang, subject=letter.subject, body=letter.body, is_new=True)


def _who_is_told(answer: Answer, person: Person) -> list[tuple[str, str, str]]:
    """Whoever acted, and the organisation's own address, so that nobody signs behind its back: key, address, lang."""
    told = [("person", person.email, person.lang)]
    house = answer.organisation
    if house.mail and house.mail.casefold() != person.email.casefold():
        told.append(("house", house.mail, house.lang))
    return told
