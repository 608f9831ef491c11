"""Closing a call: computed, once, at its time; reminders on the way; support from outside."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from advocacy.clock import SetClock
from advocacy.coalition.models import Status
from advocacy.database import session, transaction
from advocacy.drafting.models import Stage
from advocacy.errors import BadInput, RuleBroken
from advocacy.ledger.models import Entry
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.signoff import actions
from advocacy.signoff.models import Call, Choice, Endorsement, Outcome, Reminder
from advocacy.signoff.queries import newest_call_of, open_call_of
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.drafting import frozen_dossier
from tests.make.worker import work_off

pytestmark = pytest.mark.usefixtures("app")


def mails(word: str) -> list[Message]:
    return [m for m in session.scalars(select(Message).order_by(Message.id)) if word in m.key]


def fresh(call: Call) -> Call:
    session.expire_all()
    return session.get_one(Call, call.id)


def test_a_call_closes_when_the_last_member_has_answered() -> None:
    call = calls.adopted_call()
    assert call.outcome is Outcome.ADOPTED
    assert call.dossier.stage is Stage.ADOPTED
    assert call.attribution == {"key": "n_member_organisations", "numbers": {"n": 3}}
    assert call.tally is not None
    assert (call.tally["sign"], call.tally["reservation"]) == (3, 1)


def test_a_call_closes_at_its_deadline_with_what_stands(clock: SetClock) -> None:
    call = calls.open_call(rule="quorum_majority", values={"quorum_percent": 60})
    calls.answer(call, call.roll[0].organisation)
    clock.set(call.closes_at)
    assert work_off("signoff.close") == 1
    assert fresh(call).outcome is Outcome.NOT_ADOPTED
    assert call.dossier.stage is Stage.NOT_ADOPTED


@pytest.mark.parametrize(("close_early", "ends"), [("when_certain", True), ("when_all_answered", False)])
def test_a_call_ends_when_nothing_can_change_any_more_if_the_by_laws_allow_it(close_early: str, ends: bool) -> None:
    law = {"majority": "absolute", "close_early": close_early}
    call = calls.open_call(organisations=4, rule="quorum_majority", values=law)
    for line in list(call.roll)[:2]:
        calls.answer(call, line.organisation)
    assert fresh(call).is_open
    calls.answer(call, call.roll[2].organisation)
    assert (fresh(call).outcome is Outcome.ADOPTED) is ends


def test_by_laws_may_keep_a_call_open_to_its_deadline(clock: SetClock) -> None:
    call = calls.open_call(values={"close_early": "never"}, rule="opt_in")
    for line in list(call.roll):
        calls.answer(call, line.organisation)
    assert fresh(call).is_open
    clock.set(call.closes_at)
    assert work_off("signoff.close") == 1
    assert fresh(call).outcome is Outcome.ADOPTED


def test_nobody_closes_a_call_early() -> None:
    call = calls.open_call()
    with pytest.raises(RuleBroken), transaction():
        actions.close_call(call)
    assert work_off("signoff.close") == 0


def test_closing_twice_is_closing_once(clock: SetClock) -> None:
    call = calls.open_call()
    clock.set(call.closes_at)
    for _worker in range(2):
        with transaction():
            actions.close_call(call)
    assert len(session.scalars(select(Entry).where(Entry.kind == "signoff.closed")).all()) == 1


def test_coordinator_and_rapporteurs_are_told_the_numbers_and_never_the_names() -> None:
    group = make.group()
    rapporteur, coordinator = make.rapporteur(group), make.holder_of(Office.COORDINATOR)
    call = calls.adopted_call(frozen_dossier(group=group), withheld=1)
    told = mails("signoff.outcome")
    assert {rapporteur.email, coordinator.email} <= {mail.recipient for mail in told}
    for mail in told:
        assert not any(line.organisation.name_ar in body_of(mail) for line in call.roll)


def test_a_call_that_was_called_off_has_no_outcome_and_the_text_can_be_asked_about_again() -> None:
    call = calls.open_call()
    coordinator = make.holder_of(Office.COORDINATOR)
    with pytest.raises(BadInput), transaction():
        actions.call_off(call, reason=" ", by=coordinator)
    for _tap in range(2):
        with transaction():
            actions.call_off(call, reason="خطأ في الترجمة", by=coordinator)
    assert (call.outcome, call.attribution) == (Outcome.CALLED_OFF, None)
    assert len(mails("called_off")) == 3
    assert newest_call_of(call.dossier) is None
    again = calls.open_call(call.dossier)
    assert open_call_of(call.dossier) == again
    with pytest.raises(RuleBroken):
        calls.answer(call, call.roll[0].organisation)


def test_reminders_go_out_once_at_their_times_and_not_to_those_who_answered(clock: SetClock) -> None:
    call = calls.open_call(organisations=2, soft=96, hours=120)
    quick, slow = (line.organisation for line in call.roll)
    calls.answer(call, quick)
    before = len(mails("signoff.link"))
    clock.set(call.soft_at - timedelta(hours=72))
    work_off("signoff.remind")
    work_off("signoff.remind")
    recipients = [mail.recipient for mail in mails("signoff.link")[before:]]
    assert recipients == [calls.signatory_of(slow).email]


def test_a_worker_that_slept_for_three_hours_reminds_once_and_closes_once(clock: SetClock) -> None:
    call = calls.open_call(organisations=1, soft=25, hours=30)
    before = len(mails("signoff.link"))
    clock.move(timedelta(hours=23))  # both the 24 h and the 3 h reminder are due
    work_off("signoff.remind", "signoff.close")
    assert len(mails("signoff.link")) == before + 1
    clock.set(call.closes_at + timedelta(hours=3))
    work_off("signoff.remind", "signoff.close")
    assert fresh(call).outcome is Outcome.NOT_ADOPTED
    assert len(mails("signoff.link")) == before + 1


def test_a_reminder_slept_through_until_after_the_end_is_never_sent(clock: SetClock) -> None:
    call = calls.open_call(organisations=1, soft=25, hours=30)
    before = len(mails("signoff.link"))
    clock.set(call.closes_at + timedelta(hours=3))
    work_off("signoff.remind")
    work_off("signoff.close")
    assert len(mails("signoff.link")) == before
    assert all(reminder.skipped_at for reminder in session.scalars(select(Reminder)))


def test_a_partner_endorses_and_is_no_signatory() -> None:
    call = calls.open_call()
    partner = make.organisation(status=Status.PARTNER)
    coordinator = make.holder_of(Office.COORDINATOR)
    for _tap in range(2):
        with transaction():
            actions.record_endorsement(call, partner, evidence="رسالة من المديرة", by=coordinator)
    assert len(session.scalars(select(Endorsement)).all()) == 1
    with pytest.raises(RuleBroken), transaction():
        actions.record_endorsement(call, call.roll[0].organisation, evidence="مكالمة", by=coordinator)
    with pytest.raises(BadInput), transaction():
        actions.record_endorsement(call, partner, evidence="", by=coordinator)


def test_a_text_that_was_not_adopted_is_not_endorsed(clock: SetClock) -> None:
    call = calls.adopted_call(choices=[Choice.ABSTAIN, Choice.RECUSE])
    assert call.outcome is Outcome.NOT_ADOPTED
    with pytest.raises(RuleBroken), transaction():
        actions.record_endorsement(
            call,
            make.organisation(status=Status.PARTNER),
            evidence="رسالة",
            by=make.holder_of(Office.COORDINATOR),
        )
