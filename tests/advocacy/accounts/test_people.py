"""What people change about themselves, and what the coordinator does about people."""

import pytest
from sqlalchemy import select

from advocacy.accounts import actions
from advocacy.accounts.models import Person
from advocacy.database import session, transaction
from advocacy.outbox.models import Message
from advocacy.policy import Office
from tests.conftest import Browser
from tests.make import coalition as make

PASSWORD = "زيتونة حجر قطار ليل"
PROFILE = {"name_ar": "ريم ط.", "name_en": "Rim T.", "phone": "", "lang": "en", "timezone": "Europe/Zurich"}


def test_a_profile_is_changed_by_its_owner(browser: Browser) -> None:
    rim = make.person("rim")
    assert browser.sign_in(rim).post("/account/profile", data=PROFILE).status_code == 303
    session.expire_all()
    assert (rim.name_ar, rim.lang, rim.timezone) == ("ريم ط.", "en", "Europe/Zurich")


def test_the_language_of_a_profile_counts_more_than_an_earlier_click(browser: Browser) -> None:
    browser.sign_in(make.person()).get("/account/profile?lang=fr")
    browser.post("/account/profile", data=PROFILE)
    assert '<html lang="en"' in browser.get("/account/profile").text


@pytest.mark.parametrize(
    ("field", "value"), [("name_ar", "\u200f "), ("lang", "xx"), ("timezone", "Moon"), ("phone", "1" * 41)]
)
def test_a_wrong_profile_is_refused_beside_its_field(browser: Browser, field: str, value: str) -> None:
    answer = browser.sign_in(make.person()).post("/account/profile", data=PROFILE | {field: value})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


def test_a_first_password_needs_none_before_and_the_next_one_does(browser: Browser) -> None:
    rim = make.person("rim")
    browser.sign_in(rim)
    assert browser.post("/account/password", data={"password": PASSWORD}).status_code == 303
    assert browser.get("/account/profile").status_code == 200
    refused = browser.post("/account/password", data={"password": "another good one", "present": "wrong"})
    assert refused.status_code == 422
    assert 'id="present-error"' in refused.text
    assert (
        browser.post("/account/password", data={"password": "another good one", "present": PASSWORD}).status_code == 303
    )


@pytest.mark.parametrize("password", ["short", "1234567890", "aaaaaaaaaaaa", "rim@people.example", "م" * 501])
def test_a_weak_password_is_refused(browser: Browser, password: str) -> None:
    answer = browser.sign_in(make.person("rim")).post("/account/password", data={"password": password})
    assert answer.status_code == 422
    assert 'id="password-error"' in answer.text


def test_a_password_is_kept_as_argon2id(browser: Browser) -> None:
    rim = make.person()
    with transaction():
        actions.set_password(rim, PASSWORD, by=None)
    assert rim.password is not None
    assert rim.password.startswith("$argon2id$")


def test_a_coordinator_invites_somebody(browser: Browser) -> None:
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    data = {"login": "Huda", "name_ar": "هدى م.", "email": "huda@people.example", "lang": "ar"}
    assert browser.post("/account/people", data=data).status_code == 303
    assert session.scalars(select(Message.recipient)).all() == ["huda@people.example"]
    assert "هدى م." in browser.get("/account/people").text
    again = browser.post("/account/people", data=data)
    assert again.status_code == 422
    assert 'id="login-error"' in again.text
    assert 'id="email-error"' in again.text


def test_a_coordinator_closes_an_account_and_opens_it_again_but_not_their_own(browser: Browser) -> None:
    sami, basel = make.holder_of(Office.COORDINATOR), make.person("basel")
    browser.sign_in(sami)
    assert browser.post(f"/account/people/{basel.id}/deactivate").status_code == 303
    session.expire_all()
    assert not basel.active
    assert browser.post(f"/account/people/{basel.id}/reactivate").status_code == 303
    assert browser.post(f"/account/people/{sami.id}/deactivate").status_code == 409
    assert browser.post("/account/people/999/deactivate").status_code == 404


def test_nobody_else_manages_people(browser: Browser) -> None:
    basel = make.person("basel")
    for person in (make.person(), make.holder_of(Office.BOARD), make.signatory(make.organisation())):
        browser.sign_in(person)
        assert browser.get("/account/people").status_code == 403
        assert browser.post("/account/people", data={}).status_code == 403
        assert browser.post(f"/account/people/{basel.id}/deactivate").status_code == 403
        assert browser.post(f"/account/people/{basel.id}/link").status_code == 403
    assert len(list(session.scalars(select(Person).where(~Person.active)))) == 0
