"""Answering for an organisation: who may, until when, what counts, and what is told to whom."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from advocacy.clock import SetClock
from advocacy.coalition.models import Status, StatusChange, Visibility
from advocacy.database import session, transaction
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.models import Entry
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from advocacy.signoff import actions
from advocacy.signoff.actions import AnswerRefused
from advocacy.signoff.models import Answer, Call, Choice
from advocacy.signoff.queries import open_dispute, standing_answer, standing_answers
from tests.make import coalition as make
from tests.make import signoff as calls

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def call() -> Call:
    return calls.open_call()


def mails(word: str) -> list[Message]:
    return [m for m in session.scalars(select(Message).order_by(Message.id)) if word in m.key]


def test_an_answer_repeats_the_seal_and_names_mandate_and_receipt(call: Call) -> None:
    organisation = call.roll[0].organisation
    answer = calls.answer(call, organisation)
    assert answer.seal == call.seal
    assert answer.mandate.organisation_id == organisation.id
    assert len(answer.receipt) == 10
    facts = session.scalars(select(Entry).where(Entry.kind == "signoff.answered")).one().facts
    assert (facts["seal"], facts["choice"], facts["mandate"]) == (call.seal, "sign", answer.mandate_id)


def test_the_receipt_goes_to_the_person_and_to_the_organisation_and_names_the_fingerprint(call: Call) -> None:
    organisation = call.roll[0].organisation
    answer = calls.answer(call, organisation)
    receipts = mails("signoff.receipt")
    assert {mail.recipient for mail in receipts} == {answer.person.email, organisation.mail}
    for mail in receipts:
        assert call.seal in body_of(mail)
        assert answer.receipt in body_of(mail)


def test_four_taps_are_one_answer_with_one_receipt(call: Call) -> None:
    organisation = call.roll[0].organisation
    receipts = {calls.answer(call, organisation).receipt for _tap in range(4)}
    assert len(receipts) == 1
    assert len(session.scalars(select(Answer)).all()) == 1
    assert len(mails("signoff.receipt")) == 2


def test_another_answer_by_the_same_person_takes_the_place_of_the_first_which_is_kept(call: Call) -> None:
    organisation = call.roll[0].organisation
    first = calls.answer(call, organisation)
    second = calls.answer(call, organisation, Choice.ABSTAIN)
    assert standing_answer(call, organisation) == second
    assert [(a.choice, a.standing) for a in session.scalars(select(Answer).order_by(Answer.id))] == [
        (Choice.SIGN, False),
        (Choice.ABSTAIN, True),
    ]
    assert first.receipt != second.receipt


def test_a_second_representative_who_disagrees_contests_the_first_answer(call: Call) -> None:
    organisation = call.roll[0].organisation
    first = calls.answer(call, organisation)
    other = make.signatory(organisation)
    second = calls.answer(call, organisation, Choice.OBJECT, by=other)
    assert standing_answer(call, organisation) is None
    dispute = open_dispute(call, organisation)
    assert dispute is not None
    assert dispute.voices == [first, second]


def test_only_whoever_answered_takes_the_answer_back(call: Call) -> None:
    organisation = call.roll[0].organisation
    answer = calls.answer(call, organisation)
    with pytest.raises(RuleBroken), transaction():
        actions.undo_answer(answer, by=make.signatory(organisation))
    assert standing_answer(call, organisation) == answer


def test_a_second_representative_who_agrees_gets_the_same_receipt(call: Call) -> None:
    organisation = call.roll[0].organisation
    first = calls.answer(call, organisation)
    assert calls.answer(call, organisation, by=make.signatory(organisation)) == first


def test_the_answer_of_somebody_whose_mandate_was_revoked_since_can_be_replaced(call: Call, clock: SetClock) -> None:
    organisation = call.roll[0].organisation
    calls.answer(call, organisation)
    mandate = organisation.mandates[0]
    mandate.revoked_at, mandate.revoked_by_id = clock.now(), call.opened_by_id
    session.commit()
    later = calls.answer(call, organisation, Choice.ABSTAIN, by=make.signatory(organisation))
    assert standing_answer(call, organisation) == later


def test_a_revoked_mandate_cannot_sign_and_the_attempt_is_noted(call: Call, clock: SetClock) -> None:
    organisation = call.roll[0].organisation
    person = calls.signatory_of(organisation)
    mandate = organisation.mandates[0]
    mandate.revoked_at, mandate.revoked_by_id = clock.now(), call.opened_by_id
    session.commit()
    with pytest.raises(AnswerRefused) as refused:
        calls.answer(call, organisation, by=person)
    assert refused.value.status == 403
    with transaction():
        actions.note_refusal(refused.value, call, organisation, by=person)
    assert [mail.recipient for mail in mails("signoff.dead")] == [organisation.mail]
    assert session.scalars(select(Entry).where(Entry.kind == "signoff.refused_no_mandate")).one()


def test_an_outsider_cannot_sign_for_somebody_elses_organisation(call: Call) -> None:
    here, there = call.roll[0].organisation, call.roll[1].organisation
    with pytest.raises(AnswerRefused):
        calls.answer(call, here, by=calls.signatory_of(there))
    assert standing_answers(call) == []


def test_a_suspended_member_cannot_sign(call: Call, clock: SetClock) -> None:
    organisation = call.roll[0].organisation
    organisation.history.append(
        StatusChange(status=Status.SUSPENDED, since=clock.now().date(), recorded_at=clock.now())
    )
    session.commit()
    with pytest.raises(AnswerRefused):
        calls.answer(call, organisation)


def test_an_organisation_admitted_after_the_opening_is_not_asked(call: Call) -> None:
    late = make.organisation()
    make.signatory(late)
    with pytest.raises(RuleBroken):
        calls.answer(call, late)


def test_the_clock_decides_about_the_last_moment_not_the_worker(call: Call, clock: SetClock) -> None:
    clock.set(call.closes_at - timedelta(microseconds=1))
    calls.answer(call, call.roll[0].organisation)
    clock.set(call.closes_at)
    with pytest.raises(RuleBroken):
        calls.answer(call, call.roll[1].organisation)
    assert call.is_open


@pytest.mark.parametrize(
    ("choice", "words", "field"),
    [
        (Choice.OBJECT, {"reason": "لا", "proposal": " "}, "proposal"),
        (Choice.OBJECT, {"reason": "", "proposal": "نعم"}, "reason"),
        (Choice.SIGN_WITH_RESERVATION, {"reservation": ""}, "reservation"),
        (Choice.SIGN_WITH_RESERVATION, {"reservation": "ك" * 601}, "reservation"),
    ],
)
def test_what_must_be_said_must_be_said(call: Call, choice: Choice, words: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        calls.answer(call, call.roll[0].organisation, choice, **words)
    assert field in refused.value.fields


def test_words_that_do_not_belong_to_the_choice_are_not_kept(call: Call) -> None:
    answer = calls.answer(call, call.roll[0].organisation, Choice.SIGN, reason="سبب", proposal="اقتراح")
    assert (answer.reason, answer.proposal, answer.reservation) == ("", "", "")


def test_an_answer_can_be_taken_back_for_a_day_while_the_call_is_open(call: Call, clock: SetClock) -> None:
    organisation = call.roll[0].organisation
    answer = calls.answer(call, organisation, visibility=Visibility.WITHHELD)
    clock.move(timedelta(hours=24))
    for _tap in range(2):
        with transaction():
            actions.undo_answer(answer, by=answer.person)
    assert standing_answer(call, organisation) is None
    assert answer.undone_at == clock.now()
    assert len(mails("signoff.undone")) == 2
    assert calls.answer(call, organisation).standing


def test_after_a_day_or_by_an_outsider_nothing_is_taken_back(call: Call, clock: SetClock) -> None:
    organisation, other = call.roll[0].organisation, call.roll[1].organisation
    answer = calls.answer(call, organisation)
    with pytest.raises(AnswerRefused), transaction():
        actions.undo_answer(answer, by=calls.signatory_of(other))
    clock.move(timedelta(hours=24, seconds=1))
    with pytest.raises(RuleBroken), transaction():
        actions.undo_answer(answer, by=answer.person)
    assert standing_answer(call, organisation) == answer


def test_a_superseded_answer_is_not_taken_back(call: Call) -> None:
    organisation = call.roll[0].organisation
    first = calls.answer(call, organisation)
    calls.answer(call, organisation, Choice.RECUSE)
    with pytest.raises(RuleBroken), transaction():
        actions.undo_answer(first, by=first.person)
