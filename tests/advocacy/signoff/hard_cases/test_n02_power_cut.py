"""N02: the deadline falls in a power cut."""

from datetime import datetime, timedelta

from sqlalchemy import select

from advocacy.clock import SetClock
from advocacy.coalition.models import Organisation
from advocacy.database import session
from advocacy.ledger.models import Entry
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.signoff.models import Call, Outage, Reminder
from advocacy.signoff.queries import tally_now
from papers.dates import moment
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.links import link_of
from tests.make.worker import work_off


def open_call(organisations: int = 3) -> Call:
    return calls.open_call(organisations=organisations, hours=96, soft=48)


def shown_day(browser: Browser, link: str) -> str:
    """Which of the two moments the signing page gives as the day."""
    return browser.get(f"{link}?lang=ar").get_data(as_text=True)


def day(at: datetime) -> str:
    return moment(at, "Asia/Damascus", "ar")


def test_N02_a_report_an_hour_before_moves_the_day_of_that_member_alone(browser: Browser, clock: SetClock) -> None:
    call = open_call()
    dark, other = (calls.signatory_of(line.organisation) for line in call.roll[:2])
    links = {person.id: link_of(person) for person in (dark, other)}
    soft, hard = call.soft_at, call.closes_at
    clock.set(soft - timedelta(hours=1))
    assert "مدّدوا" in shown_day(browser, links[dark.id])
    for _tap in range(3):
        assert browser.post(f"{links[dark.id]}/outage").status_code == 303
    session.expire_all()
    call = session.get_one(Call, call.id)
    assert (call.soft_at, call.closes_at) == (soft, hard), "neither moves for anybody else"
    assert day(soft) not in shown_day(browser, links[dark.id])
    assert day(hard) in shown_day(browser, links[dark.id])
    assert day(soft) in shown_day(browser, links[other.id])
    assert len(session.scalars(select(Outage)).all()) == 1
    assert len(session.scalars(select(Entry).where(Entry.kind == "signoff.outage")).all()) == 1


def test_N02_it_is_reminded_before_its_new_day_and_no_more_before_the_old_one(
    browser: Browser, clock: SetClock
) -> None:
    call = open_call()
    house = call.roll[0].organisation
    link = link_of(calls.signatory_of(house))
    clock.set(call.soft_at - timedelta(hours=30))
    browser.post(f"{link}/outage")
    waiting = select(Reminder).where(Reminder.sent_at.is_(None), Reminder.skipped_at.is_(None))
    own = [one.due_at for one in session.scalars(waiting) if one.organisation_id == house.id]
    assert own and all(due > call.soft_at - timedelta(hours=30) for due in own)
    assert max(own) > call.soft_at
    assert max(own) < call.closes_at


def test_N02_the_coordinator_reports_for_a_region_however_it_is_spelt(browser: Browser, clock: SetClock) -> None:
    call = open_call(4)
    for line, region in zip(call.roll, ("إدلب", "ادلب", "حلب", ""), strict=True):
        session.get_one(Organisation, line.organisation_id).region = region
    session.commit()
    clock.set(call.soft_at - timedelta(hours=1))
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    assert 'value="إدلب"' in browser.get(f"/calls/{call.id}").get_data(as_text=True)
    assert browser.post(f"/calls/{call.id}/outage", data={"region": "حمص"}).status_code == 422
    assert browser.post(f"/calls/{call.id}/outage", data={"region": "إدلب"}).status_code == 303
    told = {outage.organisation_id for outage in session.scalars(select(Outage))}
    assert told == {line.organisation_id for line in call.roll[:2]}
    mails = session.scalars(select(Message.recipient).where(Message.key.like("signoff.outage:%"))).all()
    dark = [line.organisation for line in call.roll[:2]]
    assert sorted(mails) == sorted(to for one in dark for to in (one.mail, calls.signatory_of(one).email))


def test_N02_the_end_of_the_call_never_moves_and_then_nothing_can_be_reported(
    browser: Browser, clock: SetClock
) -> None:
    call = open_call()
    dark = calls.signatory_of(call.roll[0].organisation)
    link = link_of(dark)
    browser.post(f"{link}/outage")
    clock.set(call.closes_at)
    data = {"seal": call.seal, "choice": "sign", "visibility": "public"}
    assert browser.post(link, data=data).status_code == 410
    assert browser.post(f"{link}/outage").status_code == 410
    work_off("signoff.close")
    session.expire_all()
    assert session.get_one(Call, call.id).closed_at == call.closes_at
    assert tally_now(session.get_one(Call, call.id)).sign == 0


def test_N02_whoever_has_more_time_can_sign_until_the_end(browser: Browser, clock: SetClock) -> None:
    call = open_call()
    link = link_of(calls.signatory_of(call.roll[0].organisation))
    browser.post(f"{link}/outage")
    clock.set(call.closes_at - timedelta(minutes=1))
    data = {"seal": call.seal, "choice": "sign", "visibility": "public"}
    assert browser.post(link, data=data).status_code == 303
    assert tally_now(session.get_one(Call, call.id)).sign == 1
