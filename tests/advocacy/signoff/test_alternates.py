"""Alternates: who acts in somebody's place, when, and how the file says so."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.coalition.models import Absence, Affiliation, Mandate, Organisation
from advocacy.database import session
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.signoff.models import Answer, Call
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.worker import work_off


@pytest.fixture
def organisation(app: Flask) -> Organisation:
    make.coalition()
    return make.organisation()


@pytest.fixture
def principal(organisation: Organisation) -> Person:
    return make.signatory(organisation)


@pytest.fixture
def coordinator(organisation: Organisation) -> Person:
    return make.holder_of(Office.COORDINATOR)


@pytest.fixture
def alternate(organisation: Organisation, principal: Person, coordinator: Person, browser: Browser) -> Person:
    """Recorded on the page of mandates."""
    someone = make.person()
    make.kept(Affiliation(person_id=someone.id, organisation_id=organisation.id, since=make.LONG_AGO))
    browser.sign_in(coordinator)
    sent = {"person": str(someone.id), "scope": "all", "alternate_for": str(principal.id), "since": "2026-01-01"}
    assert browser.post(f"/coalition/organisations/{organisation.id}/mandates", data=sent).status_code == 303
    assert "نيابةً عن" in browser.get(f"/coalition/organisations/{organisation.id}").text
    return someone


def letters_to(person: Person) -> list[Message]:
    found = select(Message).where(Message.recipient == person.email, Message.key.startswith("signoff.link:"))
    return list(session.scalars(found))


def answer_as(browser: Browser, person: Person, call: Call, choice: str = "sign") -> int:
    browser.sign_in(person)
    sent = {"seal": call.seal, "choice": choice, "visibility": "public", "knows_few": "yes"}
    line = call.roll[0]
    status: int = browser.post(f"/calls/{call.id}/answer/{line.organisation_id}", data=sent).status_code
    return status


def test_an_alternate_gets_no_mail_and_cannot_answer_while_the_principal_still_has_time(
    principal: Person, alternate: Person, browser: Browser
) -> None:
    call = calls.open_call(hours=96, soft=48)
    work_off("signoff.ask_alternates")
    assert len(letters_to(principal)) == 1
    assert letters_to(alternate) == []
    assert answer_as(browser, alternate, call) in (403, 409)
    assert session.scalars(select(Answer)).all() == []
    assert f"/calls/{call.id}/answer" not in browser.get("/home").text


def test_after_the_soft_deadline_the_alternate_is_asked_once_acts_and_the_file_says_for_whom(
    principal: Person, alternate: Person, browser: Browser, clock: SetClock
) -> None:
    principal.name_ar = "جودي الأصيلة"
    session.commit()
    call = calls.open_call(hours=96, soft=48)
    clock.move(timedelta(hours=49))
    for _time in range(2):
        work_off("signoff.ask_alternates")
    assert len(letters_to(alternate)) == 1
    assert "جودي الأصيلة" in body_of(letters_to(alternate)[0])
    assert answer_as(browser, alternate, call) == 303
    answer = session.scalars(select(Answer)).one()
    assert answer.mandate.alternate_for_id == principal.id
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    file = browser.get(f"/papers/{call.dossier_id}/decision-file").text
    assert "نيابةً عن: \u2068جودي" in file or "نيابةً عن: جودي الأصيلة" in file


def test_whoever_has_answered_in_time_needs_no_alternate(
    principal: Person, alternate: Person, browser: Browser, clock: SetClock
) -> None:
    calls.members(1)
    call = calls.open_call(hours=96, soft=48)
    calls.answer(call, call.roll[0].organisation, by=principal)
    clock.move(timedelta(hours=49))
    work_off("signoff.ask_alternates")
    assert letters_to(alternate) == []
    assert answer_as(browser, alternate, call, "abstain") in (403, 409)
    assert [answer.person_id for answer in session.scalars(select(Answer))] == [principal.id]


def test_while_the_principal_is_marked_away_the_alternate_acts_at_once_and_not_after_they_are_back(
    organisation: Organisation,
    principal: Person,
    alternate: Person,
    coordinator: Person,
    browser: Browser,
    clock: SetClock,
) -> None:
    browser.sign_in(coordinator)
    page = f"/coalition/organisations/{organisation.id}/absences"
    assert browser.post(page, data={"away": str(principal.id), "away_until": "1/1/2020"}).status_code == 422
    assert browser.post(page, data={"away": str(alternate.id + 99), "away_until": "1/1/2027"}).status_code == 422
    until = (clock.now().date() + timedelta(days=9)).isoformat()
    assert browser.post(page, data={"away": str(principal.id), "away_until": until}).status_code == 303
    told = select(Message.recipient).where(Message.key.startswith("coalition.absence:"))
    assert set(session.scalars(told)) == {principal.email, organisation.mail}

    call = calls.open_call(hours=200, soft=150)
    assert len(letters_to(alternate)) == 1, "asked with the others"
    absence = session.scalars(select(Absence)).one()
    browser.sign_in(coordinator)
    assert browser.post(f"/coalition/absences/{absence.id}/end").status_code == 303
    assert answer_as(browser, alternate, call) in (403, 409)
    browser.sign_in(coordinator)
    browser.post(page, data={"away": str(principal.id), "away_until": until})
    assert answer_as(browser, alternate, call) == 303


def test_a_representative_marks_themselves_away_and_the_alternate_is_asked_until_they_are_back(
    organisation: Organisation, principal: Person, alternate: Person, browser: Browser, clock: SetClock
) -> None:
    calls.open_call(hours=400, soft=390)
    browser.sign_in(principal)
    page = browser.get("/coalition/away").text
    assert alternate.name_ar in page
    refused = browser.post("/coalition/away", data={"away_since": "2026-12-09", "away_until": "2026-12-01"})
    assert refused.status_code == 422 and "2026-12-09" in refused.text
    assert session.scalars(select(Absence)).all() == []
    days = {"away_since": "2026-11-25", "away_until": "2026-12-01"}
    for _tap in range(2):
        assert browser.post("/coalition/away", data=days).status_code == 303
    session.expire_all()
    absence = session.scalars(select(Absence)).one()
    assert (absence.person_id, absence.recorded_by_id) == (principal.id, principal.id)
    told = select(Message.recipient).where(Message.key.startswith("coalition.absence:"))
    assert set(session.scalars(told)) == {principal.email, organisation.mail}
    work_off("signoff.ask_alternates")
    assert letters_to(alternate) == [], "not before the first day"
    clock.move(timedelta(days=2))
    for _time in range(2):
        work_off("signoff.ask_alternates")
    assert len(letters_to(alternate)) == 1
    browser.sign_in(alternate)
    assert browser.post(f"/coalition/away/{absence.id}/end").status_code == 404, "nobody comes back for somebody else"
    assert browser.post("/coalition/away", data=days).status_code in (403, 422), "an alternate signs for nobody alone"
    browser.sign_in(principal)
    assert browser.post(f"/coalition/away/{absence.id}/end").status_code == 303
    session.expire_all()
    assert session.get_one(Absence, absence.id).ended_at is not None
    browser.sign_in(make.person())
    assert browser.get("/coalition/away").status_code == 403


def test_an_alternate_of_nobody_is_not_recorded(
    organisation: Organisation, principal: Person, coordinator: Person, browser: Browser
) -> None:
    browser.sign_in(coordinator)
    for who, whom in ((principal, principal), (make.person(), make.person())):
        sent = {"person": str(who.id), "scope": "all", "alternate_for": str(whom.id)}
        assert browser.post(f"/coalition/organisations/{organisation.id}/mandates", data=sent).status_code == 422
    assert len(session.scalars(select(Mandate)).all()) == 1
