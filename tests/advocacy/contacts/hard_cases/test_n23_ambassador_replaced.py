"""N23: the ambassador was replaced last week."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from advocacy import clock as now
from advocacy.clock import SetClock
from advocacy.contacts import actions as contacts_acts
from advocacy.contacts.models import Gender, Office
from advocacy.database import session, transaction
from advocacy.dispatch.models import Package, Parcel
from advocacy.policy import Office as Standing
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import contacts
from tests.make import dispatch as parcels
from tests.make.worker import work_off

OLD, NEW = "سيلين دوبوا", "هنريك ستروم"


@pytest.fixture
def office(app: object) -> Office:
    """An embassy with somebody in it since long ago."""
    made = contacts.office(lang="ar")
    with transaction():
        contacts_acts.record_holder(
            session.get_one(Office, made.id), name_ar=OLD, gender=Gender.FEMININE, since=make.LONG_AGO, by=None
        )
    return made


def replaced(browser: Browser, office: Office, days_ago: int = 7) -> None:
    """The desk records who came."""
    since = now.now().date() - timedelta(days=days_ago)
    data = {"name_ar": NEW, "gender": "m", "since": since.isoformat()}
    assert browser.post(f"/offices/{office.id}/holders", data=data).status_code == 303
    session.expire_all()


def only() -> Parcel:
    session.rollback()
    session.expire_all()
    return session.scalars(select(Parcel)).one()


def test_N23_the_letter_goes_to_the_office_and_greets_whoever_holds_it_today(browser: Browser, office: Office) -> None:
    browser.sign_in(make.holder_of(Standing.RELATIONS))
    replaced(browser, office)
    parcel = parcels.package(offices=[office]).parcels[0]
    lines = "\n".join(parcel.addressee)
    assert parcel.office_id == office.id and "سفارة نورلاند" in lines
    assert NEW in lines and OLD not in lines + parcel.salutation


def test_N23_who_held_the_office_has_a_first_and_a_last_day(browser: Browser, office: Office) -> None:
    browser.sign_in(make.holder_of(Standing.RELATIONS))
    replaced(browser, office)
    old, new = session.get_one(Office, office.id).holders
    assert (old.since, new.until) == (make.LONG_AGO, None)
    assert old.until == new.since - timedelta(days=1)
    page = browser.get(f"/offices/{office.id}").text
    assert OLD in page and NEW in page


def test_N23_a_letter_written_before_the_change_is_held_until_it_is_addressed_anew(
    browser: Browser, office: Office
) -> None:
    prepared = parcels.package(offices=[office])
    desk, second = make.holder_of(Standing.RELATIONS), make.holder_of(Standing.BOARD)
    browser.sign_in(desk)
    replaced(browser, office)
    assert "أُسندت الجهة إلى شخص آخر" in browser.get(f"/packages/letters/{only().id}").text
    browser.sign_in(second)
    refused = browser.post(f"/packages/{prepared.id}/release")
    assert refused.status_code == 409 and "سفارة نورلاند" in refused.text
    browser.sign_in(desk)
    assert browser.post(f"/packages/letters/{only().id}/renew").status_code == 303
    assert NEW in "\n".join(only().addressee)
    browser.sign_in(second)
    assert browser.post(f"/packages/{prepared.id}/release").status_code == 303
    work_off("dispatch.make_parcels")
    assert only().pdf_sha256 is not None


def test_N23_a_package_that_was_stopped_does_not_go_on_with_the_old_name(browser: Browser, office: Office) -> None:
    prepared = parcels.release(parcels.package(offices=[office]))
    desk = make.holder_of(Standing.RELATIONS)
    browser.sign_in(desk)
    assert browser.post(f"/packages/{prepared.id}/stop").status_code == 303
    replaced(browser, office)
    assert browser.post(f"/packages/{prepared.id}/continue").status_code == 409
    assert browser.post(f"/packages/letters/{only().id}/renew").status_code == 303
    assert browser.post(f"/packages/{prepared.id}/continue").status_code == 303
    assert session.get_one(Package, prepared.id).stopped_at is None


def test_N23_a_released_letter_is_not_readdressed(browser: Browser, office: Office) -> None:
    parcels.release(parcels.package(offices=[office]))
    browser.sign_in(make.holder_of(Standing.RELATIONS))
    assert browser.post(f"/packages/letters/{only().id}/renew").status_code == 409


def test_N23_a_contact_that_nobody_checked_for_ninety_days_is_a_warning_in_the_package(
    browser: Browser, office: Office, clock: SetClock
) -> None:
    prepared = parcels.package(offices=[office])
    desk = make.holder_of(Standing.RELATIONS)
    browser.sign_in(desk)
    warning = "جهة واحدة لم تُراجَع بياناتها منذ 90 يومًا"
    assert warning not in browser.get(f"/packages/{prepared.id}").text
    clock.move(timedelta(days=91))
    browser.sign_in(desk)
    assert warning in browser.get(f"/packages/{prepared.id}").text
    assert f"/offices/{office.id}" in browser.get(f"/packages/letters/{only().id}").text
    replaced(browser, office, days_ago=1)
    assert warning not in browser.get(f"/packages/{prepared.id}").text, "to record a holder is to have checked"
