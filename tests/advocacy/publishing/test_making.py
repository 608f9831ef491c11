"""Making the files: by one worker at a time, again after a failure, far from any transaction."""

from datetime import timedelta

import pytest
from flask import Flask

from advocacy import work
from advocacy.clock import SetClock
from advocacy.database import session, transaction
from advocacy.publishing import actions, making, press
from advocacy.publishing.models import Issue, IssueState
from tests.make.publishing import numbered
from tests.make.worker import work_off


class Broken(Exception):
    """What a press says that cannot print."""


@pytest.fixture
def broken_press(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    def fail(_order: press.Order) -> list[press.Made]:
        raise Broken("no paper in the tray")

    monkeypatch.setattr(press, "make", fail)
    return monkeypatch


def test_a_failure_is_kept_and_tried_again_ever_more_slowly(
    app: Flask, clock: SetClock, broken_press: pytest.MonkeyPatch
) -> None:
    issue = numbered()
    making.make_files(issue.id)
    row = session.get_one(Issue, issue.id)
    assert (row.state, row.attempts) == (IssueState.PREPARING, 1)
    assert row.last_error == "Broken: no paper in the tray"
    assert making.files_due() == []
    clock.move(timedelta(minutes=1))
    assert making.files_due() == [issue.id]
    making.make_files(issue.id)
    assert session.get_one(Issue, issue.id).lease_until == clock.now() + timedelta(minutes=2)


def test_somebody_may_ask_for_another_attempt_at_once(app: Flask, broken_press: pytest.MonkeyPatch) -> None:
    issue = numbered()
    making.make_files(issue.id)
    with transaction():
        actions.try_again(session.get_one(Issue, issue.id))
    assert making.files_due() == [issue.id]
    broken_press.setattr(press, "make", lambda _order: [])
    making.make_files(issue.id)
    row = session.get_one(Issue, issue.id)
    assert (row.state, row.last_error) == (IssueState.CURRENT, "")


def test_two_workers_never_make_the_same_files_at_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    issue = numbered()
    made: list[str] = []

    def press_while_another_comes(order: press.Order) -> list[press.Made]:
        made.append(order.reference)
        assert making.files_due() == []
        making.make_files(issue.id)
        return []

    monkeypatch.setattr(press, "make", press_while_another_comes)
    assert work_off("publishing.make_files") == 1
    assert made == ["RY/2026/001"]


def test_what_a_dead_worker_left_is_taken_up_when_its_lease_ends(app: Flask, clock: SetClock) -> None:
    issue = numbered()
    with transaction():
        actions.claim_files(issue.id)
    assert making.files_due() == []
    clock.move(work.LEASE)
    assert making.files_due() == [issue.id]


def test_the_result_of_a_worker_whose_lease_has_gone_to_another_is_thrown_away(app: Flask, clock: SetClock) -> None:
    issue = numbered()
    with transaction():
        late = actions.claim_files(issue.id)
    clock.move(work.LEASE)
    with transaction():
        actions.claim_files(issue.id)
    assert late is not None
    with transaction():
        assert not actions.take_files(session.get_one(Issue, issue.id), [], late)
    assert session.get_one(Issue, issue.id).state is IssueState.PREPARING


def test_no_transaction_is_open_while_the_press_runs(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    numbered()
    open_while_printing: list[bool] = []

    def look(_order: press.Order) -> list[press.Made]:
        open_while_printing.append(session().in_transaction())
        return []

    monkeypatch.setattr(press, "make", look)
    work_off("publishing.make_files")
    assert open_while_printing == [False]
