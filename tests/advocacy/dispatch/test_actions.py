"""Preparing and releasing packages."""

from datetime import timedelta

import pytest
from flask import Flask

from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.contacts.actions import edit_office
from advocacy.contacts.models import Office, Way
from advocacy.database import session, transaction
from advocacy.dispatch import actions
from advocacy.dispatch.models import Package, PackageState, Parcel, ParcelState
from advocacy.errors import BadInput, RuleBroken
from advocacy.policy import Office as Standing
from advocacy.publishing import actions as publishing
from advocacy.publishing.models import Issue
from tests.make.coalition import holder_of
from tests.make.contacts import office
from tests.make.dispatch import LETTERS, package, release
from tests.make.publishing import issued


def test_every_office_gets_its_salutation_and_language(app: Flask) -> None:
    offices = [office(lang="en"), office(lang="ar", form_key="minister", way=Way.PAPER)]
    english, arabic = package(offices=offices).parcels
    assert (english.lang, english.salutation) == ("en", "Excellency,")
    assert (arabic.lang, arabic.salutation) == ("ar", "معالي الوزيرة المحترمة،")


def test_whoever_prepared_a_package_does_not_release_it(app: Flask) -> None:
    desk = holder_of(Standing.RELATIONS)
    prepared = package(by=desk)
    with pytest.raises(RuleBroken), transaction():
        actions.release_package(session.get_one(Package, prepared.id), by=session.get_one(Person, desk.id))
    assert session.get_one(Package, prepared.id).state is PackageState.DRAFT


def test_a_release_twice_is_a_release_once(app: Flask) -> None:
    prepared = package()
    first = release(prepared).released_at
    assert release(prepared).released_at == first


def test_an_office_that_must_not_be_contacted_is_refused(app: Flask, clock: SetClock) -> None:
    quiet, desk = office(), holder_of(Standing.RELATIONS)
    with transaction():
        changes = {"silent_until": clock.now().date() + timedelta(days=5)}
        edit_office(session.get_one(Office, quiet.id), changes, by=session.get_one(Person, desk.id))
    with pytest.raises(BadInput) as refused:
        package(offices=[quiet], by=desk)
    assert "offices" in refused.value.fields


def test_a_withdrawn_issue_is_not_sent(app: Flask) -> None:
    issue, board = issued(), holder_of(Standing.BOARD)
    prepared = package(issue)
    with transaction():
        by = session.get_one(Person, board.id)
        publishing.withdraw_issue(session.get_one(Issue, issue.id), reason="خطأ في الوقائع", by=by)
    with pytest.raises(RuleBroken):
        release(prepared)


def test_a_letter_changes_only_before_the_release(app: Flask) -> None:
    prepared, desk = package(), holder_of(Standing.RELATIONS)
    words = {"salutation": "Dear Ambassador,", "addressee": ["The Embassy"], "closing": "Yours sincerely,"}
    parcel_id = prepared.parcels[0].id
    with transaction():
        actions.correct_parcel(session.get_one(Parcel, parcel_id), **words, by=session.get_one(Person, desk.id))  # type: ignore[arg-type]
    assert session.get_one(Parcel, parcel_id).salutation == "Dear Ambassador,"
    release(prepared)
    with pytest.raises(RuleBroken), transaction():
        actions.correct_parcel(session.get_one(Parcel, parcel_id), **words, by=session.get_one(Person, desk.id))  # type: ignore[arg-type]


def test_an_office_is_taken_out_but_never_the_last(app: Flask) -> None:
    desk = holder_of(Standing.RELATIONS)
    prepared = package(offices=[office(), office()], by=desk)
    with transaction():
        actions.drop_parcel(session.get_one(Parcel, prepared.parcels[0].id), by=session.get_one(Person, desk.id))
    left = session.get_one(Package, prepared.id).parcels
    assert len(left) == 1
    with pytest.raises(RuleBroken), transaction():
        actions.drop_parcel(session.get_one(Parcel, left[0].id), by=session.get_one(Person, desk.id))


def test_only_what_waits_to_be_handed_over_is_handed_over(app: Flask) -> None:
    desk = holder_of(Standing.RELATIONS)
    prepared = package(by=desk)
    with pytest.raises(RuleBroken), transaction():
        actions.hand_over(session.get_one(Parcel, prepared.parcels[0].id), note="الديوان", by=desk)


def test_a_package_needs_a_letter_that_its_offices_can_read(app: Flask) -> None:
    issue, desk = issued(), holder_of(Standing.RELATIONS)
    embassy = office(lang="en")
    french = {"fr": LETTERS["en"]}
    with pytest.raises(BadInput) as refused, transaction():
        actions.prepare_package(
            session.get_one(Issue, issue.id),
            title="حزمة",
            letters=french,
            offices=[session.get_one(Office, embassy.id)],
            by=session.get_one(Person, desk.id),
        )
    assert "letters" in refused.value.fields


def test_parcels_wait_from_the_release_on(app: Flask) -> None:
    prepared = package(offices=[office(), office()])
    assert {parcel.state for parcel in prepared.parcels} == {ParcelState.DRAFT}
    assert {parcel.state for parcel in release(prepared).parcels} == {ParcelState.WAITING}
