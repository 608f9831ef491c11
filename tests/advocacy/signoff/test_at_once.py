"""Several people at the same instant: taps, colleagues, workers. Each thread has its own connection."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy import outside
from advocacy.chance import SystemChance
from advocacy.clock import SetClock
from advocacy.coalition.models import Organisation, Visibility
from advocacy.database import session, transaction
from advocacy.errors import RuleBroken
from advocacy.ledger.models import Entry
from advocacy.outbox.models import Message
from advocacy.signoff import actions, jobs
from advocacy.signoff.models import Answer, Call, Choice, Dispute
from tests.make import coalition as make
from tests.make import signoff as calls


@pytest.fixture
def call(app: Flask) -> Call:
    doors = outside.current()
    outside.install(outside.Outside(doors.clock, SystemChance(), doors.keys, doors.mailer))  # safe for threads
    return calls.open_call()


def at_once(app: Flask, *works: Callable[[], object]) -> list[object]:
    """Do all of these in the same instant, each in a thread; an exception is a result like others."""
    session.rollback()
    start = Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        with app.app_context():
            start.wait()
            try:
                return work()
            except RuleBroken as refusal:
                return refusal
            finally:
                session.remove()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def answering(call_id: int, organisation_id: int, choice: Choice, person_id: int) -> Callable[[], str]:
    """Answer as a request would: everything is read inside the transaction."""

    def work() -> str:
        with transaction():
            answer = actions.record_answer(
                session.get_one(Call, call_id),
                session.get_one(Organisation, organisation_id),
                choice,
                visibility=Visibility.PUBLIC,
                by=session.get_one(make.Person, person_id),
            )
            return answer.receipt

    return work


def test_four_taps_in_the_same_instant_are_one_answer(app: Flask, call: Call) -> None:
    organisation = call.roll[0].organisation
    tap = answering(call.id, organisation.id, Choice.SIGN, calls.signatory_of(organisation).id)
    receipts = at_once(app, tap, tap, tap, tap)
    assert len(set(receipts)) == 1
    assert len(session.scalars(select(Answer)).all()) == 1
    assert len(session.scalars(select(Entry).where(Entry.kind == "signoff.answered")).all()) == 1
    assert len(session.scalars(select(Message).where(Message.key.contains("receipt"))).all()) == 2


def test_two_colleagues_who_disagree_in_the_same_instant_are_both_kept_and_neither_counts(
    app: Flask, call: Call
) -> None:
    organisation = call.roll[0].organisation
    one, two = calls.signatory_of(organisation), make.signatory(organisation)
    results = at_once(
        app,
        answering(call.id, organisation.id, Choice.SIGN, one.id),
        answering(call.id, organisation.id, Choice.ABSTAIN, two.id),
    )
    assert len(set(results)) == 2
    assert [answer.standing for answer in session.scalars(select(Answer))] == [False, False]
    assert len(session.scalars(select(Dispute)).all()) == 1


def test_all_members_in_the_same_instant_close_the_call_once(app: Flask, call: Call) -> None:
    works = [
        answering(call.id, line.organisation_id, Choice.SIGN, calls.signatory_of(line.organisation).id)
        for line in call.roll
    ]
    at_once(app, *works)
    session.expire_all()
    assert (session.get_one(Call, call.id).tally or {})["sign"] == 3
    assert len(session.scalars(select(Answer).where(Answer.standing)).all()) == 3
    assert len(session.scalars(select(Entry).where(Entry.kind == "signoff.closed")).all()) == 1


def test_two_workers_close_and_remind_once(app: Flask, call: Call, clock: SetClock) -> None:
    before = len(session.scalars(select(Message)).all())
    clock.set(call.soft_at)
    reminder, number = jobs.reminders_due()[-1], call.id
    at_once(app, lambda: jobs.send_due(reminder), lambda: jobs.send_due(reminder))
    assert len(session.scalars(select(Message)).all()) == before + 1
    clock.set(call.closes_at)
    at_once(app, lambda: jobs.close_due(number), lambda: jobs.close_due(number))
    assert len(session.scalars(select(Entry).where(Entry.kind == "signoff.closed")).all()) == 1


def test_an_answer_and_the_end_in_the_same_instant_agree_with_each_other(
    app: Flask, call: Call, clock: SetClock
) -> None:
    clock.set(call.closes_at)
    organisation, number = call.roll[0].organisation, call.id
    late = answering(call.id, organisation.id, Choice.SIGN, calls.signatory_of(organisation).id)
    results = at_once(app, late, lambda: jobs.close_due(number))
    assert isinstance(results[0], RuleBroken)
    session.expire_all()
    assert (session.get_one(Call, call.id).tally or {})["sign"] == 0
