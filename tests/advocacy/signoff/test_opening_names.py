"""Two release officers open the withheld names of a call; everybody else stays outside, and nothing is forgotten."""

from datetime import timedelta

import pytest
from flask import Flask

from advocacy.clock import SetClock
from advocacy.coalition.models import Visibility
from advocacy.database import session
from advocacy.ledger import queries as ledger
from advocacy.mail import KeptMail
from advocacy.policy import Office
from advocacy.signoff.models import Call, Opening
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import signoff
from tests.make.worker import work_off

HIDDEN = "مركز العرعر البعيد"
REASON = "تهديد وصل إلى موقّع، ونحتاج إلى تحذيره."


@pytest.fixture
def call(app: Flask) -> Call:
    """A call under which one name is withheld, one is not counted, and the rest is public."""
    make.coalition()
    members = signoff.members(2)
    shy, gone = make.organisation(HIDDEN), make.organisation("مركز السدرة")
    for one in (shy, gone):
        make.signatory(one)
    found = signoff.open_call()
    for one in members:
        signoff.answer(found, one)
    signoff.answer(found, shy, visibility=Visibility.WITHHELD)
    signoff.answer(found, gone, visibility=Visibility.UNCOUNTED)
    return session.get_one(Call, found.id)


def asked(browser: Browser, call: Call, reason: str = REASON) -> Opening:
    answer = browser.post("/names", data={"call": str(call.id), "reason": reason})
    assert answer.status_code == 303, answer.text
    session.expire_all()
    return session.query(Opening).order_by(Opening.id.desc()).first()  # type: ignore[return-value]


def kinds() -> list[str]:
    return [entry.kind for entry in ledger.all_entries() if entry.kind.startswith("signoff.names")]


def test_two_officers_read_the_names_and_the_organisation_learns_by_whom_and_why(
    call: Call, browser: Browser, mail: KeptMail
) -> None:
    first, second = make.holder_of(Office.RELEASE), make.holder_of(Office.RELEASE)
    browser.sign_in(first)
    opening = asked(browser, call)
    work_off()
    assert any(str(message["To"]) == second.email for message in mail.sent), "the second officer is asked"
    assert browser.post(f"/names/{opening.id}/confirm").status_code == 403, "nobody confirms their own request"
    assert HIDDEN not in browser.post(f"/names/{opening.id}/read").text

    browser.sign_in(second)
    assert browser.post(f"/names/{opening.id}/confirm").status_code == 303
    shown = browser.post(f"/names/{opening.id}/read")
    assert HIDDEN in shown.text
    assert "مركز السدرة" not in shown.text, "who is not counted is never opened"
    assert shown.headers["Cache-Control"] == "no-store"
    assert HIDDEN not in browser.get(f"/names/{opening.id}").text, "an address shows nothing"
    browser.sign_in(first)
    assert HIDDEN in browser.post(f"/names/{opening.id}/read").text

    work_off()
    shy = next(line.organisation for line in call.roll if line.organisation.name_ar == HIDDEN)
    told = [message for message in mail.sent if str(message["To"]) == shy.mail and "فُتح" in str(message["Subject"])]
    assert len(told) == 1
    words = told[0].get_body().get_content()  # type: ignore[union-attr]
    assert first.name_ar in words and second.name_ar in words and REASON in words
    assert kinds() == ["signoff.names_asked", "signoff.names_opened", "signoff.names_read", "signoff.names_read"]

    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    file = browser.get(f"/papers/{call.dossier_id}/decision-file").text
    assert REASON in file and first.name_ar in file and HIDDEN not in file


def test_after_half_an_hour_nobody_reads_and_after_a_day_nobody_confirms(
    call: Call, browser: Browser, clock: SetClock
) -> None:
    first, second = make.holder_of(Office.RELEASE), make.holder_of(Office.RELEASE)
    browser.sign_in(first)
    late = asked(browser, call)
    clock.move(timedelta(hours=24))
    browser.sign_in(second)
    assert browser.post(f"/names/{late.id}/confirm").status_code == 409
    opening = asked(browser, call)
    browser.sign_in(first)
    browser.post(f"/names/{opening.id}/confirm")
    clock.move(timedelta(minutes=29))
    assert HIDDEN in browser.post(f"/names/{opening.id}/read").text
    clock.move(timedelta(minutes=1))
    refused = browser.post(f"/names/{opening.id}/read")
    assert refused.status_code == 409 and HIDDEN not in refused.text


def test_a_third_officer_and_the_coordinator_never_read_what_two_others_opened(call: Call, browser: Browser) -> None:
    first, second = make.holder_of(Office.RELEASE), make.holder_of(Office.RELEASE)
    browser.sign_in(first)
    opening = asked(browser, call)
    browser.sign_in(second)
    browser.post(f"/names/{opening.id}/confirm")
    both = make.holder_of(Office.RELEASE)
    coordinators = make.kept(make.Body(code="BX", office=Office.COORDINATOR.value, name_ar="هيئة", name_en="Body"))
    make.kept(make.BodyTerm(body_id=coordinators.id, person_id=both.id, role=make.BodyRole.STAFF, since=make.LONG_AGO))
    strangers = [make.holder_of(Office.RELEASE), make.holder_of(Office.COORDINATOR), both]
    strangers += [make.person(is_admin=True), make.holder_of(Office.BOARD), make.holder_of(Office.OVERSIGHT)]
    for stranger in strangers:
        browser.sign_in(stranger)
        answer = browser.post(f"/names/{opening.id}/read")
        assert answer.status_code == 403 and HIDDEN not in answer.text
    assert kinds().count("signoff.names_read") == 0


def test_a_name_that_is_withheld_after_the_opening_is_not_in_it(call: Call, browser: Browser, app: Flask) -> None:
    first, second = make.holder_of(Office.RELEASE), make.holder_of(Office.RELEASE)
    later = make.organisation("مركز لاحق")
    make.signatory(later)
    call = signoff.open_call(hours=200)
    shy = next(line.organisation for line in call.roll if line.organisation.name_ar == HIDDEN)
    signoff.answer(call, shy, visibility=Visibility.WITHHELD)
    browser.sign_in(first)
    opening = asked(browser, call)
    browser.sign_in(second)
    browser.post(f"/names/{opening.id}/confirm")
    signoff.answer(call, later, visibility=Visibility.WITHHELD)
    shown = browser.post(f"/names/{opening.id}/read").text
    assert HIDDEN in shown and "مركز لاحق" not in shown


def test_the_reason_may_not_name_whom_it_is_about_and_what_was_typed_stays(call: Call, browser: Browser) -> None:
    browser.sign_in(make.holder_of(Office.RELEASE))
    answer = browser.post("/names", data={"call": str(call.id), "reason": f"تهديد لـ{HIDDEN}"})
    assert answer.status_code == 422 and 'id="reason-error"' in answer.text
    assert browser.post("/names", data={"call": str(call.id), "reason": ""}).status_code == 422
    assert browser.post("/names", data={"call": "x", "reason": REASON}).status_code == 422
    assert session.query(Opening).count() == 0


def test_an_opening_can_be_shut_before_its_time_and_only_one_waits(call: Call, browser: Browser) -> None:
    first, second = make.holder_of(Office.RELEASE), make.holder_of(Office.RELEASE)
    browser.sign_in(first)
    opening = asked(browser, call)
    assert browser.post("/names", data={"call": str(call.id), "reason": REASON}).status_code == 409
    browser.sign_in(second)
    browser.post(f"/names/{opening.id}/confirm")
    browser.post(f"/names/{opening.id}/shut")
    assert browser.post(f"/names/{opening.id}/read").status_code == 409
