"""N26: the server's clock or the scheduler is down for three hours across a deadline."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from advocacy.clock import SetClock
from advocacy.database import session
from advocacy.outbox.models import Message
from advocacy.signoff.models import Call, Outcome, Reminder
from tests.conftest import Browser
from tests.make import signoff as calls
from tests.make.links import link_of
from tests.make.worker import work_off


def reminders_mailed() -> int:
    session.rollback()
    session.expire_all()
    return session.scalar(select(func.count()).select_from(Reminder).where(Reminder.sent_at.is_not(None))) or 0


def mails() -> int:
    return session.scalar(select(func.count()).select_from(Message)) or 0


def test_N26_a_worker_that_slept_three_hours_reminds_once_and_a_restart_not_again(clock: SetClock) -> None:
    call = calls.open_call(organisations=1, hours=200, soft=150)
    due = session.scalars(select(Reminder.due_at).order_by(Reminder.due_at)).first()
    assert due is not None
    before = mails()
    clock.set(due + timedelta(hours=3))
    work_off("signoff.remind")
    work_off("signoff.remind")
    assert (reminders_mailed(), mails() - before) == (1, 1)
    assert session.get_one(Call, call.id).is_open


def test_N26_a_call_is_judged_by_its_stored_end_whenever_the_worker_wakes(browser: Browser, clock: SetClock) -> None:
    call = calls.open_call(organisations=2)
    calls.answer(call, call.roll[0].organisation)
    link = link_of(calls.signatory_of(call.roll[1].organisation))
    clock.set(call.closes_at + timedelta(seconds=1))
    late = browser.post(link, data={"seal": call.seal, "choice": "sign", "visibility": "public"})
    assert late.status_code == 410, "nobody has closed it yet, and still it takes no answer"
    clock.move(timedelta(hours=3))
    work_off("signoff.close", "signoff.remind")
    work_off("signoff.close", "signoff.remind")
    session.expire_all()
    closed = session.get_one(Call, call.id)
    assert (closed.outcome, (closed.tally or {})["sign"]) == (Outcome.ADOPTED, 1)
    outcome = select(func.count()).select_from(Message).where(Message.key.like("signoff.outcome:%"))
    assert session.scalar(outcome) == 1
    assert all(one.skipped_at for one in session.scalars(select(Reminder)) if one.sent_at is None)


def test_N26_a_clock_that_jumps_back_neither_opens_a_closed_call_nor_reminds_again(
    browser: Browser, clock: SetClock
) -> None:
    call = calls.open_call(organisations=2, hours=200, soft=150)
    link = link_of(calls.signatory_of(call.roll[1].organisation))
    clock.set(call.closes_at)
    work_off()
    sent = reminders_mailed()
    clock.move(-timedelta(hours=5))
    work_off()
    assert reminders_mailed() == sent
    session.expire_all()
    assert session.get_one(Call, call.id).outcome is not None
    answer = browser.post(link, data={"seal": call.seal, "choice": "sign", "visibility": "public"})
    assert answer.status_code == 410


@pytest.mark.parametrize("begin", [datetime(2026, 3, 27, 12, tzinfo=UTC), datetime(2026, 10, 23, 12, tzinfo=UTC)])
def test_N26_a_change_to_summer_time_or_back_moves_no_deadline(
    browser: Browser, clock: SetClock, begin: datetime
) -> None:
    clock.set(begin)
    call = calls.open_call(organisations=2, hours=72, timezone="Europe/Zurich")
    link = link_of(calls.signatory_of(call.roll[0].organisation))
    clock.set(call.closes_at - timedelta(seconds=1))
    work_off("signoff.close")
    session.expire_all()
    assert session.get_one(Call, call.id).is_open
    data = {"seal": call.seal, "choice": "abstain", "visibility": "public"}
    assert browser.post(link, data=data).status_code == 303
    clock.move(timedelta(seconds=1))
    work_off("signoff.close")
    session.expire_all()
    assert session.get_one(Call, call.id).closed_at == begin + timedelta(hours=72)


def test_N26_no_reminder_falls_into_a_night_or_a_weekend_of_its_member(clock: SetClock) -> None:
    calls.open_call(organisations=2, hours=400, soft=390)
    for reminder in session.scalars(select(Reminder)):
        local = reminder.due_at + timedelta(hours=3)  # Damascus keeps UTC+3 all year
        assert 9 <= local.hour < 21
        assert local.weekday() not in (4, 5)
