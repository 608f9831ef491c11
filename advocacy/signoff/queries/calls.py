"""Reads about calls: who was asked, what stands, who waits."""

from collections.abc import Collection
from datetime import date

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from advocacy import clock
from advocacy.accounts.models import Person
from advocacy.coalition.models import Body, BodyTerm, GroupRole, GroupTerm, Organisation, Visibility
from advocacy.coalition.rules import holds
from advocacy.database import session
from advocacy.drafting.models import Dossier, Stage
from advocacy.errors import NotFound
from advocacy.policy import Actor, Office
from advocacy.signoff.models import Answer, Asked, Call, Choice, Endorsement, Invitation, Outcome
from advocacy.signoff.queries.alternates import must_wait
from advocacy.signoff.queries.changes import SIGNING, accepted_seals, is_unconfirmed, running_window
from advocacy.signoff.queries.disputes import open_disputes, set_aside_in
from advocacy.signoff.queries.joint import half_signed, half_signed_in
from advocacy.signoff.queries.tokens import token_hash
from advocacy.signoff.queries.wording import seats_in
from advocacy.signoff.rules import RULES, Given, Outlook, Tally, count, is_settled_early, outlook
from papers.arabic import sort_key


def call_of(call_id: int) -> Call:
    """The call of that id; NotFound when there is none."""
    call = session.get(Call, call_id)
    if call is None:
        raise NotFound(_("There is no such call."))
    return call


def open_call_of(dossier: Dossier) -> Call | None:
    """The call that is open for this paper; there is at most one."""
    return session.scalars(select(Call).where(Call.dossier_id == dossier.id, Call.outcome.is_(None))).one_or_none()


def newest_call_of(dossier: Dossier) -> Call | None:
    """The latest call for this paper, open or settled, that was not called off; None if there never was one."""
    kept = select(Call).where(Call.dossier_id == dossier.id, Call.outcome.is_distinct_from(Outcome.CALLED_OFF))
    return session.scalars(kept.order_by(Call.id.desc()).limit(1)).one_or_none()


def standing_answers(call: Call) -> list[Answer]:
    """The answers that count, at most one per organisation, in the order in which they came."""
    return list(session.scalars(select(Answer).where(Answer.call_id == call.id, Answer.standing).order_by(Answer.id)))


def standing_answer(call: Call, organisation: Organisation) -> Answer | None:
    """What stands for this organisation; None when it has not answered, or has taken its answer back."""
    return session.scalars(
        select(Answer).where(Answer.call_id == call.id, Answer.organisation_id == organisation.id, Answer.standing)
    ).one_or_none()


def last_answer(call: Call, organisation: Organisation) -> Answer | None:
    """The latest answer of this organisation, standing or not; None when it never answered."""
    return session.scalars(
        select(Answer)
        .where(Answer.call_id == call.id, Answer.organisation_id == organisation.id)
        .order_by(Answer.id.desc())
        .limit(1)
    ).one_or_none()


def endorsements_of(call: Call) -> list[Endorsement]:
    """Partners from outside that support the text."""
    return list(session.scalars(select(Endorsement).where(Endorsement.call_id == call.id).order_by(Endorsement.id)))


def asked(call: Call, organisation: Organisation) -> Asked | None:
    """The organisation's line on the roll; None when it was not asked."""
    return session.scalars(
        select(Asked).where(Asked.call_id == call.id, Asked.organisation_id == organisation.id)
    ).one_or_none()


def answer_so_far(call: Call, organisation: Organisation) -> Answer | None:
    """The answer that stands, else the first of two signatures that waits for the second."""
    half = half_signed(call, organisation)
    return standing_answer(call, organisation) or (half.first if half else None)


def roll_of(call: Call) -> list[int]:
    """Ids of the organisations that were asked."""
    return list(session.scalars(select(Asked.organisation_id).where(Asked.call_id == call.id).order_by(Asked.id)))


def given_in(call: Call) -> list[Given]:
    """The standing answers as the rules read them, and who is known to be at odds with itself."""
    aside, seals = set_aside_in(call), accepted_seals(call)
    given = [
        Given(
            answer.organisation_id,
            _counted_as(answer, seals),
            answer.visibility is Visibility.WITHHELD,
            answer.id in aside,
        )
        for answer in standing_answers(call)
    ]
    given += [Given(dispute.organisation_id, "contested") for dispute in open_disputes(call)]
    return given + [Given(half.organisation_id, "half_signed") for half in half_signed_in(call)]


def _counted_as(answer: Answer, seals: Collection[str]) -> str:
    """A signature to an earlier text, or one that its organisation wants counted nowhere (decision 0021), is known and
    counts for nothing.
    """
    if is_unconfirmed(answer, seals):
        return "unconfirmed"
    is_uncounted = answer.choice in SIGNING and answer.visibility is Visibility.UNCOUNTED
    return "uncounted" if is_uncounted else answer.choice.value


def signatures_of(call: Call) -> list[Answer]:
    """The standing answers that are signatures under the text as it is now, and are counted as such.

    Nobody's while two people of the organisation disagree, or the second of two signatures is to come.
    """
    seals = accepted_seals(call)
    signed = [a for a in standing_answers(call) if a.choice in SIGNING and not is_unconfirmed(a, seals)]
    return [answer for answer in signed if answer.visibility is not Visibility.UNCOUNTED]


def outlook_of(call: Call) -> Outlook:
    """What would still change the outcome of an open call."""
    return outlook(call.rule, call.rule_values, seats_in(call), given_in(call))


