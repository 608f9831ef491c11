"""Two people press the same button in the same instant, through the real doors: the same result once, nothing lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from advocacy import outside
from advocacy.accounts.models import Person
from advocacy.chance import SystemChance
from advocacy.clock import SetClock
from advocacy.database import session
from advocacy.dispatch.models import Package
from advocacy.ledger.models import Entry
from advocacy.ledger.queries import verify_chain
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.publishing.models import Issue
from advocacy.signoff import jobs
from advocacy.signoff.models import Answer, Call
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import dispatch, drafting, publishing, signoff
from tests.make.frozen import ARABIC, ENGLISH, frozen_from
from tests.make.links import link_of

Press = Callable[[], Any]


@pytest.fixture(autouse=True)
def safe_for_threads(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Browser
    doors = outside.current()
    outside.install(outside.Outside(doors.clock, SystemChance(), doors.keys, doors.mailer))


def pressing(app: Flask, person: Person | None, address: str, **data: object) -> Press:
    """Somebody who sends this form from a device of their own."""

    def press() -> int:
        browser = app.test_client()
        if person:
            browser.sign_in(person)
        return int(browser.post(address, data=data).status_code)

    return press


def at_once(app: Flask, *presses: Press) -> list[Any]:
    """All of it in the same instant, each in a thread of its own."""
    session.rollback()
    start = Barrier(len(presses))

    def run(press: Press) -> Any:
        with app.app_context():
            start.wait()
            try:
                return press()
            finally:
                session.remove()

    with ThreadPoolExecutor(len(presses)) as pool:
        results = list(pool.map(run, presses))
    session.expire_all()
    assert verify_chain().ok
    return results


def entries(kind: str) -> int:
    return session.scalar(select(func.count()).select_from(Entry).where(Entry.kind == kind)) or 0


def coordinators() -> tuple[Person, Person]:
    return make.holder_of(Office.COORDINATOR), make.holder_of(Office.COORDINATOR)


def test_two_coordinators_who_issue_at_once_make_one_issue_with_one_number(app: Flask) -> None:
    call = signoff.adopted_call(frozen_from(ARABIC, ENGLISH))
    one, two = coordinators()
    address = f"/calls/{call.id}/issue"
    results = at_once(app, *(pressing(app, who, address, dated="2026-11-23") for who in (one, two, one, two)))
    assert set(results) <= {303, 409}, results
    assert len(session.scalars(select(Issue)).all()) == 1
    assert entries("publishing.issued") == 1


def test_two_coordinators_who_open_the_call_at_once_ask_everybody_once(app: Flask) -> None:
    make.coalition()
    signoff.members(3)
    dossier = drafting.frozen_dossier()
    data = {"soft_at": "2026-11-25 18:00", "closes_at": "2026-11-26 18:00", "timezone": "Asia/Damascus"}
    address = f"/papers/{dossier.id}/call/new"
    results = at_once(app, *(pressing(app, who, address, **data) for who in coordinators()))
    assert sorted(results) in ([303, 303], [303, 409]), results
    assert len(session.scalars(select(Call)).all()) == 1
    assert entries("signoff.opened") == 1
    assert len(session.scalars(select(Message).where(Message.key.startswith("signoff.link:"))).all()) == 3


def test_two_people_who_release_a_package_at_once_send_each_letter_once(app: Flask) -> None:
    package = dispatch.package(publishing.issued())
    people = make.holder_of(Office.BOARD), make.holder_of(Office.COORDINATOR)
    results = at_once(app, *(pressing(app, who, f"/packages/{package.id}/release") for who in people))
    assert set(results) <= {303, 409, 403}, results
    assert 303 in results
    assert entries("dispatch.released") == 1
    assert session.get_one(Package, package.id).released_at is not None


def test_an_answer_that_races_the_closing_is_counted_or_refused_never_both(app: Flask, clock: SetClock) -> None:
    call = signoff.open_call()
    person = signoff.signatory_of(call.roll[0].organisation)
    address, data = link_of(person), {"seal": call.seal, "choice": "sign", "visibility": "public"}
    clock.set(call.closes_at - timedelta(seconds=1))
    number, deadline = call.id, call.closes_at

    def close() -> None:
        clock.set(deadline)
        jobs.close_due(number)

    status, _closed = at_once(app, pressing(app, None, address, **data), close)
    closed = session.get_one(Call, number)
    answers = session.scalars(select(Answer).where(Answer.standing)).all()
    assert not closed.is_open
    assert (closed.tally or {})["sign"] == len(answers)
    assert (status == 303) == (len(answers) == 1), status


def test_the_same_personal_link_pressed_four_times_is_one_answer(app: Flask) -> None:
    call = signoff.open_call()
    person = signoff.signatory_of(call.roll[0].organisation)
    data = {"seal": call.seal, "choice": "sign", "visibility": "withheld", "knows_few": "yes"}
    assert at_once(app, *[pressing(app, None, link_of(person), **data)] * 4) == [303] * 4
    assert len(session.scalars(select(Answer)).all()) == 1
    assert entries("signoff.answered") == 1


def test_an_entry_link_pressed_twice_lets_one_in(app: Flask) -> None:
    person = make.person()
    app.test_client().post("/account/link", data={"login": person.login})
    body = body_of(session.scalars(select(Message).order_by(Message.id.desc()).limit(1)).one())
    link = next(word for word in body.split() if "/account/link/" in word)
    path = "/account/link/" + link.split("/account/link/")[1].split("?")[0]
    assert sorted(at_once(app, *[pressing(app, None, path)] * 2)) == [303, 410]
