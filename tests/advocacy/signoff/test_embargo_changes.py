"""The embargo on a running call gets another end: later by one person, sooner by two, and those who were asked know."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.database import session
from advocacy.ledger.models import Entry
from advocacy.mail import KeptMail
from advocacy.policy import Office
from advocacy.publishing.models import Issue
from advocacy.signoff.models import Call, EmbargoChange
from advocacy.signoff.queries import embargo_of
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import signoff as calls
from tests.make.frozen import ARABIC, ENGLISH, frozen_from
from tests.make.links import link_of
from tests.make.locks import under_embargo
from tests.make.worker import work_off

REASON = "نُشر مضمون النص في صحيفة."
SOONER, LATER = "2026-11-25T18:00", "2026-12-24T18:00"


@pytest.fixture
def call(app: Flask, clock: SetClock) -> Call:
    """Open for four days, its text under embargo for ten."""
    make.coalition()
    found = calls.open_call(frozen_from(ARABIC, ENGLISH))
    under_embargo(found, until=clock.now() + timedelta(days=10))
    return session.get_one(Call, found.id)


@pytest.fixture
def two(call: Call) -> tuple[Person, Person]:
    return make.holder_of(Office.COORDINATOR), make.holder_of(Office.BOARD)


def asked(browser: Browser, call: Call, until: str = "", *, reason: str = REASON) -> int:
    typed = {"what": "until" if until else "none", "until": until, "reason": reason}
    return int(browser.post(f"/calls/{call.id}/embargo", data=typed).status_code)


def newest() -> EmbargoChange:
    session.expire_all()
    return session.scalars(select(EmbargoChange).order_by(EmbargoChange.id.desc()).limit(1)).one()


def test_a_later_end_holds_at_once_and_an_earlier_one_waits_for_a_second_person(
    call: Call, two: tuple[Person, Person], browser: Browser, mail: KeptMail, clock: SetClock
) -> None:
    first, second = two
    browser.sign_in(first)
    assert asked(browser, call, LATER) == 303
    later = embargo_of(session.get_one(Call, call.id))
    assert later is not None and later.isoformat() == "2026-12-24T15:00:00+00:00", "on the clock of Damascus"
    work_off("outbox.send")
    before = len(mail.sent)

    assert asked(browser, call, SOONER) == 303
    wish = newest()
    assert embargo_of(session.get_one(Call, call.id)) == later, "nothing has changed before a second person"
    assert browser.post(f"/calls/{call.id}/embargo/{wish.id}/confirm").status_code == 403
    browser.sign_in(second)
    assert "ينتظر شخصًا ثانيًا" in browser.get(f"/calls/{call.id}/embargo").text
    for _tap in range(2):
        assert browser.post(f"/calls/{call.id}/embargo/{wish.id}/confirm").status_code == 303
    session.expire_all()
    assert embargo_of(session.get_one(Call, call.id)) == newest().until

    work_off("outbox.send")
    told = mail.sent[before:]
    houses = {line.organisation.mail for line in session.get_one(Call, call.id).roll if line.organisation.mail}
    people = {calls.signatory_of(line.organisation).email for line in session.get_one(Call, call.id).roll}
    assert sorted(str(one["To"]) for one in told) == sorted(houses | people), "each once"
    words = told[0].get_body().get_content()  # type: ignore[union-attr]
    assert REASON in words and "25 تشرين الثاني" in words
    kinds = [kind for kind in session.scalars(select(Entry.kind).order_by(Entry.number)) if "embargo" in kind]
    assert kinds[1:] == ["signoff.embargo_changed", "signoff.embargo_change_asked", "signoff.embargo_changed"]


def test_a_lifted_embargo_lets_the_link_alone_open_the_text(
    call: Call, two: tuple[Person, Person], browser: Browser
) -> None:
    link = link_of(calls.signatory_of(call.roll[0].organisation))
    assert ARABIC.title not in browser.get(link).text
    browser.sign_in(two[0])
    assert asked(browser, call) == 303
    browser.sign_in(two[1])
    assert browser.post(f"/calls/{call.id}/embargo/{newest().id}/confirm").status_code == 303
    browser.delete_cookie("mawqif")
    assert ARABIC.title in browser.get(link).text


def test_a_wish_that_was_taken_back_changes_nothing(call: Call, two: tuple[Person, Person], browser: Browser) -> None:
    browser.sign_in(two[0])
    held = embargo_of(call)
    assert asked(browser, call, SOONER) == 303
    assert asked(browser, call, LATER) == 409, "one at a time"
    address = f"/calls/{call.id}/embargo/{newest().id}"
    assert browser.post(f"{address}/drop").status_code == 303
    browser.sign_in(two[1])
    assert browser.post(f"{address}/confirm").status_code == 409
    assert embargo_of(session.get_one(Call, call.id)) == held


def test_what_is_wrong_is_said_beside_the_field_and_kept(
    call: Call, two: tuple[Person, Person], browser: Browser
) -> None:
    browser.sign_in(two[0])
    typed = {"what": "until", "until": "2026-01-01T10:00", "reason": REASON}
    refused = browser.post(f"/calls/{call.id}/embargo", data=typed)
    assert refused.status_code == 422 and REASON in refused.text and "2026-01-01T10:00" in refused.text
    assert asked(browser, call, SOONER, reason="") == 422
    assert session.scalars(select(EmbargoChange)).all() == []
    others = [make.holder_of(office) for office in (Office.OVERSIGHT, Office.RELATIONS)]
    for somebody in (*others, calls.signatory_of(call.roll[0].organisation)):
        browser.sign_in(somebody)
        assert asked(browser, call, SOONER) == 403


def test_the_issue_begins_with_the_embargo_of_its_call_and_is_not_public_before(
    call: Call, two: tuple[Person, Person], browser: Browser
) -> None:
    for line in call.roll:
        calls.answer(call, line.organisation)
    browser.sign_in(two[0])
    assert 'value="2026-12-03T15:00"' in browser.get(f"/calls/{call.id}/issue").text
    for embargo in ("", "2026-11-28T10:00"):
        refused = browser.post(f"/calls/{call.id}/issue", data={"dated": "2026-11-23", "embargo": embargo})
        assert refused.status_code == 422 and "شخص ثانٍ" in refused.text
    typed = {"dated": "2026-11-23", "embargo": "2026-12-03T15:00"}
    assert browser.post(f"/calls/{call.id}/issue", data=typed).status_code == 303
    session.expire_all()
    assert session.scalars(select(Issue)).one().embargo_until == embargo_of(session.get_one(Call, call.id))
    assert asked(browser, call, LATER) == 409, "from now on it is that of the issue"
