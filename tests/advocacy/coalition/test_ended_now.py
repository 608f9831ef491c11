"""What somebody ends, ends in that moment (decision 0035): also what began today, and nobody waits for midnight."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.coalition.models import Affiliation, BodyTerm, GroupSeat, GroupTerm
from advocacy.coalition.queries import actor_of
from advocacy.database import session
from advocacy.ledger.models import Entry
from advocacy.policy import Office
from advocacy.signoff.queries import coordinators
from advocacy.signoff.queries.progress import groups_in
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import drafting
from tests.make import signoff as calls

TODAY = date(2026, 11, 23)


@pytest.fixture
def clerk(app: Flask) -> Person:
    make.coalition()
    return make.holder_of(Office.COORDINATOR)


@pytest.fixture
def mariam(clerk: Person) -> Person:
    return make.person()


def end(browser: Browser, by: Person, kind: str, number: int, **typed: str) -> int:
    browser.sign_in(by)
    status = browser.post(f"/coalition/terms/{kind}/{number}/end", data=typed).status_code
    session.expire_all()
    return status


def test_a_term_that_began_today_and_is_ended_gives_no_right_in_the_next_request(
    browser: Browser, clerk: Person, mariam: Person
) -> None:
    body = make.kept(make.Body(code="SE2", name_ar="أمانة ثانية", office=Office.COORDINATOR.value))
    browser.sign_in(clerk)
    assert browser.post(f"/coalition/bodies/{body.id}/terms", data={"whom": str(mariam.id), "role": "staff"}).location
    term = session.scalars(select(BodyTerm).where(BodyTerm.person_id == mariam.id)).one()
    assert term.since == TODAY and mariam in coordinators(TODAY)
    offices = browser.sign_in(mariam).get("/coalition/organisations/new").status_code
    assert offices == 200

    assert end(browser, clerk, "body", term.id) == 303
    assert browser.sign_in(mariam).get("/coalition/organisations/new").status_code in (403, 404)
    assert mariam not in coordinators(TODAY)
    assert (term.until, term.ended_at is not None) == (TODAY, True), "what was done today stays explained"
    assert end(browser, clerk, "body", term.id) == 409
    entry = session.scalars(select(Entry).where(Entry.kind == "coalition.term_ended")).one()
    assert entry.facts["until"] == TODAY.isoformat() and entry.facts["at"].startswith("2026-11-23T")

    browser.sign_in(clerk)
    assert browser.post(f"/coalition/bodies/{body.id}/terms", data={"whom": str(mariam.id), "role": "staff"}).location
    assert browser.sign_in(mariam).get("/coalition/organisations/new").status_code == 200, "appointed anew the same day"


def in_group(mariam: Person) -> tuple[str, int]:
    group = make.group()
    return "group", make.kept(GroupTerm(group_id=group.id, person_id=mariam.id, role="member", since=TODAY)).id


def of_the_house(mariam: Person) -> tuple[str, int]:
    house = make.organisation()
    return "affiliation", make.kept(Affiliation(person_id=mariam.id, organisation_id=house.id, since=TODAY)).id


@pytest.mark.parametrize("given", [in_group, of_the_house])
def test_the_same_holds_for_groups_and_for_belonging(
    browser: Browser, clerk: Person, mariam: Person, given: Callable[[Person], tuple[str, int]]
) -> None:
    kind, number = given(mariam)
    actor = actor_of(mariam)
    assert actor.writes | actor.belongs
    assert end(browser, clerk, kind, number) == 303
    actor = actor_of(session.get_one(Person, mariam.id))
    assert not actor.writes | actor.belongs


def test_a_mandate_of_today_that_is_revoked_signs_nothing_any_more(browser: Browser, clerk: Person) -> None:
    house = make.organisation()
    person = make.signatory(house)
    house.mandates[0].since = TODAY
    session.commit()
    call = calls.open_call(organisations=2, by=clerk)
    address = f"/calls/{call.id}/answer/{house.id}"
    assert browser.sign_in(person).get(address).status_code == 200
    browser.sign_in(clerk)
    revoked = browser.post(f"/coalition/mandates/{house.mandates[0].id}/revoke", data={"revoked_reason": "خطأ"})
    assert revoked.status_code == 303
    assert browser.sign_in(person).get(address).status_code in (403, 404)


def test_a_last_day_that_is_typed_holds_through_that_day(
    browser: Browser, clerk: Person, mariam: Person, clock: SetClock
) -> None:
    kind, number = in_group(mariam)
    assert end(browser, clerk, kind, number, until="2026-11-23") == 303
    assert actor_of(mariam).writes
    assert end(browser, clerk, kind, number) == 303, "and can be ended at once all the same"
    assert not actor_of(mariam).writes
    clock.move(timedelta(days=1))
    assert not actor_of(mariam).writes


def test_a_seat_that_ended_after_a_call_was_opened_was_there_when_it_was_opened(
    browser: Browser, clerk: Person, clock: SetClock
) -> None:
    group, house = make.group(), calls.members(2)[0]
    early = make.kept(GroupSeat(group_id=group.id, organisation_id=house.id, since=make.LONG_AGO))
    call = calls.open_call(drafting.frozen_dossier(group), by=clerk)
    clock.move(timedelta(hours=2))
    assert end(browser, clerk, "seat", early.id) == 303
    assert [one.id for one, _ids in groups_in(call, "ar")] == [group.id]
    later = calls.open_call(drafting.frozen_dossier(group), by=clerk)
    assert groups_in(later, "ar") == []
