"""Two voices of one organisation: kept, not counted, and settled by itself or by arbitration (hard case N01)."""

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Organisation
from advocacy.coalition.queries import mandate_for
from advocacy.database import session
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.actions import append
from advocacy.outbox.actions import post
from advocacy.signoff import notices
from advocacy.signoff.actions.closing import close_if_settled
from advocacy.signoff.actions.housing import link_for_the_house
from advocacy.signoff.actions.refusing import AnswerRefused
from advocacy.signoff.letters import Letter
from advocacy.signoff.models import Answer, Call, Choice, Dispute, SetAside, SettledBy
from advocacy.signoff.queries import accepted_seals, arbitrators, asked, is_over, is_unconfirmed, last_word
from advocacy.signoff.rules.disputes import own_until

MOST_WORDS = 600


def contest(first: Answer, second: Answer) -> Dispute:
    """Put both answers side by side; neither stands, and everybody whom it concerns is told."""
    call, now = second.call, clock.now()
    dispute = Dispute(
        call_id=call.id,
        organisation_id=second.organisation_id,
        opened_at=now,
        own_until=own_until(now, call.closes_at),
        spoken=[first, second],
    )
    session.add(dispute)
    session.flush()
    _note("signoff.contested", dispute, by=second.person, answers=[first.id, second.id])
    _tell_both_sides(dispute, second.id)
    _tell_arbitration(dispute, "opened")
    return dispute


def speak_in(dispute: Dispute, answer: Answer) -> None:
    """Somebody answers while the matter is open: it settles it when all who may speak now say the same."""
    dispute.spoken.append(answer)
    session.flush()
    _note("signoff.contested", dispute, by=answer.person, answers=[each.id for each in dispute.voices])
    if not settle_if_agreed(dispute, by=answer.person):
        _tell_both_sides(dispute, answer.id)


def settle_if_agreed(dispute: Dispute, *, by: Person) -> bool:
    """Settle by agreement when the people whose mandates still hold say the same; returns whether they do."""
    today = clock.now().date()
    voices = [
        answer
        for answer in dispute.voices
        if mandate_for(answer.person, dispute.organisation, dispute.call.dossier, today)
    ]
    seals = accepted_seals(dispute.call)
    counted = [answer for answer in voices if not is_unconfirmed(answer, seals)]
    if len({said(answer) for answer in voices}) != 1 or len(counted) < dispute.organisation.signatures_needed:
        return False
    _settle(dispute, counted[-1], SettledBy.AGREEMENT, by=by, reason="")
    return True


def settle_for_the_house(dispute: Dispute, answer: Answer | None, *, reason: str = "") -> Dispute:
    """The organisation itself says which answer holds; None for none of them. Twice is once."""
    session.refresh(dispute.call, with_for_update=True)
    session.refresh(dispute)
    if dispute.settled_at is None:
        _check(dispute, answer)
        _settle(dispute, answer, SettledBy.HOUSE, by=None, reason=reason.strip()[:MOST_WORDS])
    return dispute


def arbitrate(dispute: Dispute, answer: Answer | None, *, reason: str, by: Person) -> Dispute:
    """Arbitration says which answer holds, with its reason, once the organisation's own time is over. Twice is once."""
    session.refresh(dispute.call, with_for_update=True)
    session.refresh(dispute)
    if dispute.settled_at is not None:
        return dispute
    if clock.now() < dispute.own_until:
        raise RuleBroken(_("The organisation still has time to settle this itself."))
    _check(dispute, answer)
    _settle(dispute, answer, SettledBy.ARBITRATION, by=by, reason=_reason(reason))
    return dispute


def set_aside(answer: Answer, *, reason: str, by: Person) -> SetAside:
    """Arbitration takes the blocking force from an objection, with its reason (hard case N15). Twice is once."""
    session.refresh(answer.call, with_for_update=True)
    session.refresh(answer)
    known = session.scalars(select(SetAside).where(SetAside.answer_id == answer.id)).one_or_none()
    if known is not None:
        return known
    if is_over(answer.call) or not answer.standing or answer.choice is not Choice.OBJECT:
        raise RuleBroken(_("This objection no longer stands, or the call has closed."))
    found = SetAside(answer_id=answer.id, person_id=by.id, at=clock.now(), reason=_reason(reason))
    session.add(found)
    session.flush()
    append(
        "signoff.set_aside",
        answer,
        by=by.id,
        dossier=answer.call.dossier_id,
        organisation=answer.organisation_id,
        call=answer.call_id,
    )
    house, person = answer.organisation, answer.person
    for key, to, lang in (("person", person.email, person.lang), ("house", house.mail, house.lang)):
        _mail(f"signoff.set_aside:{answer.id}:{key}", to, notices.set_aside(answer, found.reason, lang))
    close_if_settled(answer.call)
    return found


