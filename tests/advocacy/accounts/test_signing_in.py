"""Coming in by password."""

from datetime import timedelta

import pytest
from flask import Flask

from advocacy.accounts import actions
from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.database import transaction
from tests.conftest import Browser, without_proofs
from tests.make import coalition as make

PASSWORD = "زيتونة حجر قطار ليل"


def with_password(login: str = "rim") -> Person:
    person = make.person(login)
    with transaction():
        actions.set_password(person, PASSWORD, by=None)
    return person


def enter(browser: Browser, login: str = "rim", password: str = PASSWORD, after: str = "") -> int:
    return browser.post("/account/enter", data={"login": login, "password": password, "after": after}).status_code


def test_somebody_enters_with_login_or_address_and_leaves(browser: Browser) -> None:
    with_password()
    assert enter(browser, "rim@people.example") == 303
    assert browser.get("/account/profile").status_code == 200
    browser.post("/account/leave")
    assert browser.get("/account/profile").status_code == 401
    assert enter(browser, " RIM ") == 303


def test_a_stranger_sees_the_door_and_is_brought_back_afterwards(browser: Browser) -> None:
    with_password()
    page = browser.get("/account/profile")
    assert page.status_code == 401
    assert 'name="after" value="/account/profile' in page.text
    answer = browser.post("/account/enter", data={"login": "rim", "password": PASSWORD, "after": "/account/profile"})
    assert answer.location == "/account/profile"


@pytest.mark.parametrize("after", ["https://evil.example/", "//evil.example", "/\\evil.example", "data:x", "home"])
def test_nobody_is_led_to_another_site(browser: Browser, after: str) -> None:
    with_password()
    answer = browser.post("/account/enter", data={"login": "rim", "password": PASSWORD, "after": after})
    assert answer.location == "/home"


def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(browser: Browser) -> None:
    with_password()
    wrong = browser.post("/account/enter", data={"login": "rim", "password": "another one"})
    unknown = browser.post("/account/enter", data={"login": "riz", "password": "another one"})
    assert wrong.status_code == unknown.status_code
    assert without_proofs(wrong.text) == without_proofs(unknown.text).replace("riz", "rim")
    assert wrong.status_code == 422


def test_a_login_may_be_tried_five_times_and_then_waits(browser: Browser, clock: SetClock) -> None:
    with_password()
    assert [enter(browser, password="wrong") for _try in range(5)] == [422] * 5
    assert enter(browser) == 429
    assert enter(browser, "sami", "wrong") == 422
    clock.move(timedelta(minutes=16))
    assert enter(browser) == 303


def test_an_address_may_try_forty_logins(browser: Browser) -> None:
    with_password()
    assert {enter(browser, f"nobody{number}", "wrong") for number in range(40)} == {422}
    assert enter(browser) == 429


def test_whoever_gets_in_shuts_no_door_for_the_next_behind_the_same_address(browser: Browser) -> None:
    with_password()
    assert {enter(browser) for _time in range(45)} == {303}
    assert enter(browser, "nobody", "wrong") == 422


def test_getting_in_oneself_wins_no_further_guesses_at_others(browser: Browser) -> None:
    with_password()
    guesses = []
    for number in range(41):
        guesses.append(enter(browser, f"nobody{number}", "wrong"))
        enter(browser)
    assert guesses == [422] * 40 + [429]


def test_a_session_ends_when_it_is_left_alone(browser: Browser, clock: SetClock) -> None:
    browser.sign_in(make.person())
    clock.move(timedelta(minutes=59))
    assert browser.get("/account/profile").status_code == 200
    clock.move(timedelta(minutes=59))
    assert browser.get("/account/profile").status_code == 200
    clock.move(timedelta(minutes=61))
    assert browser.get("/account/profile").status_code == 401


def test_a_closed_account_is_out_at_once(browser: Browser) -> None:
    rim = with_password()
    browser.sign_in(rim)
    with transaction():
        actions.deactivate(rim, by=None)
    assert browser.get("/account/profile").status_code == 401
    assert enter(browser) == 422


def test_signing_out_everywhere_ends_the_other_device_too(browser: Browser, app: Flask) -> None:
    rim = make.person()
    other = app.test_client()
    assert isinstance(other, Browser)
    other.sign_in(rim)
    assert browser.sign_in(rim).post("/account/everywhere").status_code == 303
    assert other.get("/account/profile").status_code == 401


def test_closing_now_leaves_a_page_that_says_nothing(browser: Browser) -> None:
    make.coalition()
    page = browser.sign_in(make.person()).post("/account/close")
    assert "Clear-Site-Data" in page.headers
    assert "رواق" not in page.text
    assert "موقف" not in page.text
    assert browser.get("/account/profile").status_code == 401


def test_what_was_typed_is_kept_but_not_the_password(browser: Browser) -> None:
    page = browser.post("/account/enter", data={"login": "somebody", "password": "a secret word"})
    assert 'value="somebody"' in page.text
    assert "a secret word" not in page.text


def test_a_form_of_another_site_changes_nothing_and_keeps_what_was_typed(
    browser: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    rim = make.person("rim")
    page = browser.sign_in(rim).post("/account/profile", data={"name_ar": "اسم طويل كتبته صاحبته بعناية"})
    assert page.status_code == 400
    assert "اسم طويل كتبته صاحبته بعناية" in page.text
    assert rim.name_ar != "اسم طويل كتبته صاحبته بعناية"


def test_a_form_needs_no_referrer_because_our_pages_let_none_be_sent(
    browser: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = browser.get("/account/enter", base_url="https://papers.riwaq.org").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    typed = {"login": "somebody", "password": "a wrong word", "csrf_token": token}
    assert browser.post("/account/enter", base_url="https://papers.riwaq.org", data=typed).status_code == 422


def test_closing_now_works_from_a_page_that_is_hours_old(
    browser: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    assert browser.sign_in(make.person()).post("/account/close").status_code == 200
    assert browser.get("/account/profile").status_code == 401
