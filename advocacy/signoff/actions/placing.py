"""Where a new answer stands beside what the organisation has said before: alone, first of two, second, or against."""

from collections.abc import Callable
from dataclasses import dataclass

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import mandate_for, signatories_of
from advocacy.database import session
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.signoff import notices
from advocacy.signoff.actions import disputing
from advocacy.signoff.actions.closing import close_if_settled
from advocacy.signoff.models import Answer, Call, Dispute, JointAnswer
from advocacy.signoff.queries import (
    accepted_seals,
    awaiting_confirmation,
    counted_uses,
    half_signed,
    is_unconfirmed,
    joint_of,
    open_dispute,
    standing_answer,
)


@dataclass(frozen=True, slots=True)
class Place:
    """What was there when an answer came, and what becomes of both.

    `known` is the answer that is only being repeated, `standing` what steps down, `against` a colleague's answer that
    the new one contradicts, `half` the first of two signatures, which the new answer completes if it `is_second`.
    """

    known: Answer | None = None
    standing: Answer | None = None
    dispute: Dispute | None = None
    half: JointAnswer | None = None
    against: Answer | None = None
    is_second: bool = False

    def stands(self, organisation: Organisation) -> bool:
        """Whether the new answer counts at once."""
        if self.dispute is not None or self.against is not None:
            return False
        return self.is_second or organisation.signatures_needed == 1


def place_for(call: Call, organisation: Organisation, by: Person, is_same: Callable[[Answer], bool]) -> Place:
    """Find the place of an answer that this person is about to give. AnswerRefused against what has been settled.

    The same answer to a text that has changed since is a new one. No answer contradicts a colleague's signature that
    waits to be confirmed, nor repeats against them one that was carried over.
    """
    dispute = open_dispute(call, organisation)
    if dispute is not None:
        own = next((voice for voice in dispute.voices if voice.person_id == by.id), None)
        is_known = own is not None and is_same(own) and own.seal == call.seal
        return Place(known=own if is_known else None, dispute=dispute)
    half, standing = half_signed(call, organisation), standing_answer(call, organisation)
    if half is not None:
        return _beside_a_first_signature(half, by, is_same)
    if standing is None:
        return Place()
    if is_same(standing) and _holds_as_it_is(standing):
        return Place(known=standing)
    is_for_the_text_of_now = is_same(standing) or awaiting_confirmation(call, standing)
    against = None if is_for_the_text_of_now else _contradicted(standing, by)
    if against is not None:
        disputing.refuse_after_settlement(call, organisation, against)
    return Place(standing=standing, against=against)


def step_down(place: Place) -> None:
    """Make room: at most one answer of an organisation may stand, and one first signature wait."""
    if place.standing is not None:
        place.standing.standing = False
    if place.half is not None and not place.is_second:
        place.half.ended_at = clock.now()
    session.flush()


def settle_in(answer: Answer, place: Place) -> None:
    """Do what follows from the place that the answer took."""
    if place.dispute is not None:
        disputing.speak_in(place.dispute, answer)
    elif place.against is not None:
        disputing.contest(place.against, answer)
    elif place.is_second and place.half is not None:
        place.half.second = answer
        session.flush()
        close_if_settled(answer.call)
    elif answer.standing:
        close_if_settled(answer.call)
    else:
        _wait_for_the_second(answer)


def is_another_voice(answer: Answer, person: Person) -> bool:
    """Whether somebody else gave that answer, who may still sign for the organisation today."""
    if answer.person_id == person.id:
        return False
    today = clock.now().date()
    return mandate_for(answer.person, answer.organisation, answer.call.dossier, today) is not None


def is_anothers_alone(answer: Answer, person: Person) -> bool:
    """Whether somebody else gave that answer and this person had no part in it."""
    pair = joint_of(answer)
    return is_another_voice(answer, person) and (pair is None or pair.first.person_id != person.id)


def _holds_as_it_is(standing: Answer) -> bool:
    """Whether the same answer again would add nothing: it was given to the text of now, or by two people to one from
    which only editorial changes lead here, so that one of them alone does not undo what both have signed.
    """
    call = standing.call
    if standing.seal == call.seal:
        return True
    return joint_of(standing) is not None and not awaiting_confirmation(call, standing)


def _beside_a_first_signature(half: JointAnswer, by: Person, is_same: Callable[[Answer], bool]) -> Place:
    first, call = half.first, half.first.call
    if is_unconfirmed(first, accepted_seals(call)):
        return Place(half=half)  # it was given to another text: the new answer is the first one to the text of now
    if not is_another_voice(first, by):
        is_known = first.person_id == by.id and is_same(first) and first.seal == call.seal
        return Place(known=first) if is_known else Place(half=half)
    if is_same(first):
        return Place(half=half, is_second=True)
    return Place(half=half, against=half.first)


def _contradicted(standing: Answer, by: Person) -> Answer | None:
    """Whose answer another one would contradict: the one that stands, or the first signature below one's own.

    What a standing instruction said beforehand gives way to whoever answers now.
    """
    if standing.id in counted_uses(standing.call):
        return None
    pair = joint_of(standing)
    given = [standing, pair.first] if pair else [standing]
    return next((answer for answer in given if is_another_voice(answer, by)), None)


def _wait_for_the_second(first: Answer) -> None:
    """Note the first of two signatures and tell those who may give the second."""
    call, house = first.call, first.organisation
    session.add(JointAnswer(call_id=call.id, organisation_id=house.id, first_id=first.id))
    session.flush()
    append(
        "signoff.half_signed", first, by=first.person_id, dossier=call.dossier_id, organisation=house.id, call=call.id
    )
    for person, _mandate in signatories_of(house, call.dossier, clock.now().date()):
        if person.id != first.person_id:
            letter = notices.second_wanted(first, person.lang, person.timezone)
            post(
                f"signoff.second_wanted:{first.id}:{person.id}",
                to=person.email,
                lang=letter.lang,
                subject=letter.subject,
                body=letter.body,
            )
