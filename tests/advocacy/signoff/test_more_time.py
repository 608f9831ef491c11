"""Asking for more time: an act of its own, through the web."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from advocacy.clock import SetClock
from advocacy.database import session
from advocacy.ledger.models import Entry
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.signoff.models import Answer, Call, MoreTime, Reminder
from advocacy.signoff.queries import tally_now
from advocacy.signoff.rules.more_time import HOURS, ask_many, moved
from papers.dates import moment
from tests.conftest import NOON, Browser
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.links import link_of

ASKED = {"hours": "24", "time_reason": "مجلس إدارتنا يجتمع الأحد."}


@pytest.fixture
def call(app: object) -> Call:
    return calls.open_call(hours=96, soft=48)


@pytest.fixture
def link(call: Call) -> str:
    return link_of(calls.signatory_of(call.roll[0].organisation))


def day(at: datetime) -> str:
    return moment(at, "Asia/Damascus", "ar")


def asked() -> MoreTime:
    session.expire_all()
    return session.scalars(select(MoreTime)).one()


def mails(what: str) -> list[Message]:
    return list(session.scalars(select(Message).where(Message.key.like(f"signoff.more_time:%:{what}:%"))))


def decide(browser: Browser, call: Call, **data: str) -> int:
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    request = asked()
    sent = {name.replace("reason", f"reason-{request.id}"): value for name, value in data.items()}
    status = browser.post(f"/calls/{call.id}/more-time/{request.id}", data=sent).status_code
    browser.delete_cookie("mawqif")
    return status


def test_it_is_asked_once_told_to_the_organisation_and_counts_as_no_answer(
    browser: Browser, call: Call, link: str
) -> None:
    assert 'name="hours"' in browser.get(link).text
    for _tap in range(3):
        assert browser.post(f"{link}/more-time", data=ASKED).status_code == 303
    assert asked().is_waiting
    assert session.scalars(select(Answer)).all() == []
    assert (tally_now(call).sign, tally_now(call).silent) == (0, 3)
    house = call.roll[0].organisation
    assert {mail.recipient for mail in mails("asked")} == {house.mail, calls.signatory_of(house).email}
    assert len(session.scalars(select(Entry).where(Entry.kind == "signoff.more_time_asked")).all()) == 1
    page = browser.get(link).text
    assert 'name="hours"' not in page
    assert day(call.soft_at) in page, "its day stays until it is granted"


def test_granted_it_moves_the_day_of_that_member_alone_and_its_reminders(
    browser: Browser, call: Call, link: str, clock: SetClock
) -> None:
    other = link_of(calls.signatory_of(call.roll[1].organisation))
    soft, hard = call.soft_at, call.closes_at
    clock.set(soft - timedelta(hours=20))
    browser.post(f"{link}/more-time", data=ASKED)
    for _tap in range(2):
        assert decide(browser, call, decision="grant") == 303
    assert asked().granted_until == soft + timedelta(hours=24)
    assert day(soft + timedelta(hours=24)) in browser.get(link).text
    assert day(soft) in browser.get(other).text
    session.expire_all()
    assert (session.get_one(Call, call.id).soft_at, session.get_one(Call, call.id).closes_at) == (soft, hard)
    house = call.roll[0].organisation
    waiting = select(Reminder.due_at).where(
        Reminder.organisation_id == house.id, Reminder.sent_at.is_(None), Reminder.skipped_at.is_(None)
    )
    assert max(session.scalars(waiting)) > soft
    assert {mail.recipient for mail in mails("granted")} == {house.mail, calls.signatory_of(house).email}


def test_it_never_passes_the_end_of_the_call(browser: Browser, call: Call, link: str, clock: SetClock) -> None:
    browser.post(f"{link}/more-time", data=ASKED | {"hours": "48"})
    clock.set(call.soft_at + timedelta(hours=10))
    assert decide(browser, call, decision="grant") == 303
    assert asked().granted_until == call.closes_at


def test_declined_the_organisation_is_told_why_and_the_day_stays(browser: Browser, call: Call, link: str) -> None:
    browser.post(f"{link}/more-time", data=ASKED)
    assert decide(browser, call, decision="decline", reason=" ") == 422
    assert asked().is_waiting
    assert decide(browser, call, decision="decline", reason="الورقة تصدر الخميس.") == 303
    assert asked().granted_until is None and not asked().is_waiting
    assert all("الورقة تصدر الخميس." in body_of(mail) for mail in mails("declined"))
    assert "الورقة تصدر الخميس." in browser.get(link).text
    assert day(call.soft_at) in browser.get(link).text
    assert decide(browser, call, decision="grant") == 409


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"hours": "99"}, "hours"), ({"time_reason": " "}, "time_reason"), ({"time_reason": "ط" * 201}, "time_reason")],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_is_kept(
    browser: Browser, call: Call, link: str, sent: dict[str, str], field: str
) -> None:
    answer = browser.post(f"{link}/more-time", data={"hours": "12", "time_reason": "سببنا هنا", **sent})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert field == "time_reason" or "سببنا هنا" in answer.text
    assert session.scalars(select(MoreTime)).all() == []


def test_whoever_has_answered_or_comes_too_late_cannot_ask(
    browser: Browser, call: Call, link: str, clock: SetClock
) -> None:
    calls.answer(call, call.roll[0].organisation)
    assert 'name="hours"' not in browser.get(link).text
    assert browser.post(f"{link}/more-time", data=ASKED).status_code == 409
    other = link_of(calls.signatory_of(call.roll[1].organisation))
    clock.set(call.closes_at)
    assert browser.post(f"{other}/more-time", data=ASKED).status_code == 410
    assert session.scalars(select(MoreTime)).all() == []


def test_where_the_day_is_the_end_there_is_nothing_to_ask(browser: Browser, app: object) -> None:
    call = calls.open_call(hours=96, soft=96)
    link = link_of(calls.signatory_of(call.roll[0].organisation))
    assert 'name="hours"' not in browser.get(link).text
    assert browser.post(f"{link}/more-time", data=ASKED).status_code == 409


def test_the_board_says_when_many_ask_and_the_decision_file_tells_it(browser: Browser, call: Call) -> None:
    for number, line in enumerate(call.roll):
        browser.post(f"{link_of(calls.signatory_of(line.organisation))}/more-time", data=ASKED)
        coordinator = make.holder_of(Office.COORDINATOR)
        page = browser.sign_in(coordinator).get(f"/calls/{call.id}").text
        browser.delete_cookie("mawqif")
        assert ASKED["time_reason"] in page
        assert ("الوقت قصير" in page) is (number == 2)
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    story = browser.get(f"/papers/{call.dossier_id}/decision-file").text
    assert story.count(ASKED["time_reason"]) == 3
    request = session.scalars(select(MoreTime)).first()
    assert request is not None
    assert browser.post(f"/calls/{call.id}/more-time/{request.id}", data={"decision": "grant"}).status_code == 403
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    assert browser.post(f"/calls/{call.id + 1}/more-time/{request.id}").status_code == 404


@settings(deadline=None)
@given(st.sampled_from(HOURS), st.integers(0, 200), st.integers(0, 200), st.integers(0, 200))
def test_a_moved_day_lies_after_the_old_one_and_never_after_the_end(hours: int, day: int, now: int, end: int) -> None:
    at = [NOON + timedelta(hours=each) for each in (day, now, max(day, end))]
    new = moved(at[0], hours, now=at[1], closes_at=at[2])
    assert at[0] <= new <= at[2]


def test_many_are_three_at_least_and_a_quarter_of_those_asked() -> None:
    assert [ask_many(asking, 12) for asking in range(5)] == [False, False, False, True, True]
    assert not ask_many(2, 2)
    assert not ask_many(3, 13)


def chat(browser: Browser, call: Call, number: int) -> str:
    """What the coordinator copies for WhatsApp to this member."""
    house = call.roll[number].organisation
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    page = browser.get(f"/calls/{call.id}").text
    browser.delete_cookie("mawqif")
    return page.partition(f'id="chat-text-{house.id}"')[2].partition("</textarea>")[0]


def test_the_text_for_whatsapp_says_the_members_own_day_on_its_own_clock(
    browser: Browser, call: Call, link: str, clock: SetClock
) -> None:
    house = call.roll[0].organisation
    house.timezone = "Europe/Berlin"
    session.commit()
    clock.set(call.soft_at - timedelta(hours=20))
    browser.post(f"{link}/more-time", data=ASKED)
    assert day(call.soft_at) in chat(browser, call, 1)
    assert moment(call.soft_at, "Europe/Berlin", "ar") in chat(browser, call, 0), "asked for is not granted"
    assert decide(browser, call, decision="grant") == 303
    own = moment(call.soft_at + timedelta(hours=24), "Europe/Berlin", "ar")
    assert own in chat(browser, call, 0) and moment(call.soft_at, "Europe/Berlin", "ar") not in chat(browser, call, 0)
    assert day(call.soft_at) in chat(browser, call, 1), "nobody else's day moves"
    assert browser.post(f"{link_of(calls.signatory_of(call.roll[2].organisation))}/outage").status_code == 303
    assert day(call.closes_at) in chat(browser, call, 2)
