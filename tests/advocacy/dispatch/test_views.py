"""Packages in the browser."""

from flask import Flask

from advocacy.contacts.models import Way
from advocacy.database import session
from advocacy.dispatch import queries
from advocacy.dispatch.models import PackageState
from advocacy.policy import Office as Standing
from tests.conftest import Browser
from tests.make.coalition import group, holder_of, rapporteur
from tests.make.contacts import office
from tests.make.dispatch import package, release
from tests.make.publishing import issued
from tests.make.worker import work_off


def test_the_desk_prepares_and_a_second_person_releases(app: Flask, browser: Browser) -> None:
    issue, embassy = issued(), office()
    desk, board = holder_of(Standing.RELATIONS), holder_of(Standing.BOARD)
    browser.sign_in(desk)
    form = browser.get(f"/packages/new/{issue.id}")
    assert "تحية طيبة وبعد" in form.text
    typed = {"title": "حزمة", "subject_en": "Subject", "body_en": "First.\n\nSecond.", "offices": [embassy.id]}
    answer = browser.post(f"/packages/new/{issue.id}", data=typed)
    assert answer.status_code == 303
    assert browser.post(f"{answer.location}/release").status_code == 403
    browser.sign_in(board)
    assert browser.post(f"{answer.location}/release").status_code == 303
    session.expire_all()
    (prepared,) = queries.packages()
    assert prepared.state is PackageState.RELEASED


def test_a_package_without_offices_keeps_what_was_typed(app: Flask, browser: Browser) -> None:
    issue = issued()
    office()
    browser.sign_in(holder_of(Standing.RELATIONS))
    typed = {"title": "حزمة", "subject_en": "Subject", "body_en": "A long letter."}
    answer = browser.post(f"/packages/new/{issue.id}", data=typed)
    assert answer.status_code == 422
    assert "A long letter." in answer.text
    assert 'id="offices-error"' in answer.text
    assert not queries.packages()


def test_a_letter_can_be_looked_at_and_corrected(app: Flask, browser: Browser) -> None:
    prepared = package()
    parcel_id = prepared.parcels[0].id
    browser.sign_in(holder_of(Standing.RELATIONS))
    assert "Excellency," in browser.get(f"/packages/letters/{parcel_id}").text
    pdf = browser.get(f"/packages/letters/{parcel_id}/file.pdf")
    assert pdf.data.startswith(b"%PDF-")
    typed = {"salutation": "Dear Ambassador,", "addressee": "The Embassy\nStreet 1", "closing": "Yours sincerely,"}
    assert browser.post(f"/packages/letters/{parcel_id}/address", data=typed).status_code == 303
    assert "Dear Ambassador," in browser.get(f"/packages/letters/{parcel_id}").text
    assert browser.post(f"/packages/letters/{parcel_id}/address", data={"salutation": ""}).status_code == 422


def test_an_outsider_sees_no_package(app: Flask, browser: Browser) -> None:
    prepared = package()
    parcel_id = prepared.parcels[0].id
    addresses = ("/packages", f"/packages/{prepared.id}", f"/packages/letters/{parcel_id}",
                 f"/packages/letters/{parcel_id}/file.pdf", f"/packages/new/{prepared.issue_id}")  # fmt: skip
    for address in addresses:
        assert browser.get(address).status_code == 401
    browser.sign_in(rapporteur(group()))
    for address in addresses:
        assert browser.get(address).status_code == 403
    assert browser.post(f"/packages/{prepared.id}/release").status_code == 403


def test_oversight_reads_packages_and_changes_none(app: Flask, browser: Browser) -> None:
    prepared = package()
    browser.sign_in(holder_of(Standing.OVERSIGHT))
    assert browser.get(f"/packages/{prepared.id}").status_code == 200
    assert browser.post(f"/packages/{prepared.id}/release").status_code == 403
    assert browser.post(f"/packages/letters/{prepared.parcels[0].id}/drop").status_code == 403


def test_the_page_of_an_issue_leads_the_desk_to_a_package(app: Flask, browser: Browser) -> None:
    prepared = package()
    browser.sign_in(holder_of(Standing.RELATIONS))
    page = browser.get(f"/issues/{prepared.issue_id}").text
    assert f"/packages/new/{prepared.issue_id}" in page
    assert f"/packages/{prepared.id}" in page
    browser.sign_in(rapporteur(group()))
    assert f"/packages/{prepared.id}" not in browser.get(f"/issues/{prepared.issue_id}").text


def test_the_page_says_how_far_a_package_is_and_looks_again(app: Flask, browser: Browser) -> None:
    prepared = release(package(offices=[office(way=Way.PAPER), office(way=Way.PAPER)]))
    browser.sign_in(holder_of(Standing.BOARD))
    page = browser.get(f"/packages/{prepared.id}").text
    assert '<progress value="0" max="2"' in page
    assert 'http-equiv="refresh"' in page
    assert browser.post(f"/packages/{prepared.id}/stop").status_code == 303
    page = browser.get(f"/packages/{prepared.id}").text
    assert 'http-equiv="refresh"' not in page
    assert f"/packages/{prepared.id}/continue" in page
    assert browser.post(f"/packages/{prepared.id}/continue").status_code == 303
    work_off("dispatch.make_parcels")
    assert "<progress" not in browser.get(f"/packages/{prepared.id}").text


def test_a_draft_cannot_be_stopped(app: Flask, browser: Browser) -> None:
    prepared = package()
    browser.sign_in(holder_of(Standing.BOARD))
    assert browser.post(f"/packages/{prepared.id}/stop").status_code == 409


def test_annexes_are_chosen_when_the_package_is_prepared(app: Flask, browser: Browser) -> None:
    issue, embassy = issued(), office()
    browser.sign_in(holder_of(Standing.RELATIONS))
    assert 'name="annexes" value="ar"' in browser.get(f"/packages/new/{issue.id}").text
    typed = {"title": "حزمة", "subject_en": "S", "body_en": "B.", "offices": [embassy.id], "annexes": ["ar"]}
    answer = browser.post(f"/packages/new/{issue.id}", data=typed)
    assert answer.status_code == 303
    assert queries.packages()[0].annexes == ["ar"]
    typed["annexes"] = ["ar", "xx"]
    refused = browser.post(f"/packages/new/{issue.id}", data=typed)
    assert refused.status_code == 422
    assert 'value="ar" checked' in refused.text
