"""How an organisation has its links opened: its choice, its PIN, and when the link alone is enough."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.database import session
from advocacy.ledger.models import Entry
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.signoff.models import Call, Factor, Lock
from advocacy.signoff.rules.locks import is_plain_pin
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import locks
from tests.make import signoff as calls
from tests.make.drafting import frozen_dossier
from tests.make.links import link_of


@pytest.fixture
def call(app: object) -> Call:
    return calls.open_call()


@pytest.fixture
def person(call: Call) -> Person:
    return calls.signatory_of(call.roll[0].organisation)


def page_of(person: Person) -> str:
    return f"/coalition/organisations/{person_home(person)}/links"


def person_home(person: Person) -> int:
    session.expire_all()
    return session.scalars(select(make.Mandate.organisation_id).where(make.Mandate.person_id == person.id)).one()


def chosen(factor: str = "pin", when: str = "always", pin: str = locks.PIN, again: str | None = None) -> dict[str, str]:
    return {"factor": factor, "when": when, "pin": pin, "pin_again": pin if again is None else again}


def test_a_representative_chooses_a_pin_and_the_organisation_is_told_without_it(
    browser: Browser, call: Call, person: Person
) -> None:
    browser.sign_in(person)
    assert browser.post(page_of(person), data=chosen()).status_code == 303
    lock = session.scalars(select(Lock)).one()
    assert (lock.factor, lock.always) == (Factor.PIN, True)
    assert (lock.pin_hash or "").startswith("$argon2id$")
    page = browser.get(page_of(person)).text
    mail = session.scalars(select(Message).where(Message.key.like("signoff.lock:%"))).one()
    entry = session.scalars(select(Entry).where(Entry.kind == "signoff.lock_chosen")).one()
    assert mail.recipient == call.roll[0].organisation.mail
    for words in (page, body_of(mail), str(entry.facts)):
        assert locks.PIN not in words
        assert "argon2" not in words


def test_the_pin_opens_the_link_on_any_device_in_arabic_digits_too(
    browser: Browser, call: Call, person: Person
) -> None:
    locks.with_pin(call.roll[0].organisation, always=True)
    link, title = link_of(person), call.dossier.title_in("ar")
    assert title not in browser.get(link).text
    for digits in (locks.PIN, "٤٠٧١٩٣", "407 193"):
        device = browser.application.test_client()
        device.post(f"{link}/open")
        assert device.post(f"{link}/enter", data={"code": "407194"}).status_code == 422
        assert title in device.post(f"{link}/enter", data={"code": digits}, follow_redirects=True).text
    assert locks.codes_to(person) == []


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (chosen(pin=""), "pin"),
        (chosen(pin="12345"), "pin"),
        (chosen(pin="1234567890123"), "pin"),
        (chosen(pin="12a456"), "pin"),
        (chosen(pin="123456"), "pin"),
        (chosen(pin="777777"), "pin"),
        (chosen(again="407194"), "pin_again"),
        (chosen(factor="answer"), "factor"),
        (chosen(when="never"), "when"),
        (chosen(pin="4" * 600), "pin"),
    ],
)
def test_a_pin_that_is_too_short_too_plain_or_mistyped_is_refused_beside_its_field(
    browser: Browser, call: Call, person: Person, data: dict[str, str], field: str
) -> None:
    browser.sign_in(person)
    answer = browser.post(page_of(person), data=data)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert session.scalars(select(Lock)).all() == []


def test_only_the_organisations_own_representatives_choose(browser: Browser, call: Call, person: Person) -> None:
    address = page_of(person)
    for other in (calls.signatory_of(call.roll[1].organisation), make.holder_of(Office.COORDINATOR), make.person()):
        browser.sign_in(other)
        assert browser.post(address, data=chosen()).status_code in (403, 404)
    assert session.scalars(select(Lock)).all() == []


def test_empty_fields_keep_the_pin_and_the_choice_of_mail_forgets_it(
    browser: Browser, call: Call, person: Person
) -> None:
    browser.sign_in(person)
    browser.post(page_of(person), data=chosen())
    before = session.scalars(select(Lock.pin_hash)).one()
    assert browser.post(page_of(person), data=chosen(pin="", when="embargo")).status_code == 303
    session.expire_all()
    assert session.scalars(select(Lock.pin_hash)).one() == before
    browser.post(page_of(person), data=chosen(factor="mail", pin=""))
    session.expire_all()
    assert session.scalars(select(Lock.pin_hash)).one() is None


def test_without_embargo_and_choice_signing_is_one_round_trip(browser: Browser, call: Call, person: Person) -> None:
    page = browser.get(link_of(person)).text
    assert call.dossier.title_in("ar") in page
    assert 'name="choice"' in page


def test_an_embargo_is_set_with_the_call_and_ends_at_its_time(browser: Browser, app: object, clock: SetClock) -> None:
    make.coalition()
    calls.members(2)
    dossier = frozen_dossier()
    browser.sign_in(make.holder_of(Office.COORDINATOR))
    day = (clock.now() + timedelta(days=20)).date().isoformat()
    until = (clock.now() + timedelta(days=9)).date().isoformat()
    data = {"purpose": "signature", "soft_at": day, "soft_at_time": "12:00", "timezone": "Asia/Damascus"}
    past = {"embargo": "2020-01-01", "embargo_time": "10:00"}
    answer = browser.post(f"/papers/{dossier.id}/call/new", data=data | past)
    assert (answer.status_code, 'id="embargo-error"' in answer.text) == (422, True)
    assert session.scalars(select(Call)).all() == []
    data |= {"embargo": until, "embargo_time": "10:00"}
    assert browser.post(f"/papers/{dossier.id}/call/new", data=data).status_code == 303
    call = session.scalars(select(Call)).one()
    link, reader = link_of(calls.signatory_of(call.roll[0].organisation)), browser.application.test_client()
    assert call.dossier.title_in("ar") not in reader.get(link).text
    clock.set(locks.embargo_of(call).until)
    assert call.dossier.title_in("ar") in reader.get(link).text


def test_the_signed_in_person_needs_no_second_factor(browser: Browser, call: Call, person: Person) -> None:
    locks.under_embargo(call)
    link = link_of(person)
    browser.sign_in(person)
    assert call.dossier.title_in("ar") in browser.get(link).text


def test_having_answered_first_is_not_enough_once_there_is_an_embargo(
    browser: Browser, call: Call, person: Person
) -> None:
    link, title = link_of(person), call.dossier.title_in("ar")
    browser.post(link, data={"seal": call.seal, "choice": "sign", "visibility": "public"})
    assert title in browser.get(link).text
    locks.under_embargo(call)
    assert title not in browser.get(link).text
    assert title not in browser.get(f"{link}/receipt").text


def test_everything_behind_a_link_is_behind_the_gate(browser: Browser, call: Call, person: Person) -> None:
    """New routes too: whatever is added under /s/<token>/ shows and does nothing before the factor."""
    locks.under_embargo(call)
    token, title = link_of(person).removeprefix("/s/"), call.dossier.title_in("ar")
    free = {"open", "enter", "close", "give-up", "new"}
    seen = 0
    for rule in browser.application.url_map.iter_rules():
        if not rule.rule.startswith("/s/<token>") or rule.rule.rpartition("/")[2] in free:
            continue
        for method in sorted((rule.methods or set()) - {"OPTIONS"}):
            address = re.sub(r"<[^>]*>", "1", rule.rule.replace("<token>", token))
            answer = browser.open(address, method=method)
            assert answer.status_code == (403 if method == "POST" else 200), address
            assert title not in answer.text
            seen += 1
    assert seen > 8


@pytest.mark.parametrize("pin", ["123456", "987654", "000000", "121212", "123123", "12121990", "20260101", "135791"])
def test_plain_pins_are_known_as_such(pin: str) -> None:
    assert is_plain_pin(pin)


@pytest.mark.parametrize("pin", ["407193", "8305172", "190288374"])
def test_other_pins_are_not(pin: str) -> None:
    assert not is_plain_pin(pin)
