"""Answering for an organisation, and taking the answer back."""

from datetime import timedelta

from flask_babel import lazy_gettext as _

from advocacy import chance, clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation, Visibility
from advocacy.coalition.queries import mandate_for
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.signoff import letters
from advocacy.signoff.actions.closing import close_if_settled
from advocacy.signoff.actions.refusing import contradicting, without_mandate
from advocacy.signoff.models import Answer, Call, Choice
from advocacy.signoff.queries import SIGNING, asked, awaiting_confirmation, standing_answer

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
    reason: str = "",
    proposal: str = "",
    by: Person,
) -> Answer:
    """Record what the organisation answers, and close the call if it was the last one to be waited for.

    The same answer again is the same answer with the same receipt. Another answer by the same person takes the place
    of the first, which is kept. BadInput when something must be said that was not; RuleBroken when the time is over;
    AnswerRefused, to be noted, for somebody without a mandate or against a colleague's answer.
    """
    said = _what_was_said(choice, reservation, reason, proposal)
    session.refresh(call, with_for_update=True)
    now = clock.now()
    _refuse_when_over(call)
    if asked(call, organisation) is None:
        raise RuleBroken(_("This organisation was not a member when the call was opened, so it is not asked."))
    mandate = mandate_for(by, organisation, call.dossier, now.date())
    if mandate is None:
        raise without_mandate()
    standing = standing_answer(call, organisation)
    confirms = awaiting_confirmation(call, standing)
    if standing is not None:
        same = _same(standing, choice, visibility, said)
        if same and standing.seal == call.seal:
            return standing
        if (
            not (same or confirms)
            and standing.person_id != by.id
            and mandate_for(standing.person, organisation, call.dossier, now.date())
        ):
            raise contradicting()
        standing.standing = False
        session.flush()  # the old answer must step down before the new one stands: one may stand at a time
    answer = Answer(
        organisation_id=organisation.id,
        person_id=by.id,
        mandate_id=mandate.id,
        seal=call.seal,
        choice=choice,
        visibility=visibility,
        answered_at=now,
        receipt=chance.code(10),
        **said,
    )
    call.answers.append(answer)
    session.flush()
    _send_receipt(answer)
    append(
        "signoff.answered",
        answer,
        by=by.id,
        dossier=call.dossier_id,
        organisation=organisation.id,
        call=call.id,
        seal=call.seal,
        choice=choice.value,
        mandate=mandate.id,
        supersedes=standing.id if standing else None,
        confirms=confirms and choice in SIGNING,
    )
    close_if_settled(call)
    return answer


def undo_answer(answer: Answer, *, by: Person) -> Answer:
    """Take an answer back: it stays in the file and counts no more. Doing it twice changes nothing."""
    call = answer.call
    session.refresh(call, with_for_update=True)
    session.refresh(answer)
    if answer.undone_at is not None:
        return answer
    now = clock.now()
    _refuse_when_over(call)
    if not answer.standing:
        raise RuleBroken(_("A later answer has taken the place of this one. Reload the page to see it."))
    if now > answer.answered_at + UNDO_FOR:
        raise RuleBroken(
            _("An answer can be taken back for 24 hours. You can still give another one while the call is open.")
        )
    if mandate_for(by, answer.organisation, call.dossier, now.date()) is None:
        raise without_mandate()
    answer.standing, answer.undone_at = False, now
    for key, to, lang in _who_is_told(answer, by):
        letter = letters.taken_back(answer, lang)
        post(f"signoff.undone:{answer.id}:{key}", to=to, lang=lang, subject=letter.subject, body=letter.body)
    append(
        "signoff.undone",
        answer,
        by=by.id,
        dossier=call.dossier_id,
        organisation=answer.organisation_id,
        call=call.id,
        seal=answer.seal,
    )
    return answer


def _what_was_said(choice: Choice, reservation: str, reason: str, proposal: str) -> dict[str, str]:
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


def _same(standing: Answer, choice: Choice, visibility: Visibility, said: dict[str, str]) -> bool:
    before = {name: getattr(standing, name) for name in said}
    return (standing.choice, standing.visibility, before) == (choice, visibility, said)


def _send_receipt(answer: Answer) -> None:
    for key, to, lang in _who_is_told(answer, answer.person):
        letter = letters.receipt(answer, lang)
        post(f"signoff.receipt:{answer.id}:{key}", to=to, lang=lang, subject=letter.subject, body=letter.body)


def _who_is_told(answer: Answer, person: Person) -> list[tuple[str, str, str]]:
    """Whoever acted, and the organisation's own address, so that nobody signs behind its back: key, address, lang."""
    told = [("person", person.email, person.lang)]
    house = answer.organisation
    if house.mail and house.mail.casefold() != person.email.casefold():
        told.append(("house", house.mail, house.lang))
    return told
