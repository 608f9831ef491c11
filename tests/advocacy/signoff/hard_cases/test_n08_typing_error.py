"""N08: a typing error is fixed after the freeze."""

import gzip
import re
from datetime import timedelta

from sqlalchemy import select

from advocacy.clock import SetClock
from advocacy.database import session
from advocacy.ledger.models import Entry
from advocacy.policy import Office
from advocacy.publishing.models import Issue
from advocacy.signoff.models import Call, Change, ChangeClass, Outcome
from tests.advocacy.signoff.hard_cases.changed import change, newest_link, people_of, signed, signed_call
from tests.conftest import NOON, Browser
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.worker import work_off

SPELLING = [("أحبّتها", "أحبابها")]
NUMBER = [("خلال 6 أشهر", "خلال 7 أشهر")]


def issue_of(browser: Browser, call: Call) -> int:
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    status = browser.post(f"/calls/{call.id}/issue", data={"dated": "2026-11-23"}).status_code
    browser.delete_cookie("mawqif")
    return int(status)


def test_N08_signatures_carry_over_and_the_text_is_issued_when_the_window_is_over(
    browser: Browser, clock: SetClock
) -> None:
    call = signed_call(3, all_of_them=True)
    before = call.seal
    assert change(browser, call, "editorial", SPELLING) == 303
    call = session.get_one(Call, call.id)
    assert call.seal != before
    assert signed(call) == 3
    assert issue_of(browser, call) == 409, "it can still be raised"
    clock.move(timedelta(hours=12))
    assert issue_of(browser, call) == 409, "no notice has left yet: nobody is held to words of which they were not told"
    work_off("outbox.send")
    assert issue_of(browser, call) == 303
    assert len(session.scalars(select(Issue)).one().editions["ar"]["members"]) == 3


def test_N08_one_signatory_raises_it_and_every_signature_waits(browser: Browser, clock: SetClock) -> None:
    call = signed_call(3, all_of_them=True)
    change(browser, call, "editorial", SPELLING)
    clock.move(timedelta(hours=11))
    people = people_of(call)
    link = newest_link(people[1])
    page = browser.get(f"{link}/change").get_data(as_text=True)
    assert f'action="{link}/raise' in page
    for _tap in range(3):
        assert browser.post(f"{link}/raise").status_code == 303
    session.expire_all()
    found = session.scalars(select(Change)).one()
    assert (found.change_class, found.raised_for_id) == (ChangeClass.SUBSTANTIVE, call.roll[1].organisation_id)
    call = session.get_one(Call, call.id)
    assert (call.outcome, signed(call)) == (None, 0)
    assert call.closes_at == NOON + timedelta(hours=96), "it has its own deadline again, which leaves time enough"
    assert len(session.scalars(select(Entry).where(Entry.kind == "signoff.change_raised")).all()) == 1
    assert browser.post(f"{newest_link(people[0])}/confirm", data={"seal": call.seal}).status_code == 303
    assert signed(call) == 1


def test_N08_after_twelve_hours_it_can_be_raised_no_more(browser: Browser, clock: SetClock) -> None:
    call = signed_call(3)
    change(browser, call, "editorial", SPELLING)
    clock.move(timedelta(hours=12))
    link = newest_link(people_of(call)[0])
    assert browser.post(f"{link}/raise").status_code == 409
    assert signed(call) == 2


def test_N08_whoever_has_not_signed_cannot_raise_it(browser: Browser) -> None:
    call = signed_call(3)
    change(browser, call, "editorial", SPELLING)
    assert browser.post(f"{newest_link(people_of(call)[2])}/raise").status_code == 409
    assert signed(call) == 2


def test_N08_a_number_is_no_typing_error(browser: Browser) -> None:
    call = signed_call(3)
    assert change(browser, call, "editorial", NUMBER) == 422
    assert session.scalars(select(Change)).all() == []
    assert signed(call) == 2


def test_N08_the_call_does_not_close_early_while_the_change_can_be_raised(browser: Browser, clock: SetClock) -> None:
    call = signed_call(3)
    change(browser, call, "editorial", SPELLING)
    call = session.get_one(Call, call.id)
    calls.answer(call, call.roll[2].organisation)
    session.expire_all()
    assert session.get_one(Call, call.id).outcome is None
    clock.set(call.closes_at)
    work_off("signoff.close")
    session.expire_all()
    closed = session.get_one(Call, call.id)
    assert (closed.outcome, (closed.tally or {})["sign"]) == (Outcome.ADOPTED, 3)


def test_N08_the_page_of_the_difference_weighs_little_and_holds_no_script(browser: Browser) -> None:
    call = signed_call(3)
    change(browser, call, "editorial", SPELLING)
    page = browser.get(f"{newest_link(people_of(call)[0])}/change").get_data()
    assert len(gzip.compress(page)) <= 14 * 1024
    assert not re.search(rb"<script(?![^>]* src=)", page)
