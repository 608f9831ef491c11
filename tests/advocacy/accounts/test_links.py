"""Coming in by a link that works once."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from advocacy.accounts import actions
from advocacy.accounts.models import EntryLink, Person
from advocacy.clock import SetClock
from advocacy.database import session, transaction
from advocacy.outbox.actions import body_of, subject_of
from advocacy.outbox.models import Message
from tests.conftest import Browser
from tests.make import coalition as make


def ask(browser: Browser, login: str, after: str = "") -> int:
    return browser.post("/account/link", data={"login": login, "after": after}).status_code


def mails() -> list[Message]:
    return list(session.scalars(select(Message).order_by(Message.id)))


def link_in(message: Message) -> str:
    found = re.search(r"https?://[^/]+(/account/link/\S+)", body_of(message))
    assert found
    return found.group(1)


def test_a_link_lets_its_owner_in_once(browser: Browser) -> None:
    rim = make.person("rim")
    assert ask(browser, "rim@people.example") == 303
    link = link_in(mails()[0])
    assert browser.get(link).status_code == 200
    assert browser.get("/account/profile").status_code == 401, "looking at the link must not use it up"
    assert browser.post(link).status_code == 303
    assert rim.name_ar in browser.get("/account/profile").text
    browser.post("/account/leave")
    assert browser.post(link).status_code == 410


def test_a_link_ends_after_a_quarter_of_an_hour(browser: Browser, clock: SetClock) -> None:
    make.person("rim")
    ask(browser, "rim")
    clock.move(timedelta(minutes=15))
    assert browser.post(link_in(mails()[0])).status_code == 410


def test_the_answer_is_the_same_whether_or_not_there_is_such_a_person(browser: Browser) -> None:
    make.person("rim")
    known = browser.post("/account/link", data={"login": "rim"})
    unknown = browser.post("/account/link", data={"login": "nobody@else.example"})
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert len(mails()) == 1


def test_a_closed_account_gets_no_link_and_its_old_one_is_dead(browser: Browser) -> None:
    rim = make.person("rim")
    ask(browser, "rim")
    with transaction():
        actions.deactivate(rim, by=None)
    assert browser.post(link_in(mails()[0])).status_code == 410
    ask(browser, "rim")
    assert len(mails()) == 1


def test_links_are_not_sent_without_end(browser: Browser) -> None:
    make.person("rim")
    assert [ask(browser, "rim") for _tap in range(6)] == [303] * 5 + [429]


def test_the_mail_names_nobody_and_nothing(browser: Browser) -> None:
    make.coalition()
    rim = make.person("rim")
    ask(browser, "rim")
    words = subject_of(mails()[0]) + body_of(mails()[0])
    assert not any(name in words for name in ("رواق", "تحالف", "موقف", rim.name_ar))


def test_a_token_is_kept_as_a_digest_only(browser: Browser) -> None:
    make.person("rim")
    ask(browser, "rim")
    token = link_in(mails()[0]).rsplit("/", 1)[1]
    assert token not in session.scalars(select(EntryLink)).one().token_sha256


def test_a_link_leads_to_the_page_that_was_wanted(browser: Browser) -> None:
    make.person("rim")
    ask(browser, "rim", after="/account/profile")
    link = link_in(mails()[0])
    assert 'value="/account/profile"' in browser.get(link).text
    assert browser.post(link, data={"after": "https://evil.example"}).location == "/home"


@pytest.mark.parametrize("token", ["A" * 32, "x", "%00", "a" * 5000])
def test_a_made_up_link_opens_nothing(browser: Browser, token: str) -> None:
    refused = browser.post(f"/account/link/{token}").status_code
    assert refused == 400 if "%00" in token else refused in (404, 410, 414)


def test_an_invitation_waits_three_days(browser: Browser, clock: SetClock) -> None:
    sami = make.person("sami")
    with transaction():
        actions.invite_person(
            login="huda", name_ar="هدى م.", email="huda@people.example", base_url="http://127.0.0.1:5000", by=sami
        )
    clock.move(timedelta(days=2, hours=23))
    assert browser.post(link_in(mails()[0])).status_code == 303
    assert session.scalars(select(Person).where(Person.login == "huda")).one().password is None