def hand_on(dispute: Dispute) -> None:
    """The organisation's own time is over: arbitration is told that it is theirs now."""
    dispute.handed_on_at = clock.now()
    session.flush()
    _note("signoff.dispute_handed_on", dispute, by=None)
    _tell_arbitration(dispute, "handed_on")


def refuse_after_settlement(call: Call, organisation: Organisation, against: Answer) -> None:
    """AnswerRefused when the organisation itself or arbitration has said that the contradicted answer holds."""
    settlement = last_word(call, organisation)
    if settlement is not None and settlement.answer_id == against.id:
        raise AnswerRefused(
            "two_voices",
            _(
                "Two different answers of your organisation have been settled already; what was settled stands. "
                "The coordinator helps."
            ),
        )


def said(answer: Answer) -> tuple[str, ...]:
    """Everything in which two answers can differ."""
    return (answer.choice, answer.visibility, answer.reservation, answer.reason, answer.proposal)


def _check(dispute: Dispute, answer: Answer | None) -> None:
    if is_over(dispute.call):
        raise RuleBroken(_("This call has closed; the answer can no longer change."))
    if answer is not None and answer not in dispute.voices:
        raise BadInput({"answer": _("Choose one of the entries in the list.")})


def _reason(words: str) -> str:
    words = words.strip()
    if not words:
        raise BadInput({"reason": _("Say why: the organisation and the decision file keep the reason.")})
    if len(words) > MOST_WORDS:
        raise BadInput({"reason": _("That is too long: at most %(count)s characters.", count=MOST_WORDS)})
    return words


def _settle(dispute: Dispute, answer: Answer | None, how: SettledBy, *, by: Person | None, reason: str) -> None:
    dispute.settled_at, dispute.settled_by, dispute.reason = clock.now(), how, reason
    dispute.settled_by_id, dispute.answer = by.id if by else None, answer
    if answer is not None:
        answer.standing = True
    session.flush()
    _note("signoff.dispute_settled", dispute, by=by, how=how.value, answer=answer.id if answer else None)
    for key, to, lang in _sides(dispute):
        _mail(f"signoff.settled:{dispute.id}:{key}", to, notices.settled(dispute, lang))
    close_if_settled(dispute.call)


def _sides(dispute: Dispute) -> list[tuple[str, str, str]]:
    people = [(str(answer.person_id), answer.person.email, answer.person.lang) for answer in dispute.voices]
    return [*people, ("house", dispute.organisation.mail, dispute.organisation.lang)]


def _tell_both_sides(dispute: Dispute, cause: int) -> None:
    for answer in dispute.voices:
        letter = notices.contested(dispute, answer.person.lang, answer.person.timezone)
        _mail(f"signoff.contested:{cause}:{answer.person_id}", answer.person.email, letter)
    house, line = dispute.organisation, asked(dispute.call, dispute.organisation)
    if house.mail and line is not None:
        link = link_for_the_house(line)
        _mail(
            f"signoff.contested:{cause}:house", house.mail, notices.contested(dispute, house.lang, house.timezone, link)
        )


def _tell_arbitration(dispute: Dispute, what: str) -> None:
    for person in arbitrators(clock.now().date()):
        letter = notices.for_arbitration(dispute, person.lang, person.timezone)
        _mail(f"signoff.arbitration:{dispute.id}:{what}:{person.id}", person.email, letter)


def _mail(key: str, to: str, letter: Letter) -> None:
    if to:
        post(key, to=to, lang=letter.lang, subject=letter.subject, body=letter.body)


def _note(kind: str, dispute: Dispute, *, by: Person | None, **facts: object) -> None:
    append(
        kind,
        dispute,
        by=by.id if by else None,
        dossier=dispute.call.dossier_id,
        organisation=dispute.organisation_id,
        call=dispute.call_id,
        **facts,
    )
