"""Every page and every mail that names a member's deadline names its own day, on its own clock."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.coalition.models import Organisation
from advocacy.database import session
from advocacy.mail import KeptMail
from advocacy.policy import Office
from advocacy.signoff.models import Call, MoreTime
from papers.dates import moment
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.links import link_of
from tests.make.worker import work_off

FAR = "America/Toronto"


@pytest.fixture
def abroad(app: Flask) -> Organisation:
    """A member in another zone than the coalition and the call, and two at home."""
    make.coalition()
    house = calls.members(3)[0]
    house.timezone = calls.signatory_of(house).timezone = FAR
    session.commit()
    return house


@pytest.fixture
def call(abroad: Organisation) -> Call:
    return calls.open_call(hours=96, soft=48, timezone="Asia/Damascus")


@pytest.fixture
def link(call: Call, abroad: Organisation) -> str:
    """The member's own, read before its mail leaves."""
    return link_of(calls.signatory_of(abroad))


def there(at: datetime) -> str:
    return moment(at, FAR, "ar")


def mails_to(mail: KeptMail, person: Person) -> list[str]:
    work_off("outbox.send")
    kept = [one for one in mail.sent if str(one["To"]) == person.email]
    return [one.get_body().get_content() for one in kept]  # type: ignore[union-attr]


def given_more_time(browser: Browser, call: Call, link: str) -> datetime:
    """A day more, asked by the member and granted by the coordinator; when it ends."""
    browser.post(f"{link}/more-time", data={"hours": "24", "time_reason": "مجلسنا يجتمع غدًا."})
    asked = session.scalars(select(MoreTime)).one()
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    assert browser.post(f"/calls/{call.id}/more-time/{asked.id}", data={"decision": "grant"}).status_code == 303
    session.expire_all()
    return session.get_one(Call, call.id).soft_at + timedelta(hours=24)


def on_the_board(browser: Browser, call: Call, abroad: Organisation) -> str:
    """What the coordinator sees of this member."""
    page = browser.sign_in(make.holder_of(Office.COORDINATOR)).get(f"/calls/{call.id}").text
    return page[page.index(f'id="member-{abroad.id}"') :].split("</li>")[0]


def test_the_first_mail_and_every_page_name_the_day_on_the_members_clock(
    call: Call, abroad: Organisation, link: str, browser: Browser, mail: KeptMail
) -> None:
    person = calls.signatory_of(abroad)
    assert there(call.soft_at) in mails_to(mail, person)[0]
    assert there(call.soft_at) in browser.get(link).text
    row = on_the_board(browser, call, abroad)
    assert row.count(there(call.soft_at)) == 2, "beside the name, and in the text for WhatsApp"
    browser.sign_in(person)
    for page in ("/home", "/calls"):
        assert there(call.soft_at) in browser.get(page).text, page


def test_after_more_time_was_granted_no_page_and_no_mail_names_the_old_day(
    call: Call, abroad: Organisation, link: str, browser: Browser, mail: KeptMail, clock: SetClock
) -> None:
    person, old = calls.signatory_of(abroad), call.soft_at
    clock.set(old - timedelta(hours=20))
    read = len(mails_to(mail, person))
    new = given_more_time(browser, call, link)
    row = on_the_board(browser, call, abroad)
    assert row.count(there(new)) == 2 and there(old) not in row
    browser.sign_in(person)
    for page in ("/home", "/calls"):
        assert there(new) in browser.get(page).text and there(old) not in browser.get(page).text, page
    clock.set(new - timedelta(hours=3))
    work_off("signoff.remind")
    later = mails_to(mail, person)[read:]
    assert sum(there(new) in words for words in later) >= 2, "the grant, and the reminder"
    assert not any(there(old) in words for words in later[1:])


def test_after_an_outage_the_day_is_the_end_on_the_members_clock(
    call: Call, abroad: Organisation, link: str, browser: Browser
) -> None:
    browser.post(f"{link}/outage")
    session.expire_all()
    end = session.get_one(Call, call.id).closes_at
    assert on_the_board(browser, call, abroad).count(there(end)) == 2
    assert there(end) in browser.sign_in(calls.signatory_of(abroad)).get("/calls").text


def test_an_alternate_waits_as_long_as_the_member_was_given(
    call: Call, abroad: Organisation, link: str, browser: Browser, clock: SetClock, mail: KeptMail
) -> None:
    alternate = make.signatory(abroad, "alternate")
    session.expire_all()
    instead = next(one for one in abroad.mandates if one.person_id == alternate.id)
    instead.alternate_for_id = calls.signatory_of(abroad).id
    session.commit()
    clock.set(call.soft_at - timedelta(hours=20))
    new = given_more_time(browser, call, link)
    clock.set(new - timedelta(hours=1))
    work_off("signoff.ask_alternates")
    assert mails_to(mail, alternate) == []
    clock.set(new)
    work_off("signoff.ask_alternates")
    assert len(mails_to(mail, alternate)) == 1
