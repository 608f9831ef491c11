"""Using a standing instruction for a call: copied at once, stopped with one tap, counted after 24 hours."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy import chance, clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation, Visibility
from advocacy.coalition.queries import mandate_for
from advocacy.database import session
from advocacy.errors import RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.signoff import letters, standing_letters
from advocacy.signoff.actions.housing import link_for_the_house
from advocacy.signoff.actions.inviting import invite, mail_links
from advocacy.signoff.actions.refusing import without_mandate
from advocacy.signoff.models import Answer, Asked, Call, Choice, Instruction, Invitation, Purpose, StandingUse
from advocacy.signoff.queries import (
    COPY,
    asked,
    counts_from,
    half_signed,
    instruction_for,
    is_over,
    is_strict,
    mandate_behind,
    open_dispute,
    standing_answer,
    waiting_use,
    waiting_uses,
)
from advocacy.signoff.rules.standing import leaves_time


def apply_or_invite(line: Asked) -> list[Invitation]:
    """Ask an organisation when a call opens: by a copy of the text where its instruction covers it, else as usual."""
    call, organisation, now = line.call, line.organisation, clock.now()
    instruction = instruction_for(organisation, call.dossier.kind, now.date())
    if call.purpose is not Purpose.SIGNATURE or instruction is None or not leaves_time(now, call.closes_at):
        return invite(line)
    if mandate_behind(instruction, call.dossier, now.date()) is None:
        return invite(line)
    use = StandingUse(
        call_id=call.id,
        organisation_id=organisation.id,
        instruction_id=instruction.id,
        seal=call.seal,
        copied_at=now,
        call=call,
        organisation=organisation,
        instruction=instruction,
    )
    session.add(use)
    session.flush()
    invited = mail_links(line, standing_letters.copy_for(use))
    if organisation.mail:
        link = link_for_the_house(line)
        full = not is_strict(line)
        letter = standing_letters.copy(use, organisation.lang, organisation.timezone, link, in_full=full, to_house=True)
        post(COPY.format(use=use.id), to=organisation.mail, lang=letter.lang, subject=letter.subject, body=letter.body)
    _note("signoff.standing_applied", use, by=None, seal=use.seal, instruction=instruction.id)
    return invited


def stop_use(use: StandingUse, *, by: Person | None) -> StandingUse:
    """Within the 24 hours: it does not count. `by` None is the organisation itself. Twice is once.

    Any one representative can: to stop is to be asked.
    """
    session.refresh(use.call, with_for_update=True)
    session.refresh(use)
    if use.ended_at is not None:
        return use
    if use.answer_id is not None or is_over(use.call):
        raise RuleBroken(_("The 24 hours are over: it is an answer now. You can still give another one."))
    if by is not None and mandate_for(by, use.organisation, use.call.dossier, clock.now().date()) is None:
        raise without_mandate()
    _end(use, "stopped", by=by)
    return use


def end_for(call: Call, organisation: Organisation) -> None:
    """The organisation has answered itself, whatever it said: its instruction is not needed."""
    use = waiting_use(call, organisation)
    if use is not None:
        _end(use, "answered", tell=False)


def end_all(call: Call, why: str, *, tell: bool = True) -> None:
    """None of those that still wait counts for this call."""
    for use in waiting_uses(call):
        _end(use, why, tell=tell)


def end_uses_of(instruction: Instruction, *, by: Person | None) -> None:
    """The instruction was revoked: whatever still waits by it does not count."""
    waiting = select(StandingUse).where(
        StandingUse.instruction_id == instruction.id, StandingUse.answer_id.is_(None), StandingUse.ended_at.is_(None)
    )
    for use in session.scalars(waiting.order_by(StandingUse.id)).all():
        _end(use, "revoked", by=by)


def count_ripe(call: Call) -> int:
    """Make answers of those whose 24 hours are over, as of the moment at which they were; returns how many.

    Judged by stored times alone: a worker that slept changes nothing.
    """
    count = 0
    for use in waiting_uses(call):
        at = counts_from(use)
        if at is not None and at <= clock.now():
            count += _count(use)
    return count


def _count(use: StandingUse) -> bool:
    call, organisation, at = use.call, use.organisation, counts_from(use)
    assert at is not None
    if use.seal != call.seal:
        _end(use, "changed")
        return False
    if standing_answer(call, organisation) or open_dispute(call, organisation) or half_signed(call, organisation):
        _end(use, "answered", tell=False)
        return False
    behind = mandate_behind(use.instruction, call.dossier, at.date())
    if behind is None:
        _end(use, "no_mandate")
        return False
    person, mandate = behind
    answer = Answer(
        call=call,
        organisation_id=organisation.id,
        person_id=person.id,
        mandate_id=mandate.id,
        seal=use.seal,
        choice=Choice.SIGN,
        visibility=_visibility(use),
        answered_at=at,
        receipt=chance.code(10),
    )
    session.add(answer)
    session.flush()
    use.answer_id = answer.id
    session.flush()
    _receipts(answer, person)
    append(
        "signoff.answered",
        answer,
        by=person.id,
        dossier=call.dossier_id,
        organisation=organisation.id,
        call=call.id,
        seal=use.seal,
        choice=Choice.SIGN.value,
        mandate=mandate.id,
        supersedes=None,
        confirms=False,
        instruction=use.instruction_id,
    )
    return True


def _visibility(use: StandingUse) -> Visibility:
    """As the instruction says; a language that this text does not have becomes the safer choice."""
    chosen = use.instruction.visibility
    is_there = not chosen.only_in or use.call.freeze.text_in(chosen.only_in) is not None
    return chosen if is_there else Visibility.WITHHELD


def _receipts(answer: Answer, person: Person) -> None:
    house = answer.organisation
    told = [("person", person.email, person.lang)]
    if house.mail and house.mail.casefold() != person.email.casefold():
        told.append(("house", house.mail, house.lang))
    for key, to, lang in told:
        letter = letters.receipt(answer, lang)
        post(f"signoff.receipt:{answer.id}:{key}", to=to, lang=lang, subject=letter.subject, body=letter.body)


def _end(use: StandingUse, why: str, *, by: Person | None = None, tell: bool = True) -> None:
    use.ended_at, use.ended_by_id, use.ended_why = clock.now(), by.id if by else None, why
    session.flush()
    _note(f"signoff.standing_{'stopped' if why == 'stopped' else 'ended'}", use, by=by, why=why)
    if not tell:
        return
    house, line = use.organisation, asked(use.call, use.organisation)
    people = {invitation.person for invitation in line.invitations} if line else set()
    told = {person.email.casefold(): (person.email, person.lang) for person in people}
    if house.mail:
        told[house.mail.casefold()] = (house.mail, house.lang)
    for number, (to, lang) in enumerate(told.values()):
        letter = standing_letters.ended(use, lang)
        post(f"signoff.standing_end:{use.id}:{number}", to=to, lang=lang, subject=letter.subject, body=letter.body)


def _note(kind: str, use: StandingUse, *, by: Person | None, **facts: object) -> None:
    append(
        kind,
        use,
        by=by.id if by else None,
        dossier=use.call.dossier_id,
        organisation=use.organisation_id,
        call=use.call_id,
        **facts,
    )
