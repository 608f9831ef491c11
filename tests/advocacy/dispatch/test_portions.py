"""A package made in portions: claimed, made, kept, stopped, and gone on with."""

from datetime import timedelta

import pytest
from flask import Flask

from advocacy import blobs, outside
from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.contacts.models import Way
from advocacy.database import session, transaction
from advocacy.dispatch import actions, letters, making, queries
from advocacy.dispatch.models import Package, Parcel, ParcelState
from advocacy.errors import BadInput, RuleBroken
from advocacy.mail import KeptMail
from advocacy.outside import Outside
from advocacy.policy import Office as Standing
from papers.package import Failed, Made
from tests.make.coalition import holder_of
from tests.make.contacts import office
from tests.make.dispatch import package, release
from tests.make.worker import work_off
from tests.papers.pdfs import copied, faults


def states(prepared: Package) -> list[str]:
    session.expire_all()
    return [queries.fate_of(parcel) for parcel in session.get_one(Package, prepared.id).parcels]


def stop(prepared: Package) -> None:
    by = holder_of(Standing.BOARD)
    with transaction():
        actions.stop_package(session.get_one(Package, prepared.id), by=session.get_one(Person, by.id))


def go_on(prepared: Package) -> None:
    by = holder_of(Standing.BOARD)
    with transaction():
        actions.continue_package(session.get_one(Package, prepared.id), by=session.get_one(Person, by.id))


def paper_package(count: int) -> Package:
    return release(package(offices=[office(way=Way.PAPER) for _ in range(count)]))


def test_a_job_takes_one_language_and_no_more_than_a_portion(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "PORTION", 2)
    offices = [office(way=Way.PAPER, lang=lang) for lang in ("en", "ar", "en", "en")]
    prepared = release(package(offices=offices))
    assert making.due_packages() == [prepared.id]
    making.make_portion(prepared.id)
    assert states(prepared) == ["ready", "waiting", "ready", "waiting"]
    making.make_portion(prepared.id)
    assert states(prepared) == ["ready", "ready", "ready", "waiting"]
    making.make_portion(prepared.id)
    assert making.due_packages() == []


def test_what_was_kept_before_a_kill_is_not_made_again_and_the_rest_is(
    app: Flask, clock: SetClock, mail: KeptMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    embassies = [office(), office(), office()]
    prepared = release(package(offices=embassies))
    finish, kept = making._finish, []

    def die_after_one(parcel: Parcel, pdf: bytes) -> None:
        if kept:
            raise KeyboardInterrupt
        kept.append(parcel.id)
        finish(parcel, pdf)

    with monkeypatch.context() as patched:
        patched.setattr(making, "_finish", die_after_one)
        with pytest.raises(KeyboardInterrupt):
            making.make_portion(prepared.id)
    assert states(prepared).count("waiting") == 2
    assert making.due_packages() == []  # the lease of the dead still holds
    clock.move(making.PORTION_LEASE)
    work_off()
    assert [len(mail.to(one.mail)) for one in embassies] == [1, 1, 1]


def test_a_letter_that_fails_holds_up_no_other(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = paper_package(2)
    first, second = (parcel.id for parcel in prepared.parcels)

    def half(*_order: object, **_how: object) -> list[Made | Failed]:
        return [Failed(str(first), "too_slow", "It was not finished."), Made(str(second), b"%PDF-")]

    monkeypatch.setattr(making, "make_packages", half)
    making.make_portion(prepared.id)
    assert states(prepared) == ["waiting", "ready"]
    assert session.get_one(Parcel, first).last_error == "too_slow"


def test_whoever_lost_the_lease_keeps_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = paper_package(1)
    parcel_id = prepared.parcels[0].id

    def slowly(*_order: object, **_how: object) -> list[Made]:
        with transaction():
            session.get_one(Parcel, parcel_id).lease_until = outside.current().clock.now() + timedelta(hours=1)
        return [Made(str(parcel_id), b"%PDF-")]

    monkeypatch.setattr(making, "make_packages", slowly)
    making.make_portion(prepared.id)
    assert states(prepared) == ["waiting"]


def test_a_stopped_package_keeps_what_was_made_and_goes_on_later(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "PORTION", 1)
    prepared = paper_package(2)
    making.make_portion(prepared.id)
    stop(prepared)
    stop(prepared)
    work_off("dispatch.make_parcels")
    assert states(prepared) == ["ready", "stopped"]
    go_on(prepared)
    work_off("dispatch.make_parcels")
    assert states(prepared) == ["ready", "ready"]


def test_a_letter_that_is_being_made_when_its_package_stops_is_not_kept(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = paper_package(1)

    def while_somebody_stops(*_order: object, **_how: object) -> list[Made]:
        stop(prepared)
        return [Made(str(prepared.parcels[0].id), b"%PDF-")]

    monkeypatch.setattr(making, "make_packages", while_somebody_stops)
    making.make_portion(prepared.id)
    assert states(prepared) == ["stopped"]


def test_only_a_released_package_is_stopped(app: Flask) -> None:
    with pytest.raises(RuleBroken):
        stop(package())


def test_other_editions_stand_behind_the_statement_and_are_listed(app: Flask) -> None:
    prepared = release(package(offices=[office(way=Way.PAPER, lang="en")], annexes=["ar", "en"]))
    work_off("dispatch.make_parcels")
    parcel = session.get_one(Parcel, prepared.parcels[0].id)
    assert letters.languages_of(parcel) == ("en", "ar")
    assert len(letters.letter_of(parcel).enclosures) == 2
    assert letters.mail_words(parcel)[1].count("Enclosed: ") == 2
    assert parcel.pdf_sha256 is not None
    pdf = blobs.read(parcel.pdf_sha256)
    assert faults(pdf) == []
    assert "Sample" in copied(pdf)
    assert "نموذج" in copied(pdf)


def test_an_edition_that_the_issue_lacks_is_refused(app: Flask) -> None:
    with pytest.raises(BadInput) as refused:
        package(annexes=["kmr"])
    assert "annexes" in refused.value.fields


def test_a_letter_looked_at_twice_is_made_once(app: Flask) -> None:
    doors, asked = outside.current(), dict[str, bytes]()

    class Shelf:
        def get(self, key: str) -> bytes | None:
            return asked.get(key)

        def put(self, key: str, data: bytes) -> None:
            asked[key] = data

    outside.install(Outside(doors.clock, doors.chance, doors.keys, doors.mailer, shelf=Shelf()))
    parcel = package().parcels[0]
    assert letters.joined(parcel) == letters.joined(parcel)
    assert len(asked) == 1


def test_the_state_of_a_stopped_parcel_is_still_waiting(app: Flask) -> None:
    prepared = paper_package(1)
    stop(prepared)
    assert session.get_one(Parcel, prepared.parcels[0].id).state is ParcelState.WAITING