def may_end_early(call: Call) -> bool:
    """Whether the by-laws under which the call was opened let it end before its deadline as things stand.

    Never while a change of the text can still be raised. Asked after every answer, so what cannot be is seen by
    counting rows.
    """
    if running_window(call) is not None or _some_are_silent(call):
        return False
    return is_settled_early(call.rule, call.rule_values, seats_in(call), given_in(call))


def _some_are_silent(call: Call) -> bool:
    """Whether the by-laws wait for everybody and fewer answers stand than were asked for."""
    waits_for = RULES[call.rule].check(call.rule_values)["close_early"]
    if waits_for != "when_all_answered":
        return bool(waits_for == "never")
    asked_for = select(func.count()).where(Asked.call_id == call.id).scalar_subquery()
    standing = select(func.count()).where(Answer.call_id == call.id, Answer.standing).scalar_subquery()
    return bool(session.scalar(select(standing < asked_for)))


def tally_now(call: Call) -> Tally:
    """The counts as they stand at this moment."""
    return count(seats_in(call), given_in(call))


def asked_and_signed(call: Call) -> tuple[int, int]:
    """How many are asked and how many signatures count; every letter of a call says both."""
    roll = session.scalar(select(func.count()).where(Asked.call_id == call.id)) or 0
    signed = select(Answer.id).where(Answer.call_id == call.id, Answer.standing, Answer.choice.in_(SIGNING)).limit(1)
    return roll, tally_now(call).sign if session.scalars(signed).first() is not None else 0


def public_signatories(call: Call, lang: str, *, besides: Organisation | None = None) -> list[str]:
    """Names that stand under the text so far and may be seen, in alphabetical order of that language."""
    own = besides.id if besides else None
    names = [
        answer.organisation.name_in(lang)
        for answer in signatures_of(call)
        if answer.visibility is Visibility.PUBLIC and answer.organisation_id != own
    ]
    return sorted(names, key=lambda name: sort_key(name, lang))


def invitation_of(token: str) -> Invitation | None:
    """The invitation that this personal link belongs to, valid or not; None for one that we did not make.

    What decides whether it opens anything comes along in one statement.
    """
    line = joinedload(Invitation.asked, innerjoin=True)
    house = line.joinedload(Asked.organisation, innerjoin=True)
    found = select(Invitation).where(Invitation.token_hash == token_hash(token))
    found = found.options(
        joinedload(Invitation.person, innerjoin=True),
        line.joinedload(Asked.call, innerjoin=True).joinedload(Call.dossier, innerjoin=True),
        house.joinedload(Organisation.history),
        house.joinedload(Organisation.mandates),
    )
    return session.scalars(found).unique().one_or_none()


def read_for_answer(call_id: int, organisation_id: int, person_id: int) -> tuple[Call, Organisation, Person]:
    """What an answer is judged by, in one statement instead of nine.

    Whoever asks keeps the three for as long as the answer is made, else each is read again.
    """
    house = joinedload(Asked.organisation, innerjoin=True)
    text = joinedload(Asked.call, innerjoin=True)
    found = (
        select(Asked, Person)
        .join(Person, Person.id == person_id)
        .where(Asked.call_id == call_id, Asked.organisation_id == organisation_id)
        .options(
            text.joinedload(Call.dossier, innerjoin=True),
            text.joinedload(Call.freeze, innerjoin=True),
            house.joinedload(Organisation.history),
            house.joinedload(Organisation.mandates),
        )
    )
    row = session.execute(found).unique().one_or_none()
    if row is None:  # not asked: the action says so
        return call_of(call_id), session.get_one(Organisation, organisation_id), session.get_one(Person, person_id)
    return row[0].call, row[0].organisation, row[1]


def waiting_for(actor: Actor) -> list[tuple[Call, Organisation, Answer | None]]:
    """Open calls for the organisations that this person represents, the most urgent first, with what stands."""
    rows = session.scalars(
        select(Asked)
        .join(Asked.call)
        .where(Call.outcome.is_(None), Asked.organisation_id.in_(actor.represents))
        .order_by(Call.closes_at, Asked.id)
    )
    lines = [row for row in rows if not must_wait(actor, row)]
    return [(row.call, row.organisation, standing_answer(row.call, row.organisation)) for row in lines]


def objections_in_review(actor: Actor) -> list[Answer]:
    """Standing objections of the organisations that this person represents, to papers that are in review again."""
    found = select(Answer).join(Answer.call).join(Call.dossier)
    found = found.where(Answer.organisation_id.in_(actor.represents), Answer.standing, Answer.choice == Choice.OBJECT)
    return list(session.scalars(found.where(Dossier.stage == Stage.REVIEW).order_by(Answer.id.desc())))


def coordinators(day: date) -> list[Person]:
    """Who runs the secretariat on that day."""
    terms = session.scalars(
        select(BodyTerm).join(BodyTerm.body).where(Body.office == Office.COORDINATOR.value).order_by(BodyTerm.id)
    )
    return _active(list(terms), day)


def rapporteurs(dossier: Dossier, day: date) -> list[Person]:
    """Who leads the working group of the paper on that day."""
    terms = session.scalars(
        select(GroupTerm)
        .where(GroupTerm.group_id == dossier.group_id, GroupTerm.role == GroupRole.RAPPORTEUR)
        .order_by(GroupTerm.id)
    )
    return _active(list(terms), day)


def _active(terms: list[BodyTerm] | list[GroupTerm], day: date) -> list[Person]:
    held = [term for term in terms if holds(term, day)]
    return list(dict.fromkeys(term.person for term in held if term.person.active))


def is_over(call: Call) -> bool:
    """Whether the hard deadline has passed, closed or not: from then on nothing is answered."""
    return not call.is_open or clock.now() >= call.closes_at
