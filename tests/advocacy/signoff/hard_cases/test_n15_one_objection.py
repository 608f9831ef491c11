"""N15: a member objects in bad faith to block every paper."""

import pytest
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.database import session
from advocacy.ledger.models import Entry
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.signoff.models import Answer, Call, Outcome
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.links import link_of
from tests.make.worker import work_off

BLOCKS = {"quorum_percent": 50, "majority": "simple", "objection_blocks": True, "close_early": "never"}


@pytest.fixture
def arbitrator(app: object) -> Person:
    return make.holder_of(Office.ARBITRATION)


def send(browser: Browser, call: Call, number: int, **typed: str) -> int:
    person = calls.signatory_of(call.roll[number].organisation)
    data = {"seal": call.seal, "choice": "sign", "visibility": "public", **typed}
    return browser.post(link_of(person), data=data).status_code


def end(call: Call, clock: SetClock) -> Outcome | None:
    clock.set(call.closes_at)
    work_off("signoff.close")
    session.expire_all()
    return session.get_one(Call, call.id).outcome


def test_N15_an_objection_without_a_proposal_is_not_filed(browser: Browser, app: object) -> None:
    call = calls.open_call()
    assert send(browser, call, 0, choice="object", reason="لا") == 422
    assert send(browser, call, 0, choice="object", proposal="نوقّع إذا") == 422
    assert session.scalars(select(Answer)).all() == []


def test_N15_one_objection_is_no_veto_unless_the_by_laws_say_so(browser: Browser, app: object, clock: SetClock) -> None:
    call = calls.open_call(rule="quorum_majority", values={**BLOCKS, "objection_blocks": False})
    assert [send(browser, call, number) for number in (0, 1)] == [303, 303]
    assert send(browser, call, 2, choice="object", reason="لا", proposal="نوقّع إذا") == 303
    assert end(call, clock) is Outcome.ADOPTED


@pytest.mark.parametrize(("is_set_aside", "outcome"), [(False, Outcome.NOT_ADOPTED), (True, Outcome.ADOPTED)])
def test_N15_where_one_objection_blocks_arbitration_may_set_it_aside_with_a_reason(
    browser: Browser, arbitrator: Person, clock: SetClock, is_set_aside: bool, outcome: Outcome
) -> None:
    call = calls.open_call(rule="quorum_majority", values=BLOCKS)
    assert [send(browser, call, number) for number in (0, 1)] == [303, 303]
    assert send(browser, call, 2, choice="object", reason="لا", proposal="نوقّع إذا") == 303
    objection = session.scalars(select(Answer).where(Answer.choice == "object")).one()
    address = f"/calls/{call.id}/arbitration/objections/{objection.id}"
    browser.sign_in(arbitrator)
    assert browser.post(address, data={"reason": ""}).status_code == 422
    if is_set_aside:
        for _tap in range(2):
            assert browser.post(address, data={"reason": "تكرّر الاعتراض ذاته بلا سند."}).status_code == 303
        assert session.scalars(select(Entry).where(Entry.kind == "signoff.set_aside")).one()
        told = session.scalars(select(Message.recipient).where(Message.key.contains("signoff.set_aside"))).all()
        assert set(told) == {objection.person.email, objection.organisation.mail}
    assert end(call, clock) is outcome
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    page = browser.get(f"/papers/{call.dossier_id}/decision-file").text
    assert ("تكرّر الاعتراض ذاته" in page) is is_set_aside


@pytest.mark.parametrize("office", [Office.COORDINATOR, Office.BOARD, Office.OVERSIGHT])
def test_N15_nobody_but_arbitration_sets_an_objection_aside(browser: Browser, app: object, office: Office) -> None:
    call = calls.open_call(rule="quorum_majority", values=BLOCKS)
    send(browser, call, 2, choice="object", reason="لا", proposal="نوقّع إذا")
    objection = session.scalars(select(Answer)).one()
    browser.sign_in(make.holder_of(office))
    address = f"/calls/{call.id}/arbitration/objections/{objection.id}"
    assert browser.post(address, data={"reason": "سبب"}).status_code == 403
