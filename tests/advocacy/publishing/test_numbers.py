"""Two coordinators, one counter."""

from threading import Barrier, Thread

from flask import Flask

from advocacy.accounts.models import Person
from advocacy.database import db, session, transaction
from advocacy.policy import Office
from advocacy.publishing import actions
from advocacy.publishing.models import Issue
from advocacy.signoff.models import Call
from tests.make import coalition as make
from tests.make.signoff import adopted_call


def press_together(app: Flask, calls: list[int], by: int) -> list[tuple[int, str]]:
    """Everybody presses "issue" at the same moment; who got which issue under which number."""
    start, got, failed = Barrier(len(calls)), [], []

    def press(call_id: int) -> None:
        with app.app_context():
            try:
                start.wait(timeout=20)
                with transaction():
                    day = session.get_one(Call, call_id).opened_at.date()
                    issue = actions.issue_paper(
                        session.get_one(Call, call_id), dated=day, by=session.get_one(Person, by)
                    )
                got.append((issue.id, issue.reference))
            except Exception as error:
                failed.append(error)
            finally:
                db.session.remove()

    db.session.remove()  # nothing of this thread may hold a lock meanwhile
    threads = [Thread(target=press, args=(call_id,)) for call_id in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failed == []
    return got


def test_papers_issued_at_the_same_moment_get_numbers_without_gap_or_pair(app: Flask) -> None:
    calls = [adopted_call().id for _paper in range(4)]
    got = press_together(app, calls, make.holder_of(Office.COORDINATOR).id)
    assert sorted(reference for _id, reference in got) == [f"RY/2026/00{n}" for n in (1, 2, 3, 4)]


def test_two_coordinators_who_press_at_once_get_the_same_issue(app: Flask) -> None:
    call = adopted_call().id
    got = press_together(app, [call] * 3, make.holder_of(Office.COORDINATOR).id)
    assert len(got) == 3
    assert len(set(got)) == 1
    assert session.query(Issue).count() == 1
