"""N16: someone forwards a signing link to a WhatsApp group."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.database import session
from advocacy.ledger.models import Entry
from advocacy.outbox.actions import body_of
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.signoff.models import Answer, Call, Device, Invitation
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import locks
from tests.make import signoff as calls
from tests.make.links import link_of


@pytest.fixture
def call(app: object) -> Call:
    return calls.open_call()


@pytest.fixture
def person(call: Call) -> Person:
    return calls.signatory_of(call.roll[0].organisation)


@pytest.fixture
def link(person: Person) -> str:
    return link_of(person)


@pytest.fixture
def group(browser: Browser) -> FlaskClient:
    """The telephone of somebody in the group: the link is there, nothing else."""
    return browser.application.test_client()


def signs(call: Call, choice: str = "sign") -> dict[str, str]:
    return {"seal": call.seal, "choice": choice, "visibility": "public"}


def tells(page: str, call: Call, person: Person) -> list[str]:
    """What a page says of the text, the person or the organisation."""
    organisation = call.roll[0].organisation
    words = [call.seal, organisation.name_ar, person.name_ar, person.email, call.dossier.title_in("ar")]
    words += [text.title for text in call.freeze.texts]
    return [word for word in words if word in page]


def ledger(kind: str) -> list[Entry]:
    session.expire_all()
    return list(session.scalars(select(Entry).where(Entry.kind == kind).order_by(Entry.number)))


def answers() -> int:
    session.expire_all()
    return session.scalar(select(func.count()).select_from(Answer)) or 0


def enter(browser: FlaskClient, link: str, code: str) -> None:
    assert browser.post(f"{link}/enter", data={"code": code}).status_code == 303


def test_N16_opening_shows_no_text_before_the_factor(
    browser: Browser, group: FlaskClient, call: Call, person: Person, link: str
) -> None:
    locks.under_embargo(call)
    for address in (link, f"{link}?lang=en", f"{link}/receipt", f"{link}/change", f"{link}?asked=1"):
        page = group.get(address).get_data(as_text=True)
        assert tells(page, call, person) == []
        assert "رواق الياسمين" in page or "Riwaq" in page
    assert tells(group.post(link, data=signs(call)).text, call, person) in ([], [call.seal])  # what it sent itself
    for act in ("undo", "confirm", "raise", "outage"):
        answer = group.post(f"{link}/{act}")
        assert answer.status_code == 403
        assert tells(answer.text, call, person) == []
    assert answers() == 0


def test_N16_the_person_opens_it_with_the_code_from_their_own_mail_and_signs(
    browser: Browser, call: Call, person: Person, link: str
) -> None:
    locks.under_embargo(call)
    page = browser.post(f"{link}/open", follow_redirects=True).text
    assert "one-time-code" in page
    (code,) = locks.codes_to(person)
    assert code not in page
    page = browser.post(f"{link}/enter", data={"code": f" {code[:3]} {code[3:]} "}, follow_redirects=True).text
    assert call.dossier.title_in("ar") in page
    assert browser.post(link, data=signs(call), follow_redirects=True).status_code == 200
    assert answers() == 1


def test_N16_a_second_device_is_asked_for_the_factor_and_it_is_logged(
    browser: Browser, group: FlaskClient, call: Call, person: Person, link: str
) -> None:
    assert browser.post(link, data=signs(call)).status_code == 303  # no embargo: one round trip for the person
    for address in (link, f"{link}/receipt"):
        page = group.get(address).text
        assert tells(page, call, person) == []
    assert group.post(link, data=signs(call, "object")).status_code == 403
    assert group.post(f"{link}/undo").status_code == 403
    group.post(f"{link}/open")
    assert group.post(f"{link}/enter", data={"code": "000000"}).status_code == 422
    assert [entry.facts["browser"] for entry in ledger("signoff.link_asked")] == [2]
    assert [entry.facts["browser"] for entry in ledger("signoff.link_refused")] == [2]
    assert answers() == 1
    assert browser.get(f"{link}/receipt").status_code == 200  # the person's own telephone goes on
    browser.sign_in(make.holder_of(Office.OVERSIGHT))
    story = browser.get(f"/papers/{call.dossier_id}/decision-file").text
    assert "كُتب رمز أو رقم سري خاطئ" in story
    assert "على المتصفح رقم 2" in story


def touched(browser: FlaskClient, link: str) -> str:
    """The page as it is once somebody has touched it, its script having told so; returns the key of the page."""
    key = re.findall(r'name="key" value="([^"]+)"', browser.get(link).get_data(as_text=True))[0]
    assert browser.post(f"{link}/here", data={"key": key}).status_code == 204
    return str(key)


def test_N16_forwarded_before_the_answer_it_is_worthless_once_its_person_has_touched_it(
    browser: Browser, group: FlaskClient, call: Call, person: Person, link: str
) -> None:
    touched(browser, link)
    for address in (link, f"{link}?lang=en", f"{link}/receipt", f"{link}/change"):
        assert tells(group.get(address).text, call, person) == []
    assert group.post(link, data=signs(call)).status_code == 403
    assert group.post(link, data=signs(call) | {"key": "B" * 20}).status_code == 403
    assert answers() == 0
    assert call.dossier.title_in("ar") in browser.get(link).text
    assert browser.post(link, data=signs(call)).status_code == 303
    assert answers() == 1
    assert browser.get(f"{link}/receipt").status_code == 200


def test_N16_the_persons_second_telephone_gets_a_code_by_mail(
    browser: Browser, group: FlaskClient, call: Call, person: Person, link: str
) -> None:
    touched(browser, link)
    second = group  # no other telephone differs from it, but for the mailbox
    assert second.post(f"{link}/open").status_code == 303
    (code,) = locks.codes_to(person)
    enter(second, link, code)
    assert call.dossier.title_in("ar") in second.get(link).text
    assert second.post(link, data=signs(call)).status_code == 303
    assert answers() == 1


def test_N16_who_only_fetches_the_page_touches_nothing(
    browser: Browser, group: FlaskClient, call: Call, person: Person, link: str
) -> None:
    key = re.findall(r'name="key" value="([^"]+)"', group.get(link).text)[0]
    for data in ({}, {"key": "short"}, {"key": f"{key}A"}):
        assert group.post(f"{link}/here", data=data).status_code == 204
    assert group.post("/s/NOTOURS/here", data={"key": key}).status_code == 204
    assert session.scalars(select(Device)).all() == []
    assert call.dossier.title_in("ar") in browser.get(link).text


def test_N16_a_reply_that_gets_lost_shuts_nobody_out(
    browser: Browser, group: FlaskClient, call: Call, person: Person, link: str
) -> None:
    deaf = browser.application.test_client(use_cookies=False)  # the cookie has not arrived, or is not kept
    key = touched(deaf, link)
    answer = deaf.post(link, data=signs(call) | {"key": key})
    assert answer.status_code == 303
    assert deaf.get(answer.headers["Location"]).status_code == 200
    assert answer.headers.getlist("Set-Cookie"), "with the answer it gets another one"
    assert group.get(f"{link}/receipt").status_code == 200 and tells(group.get(link).text, call, person) == []
    assert answers() == 1


def test_N16_touching_opens_nothing_where_the_link_alone_is_not_enough_and_nothing_that_was_closed(
    browser: Browser, group: FlaskClient, call: Call, person: Person, link: str
) -> None:
    key = touched(browser, link)
    assert browser.post(f"{link}/close").status_code == 303
    assert browser.post(link, data=signs(call) | {"key": key}).status_code == 403, "going back sends nothing"
    assert group.post(f"{link}/here", data={"key": "B" * 20}).status_code == 403
    locks.under_embargo(call)
    other = link_of(calls.signatory_of(call.roll[1].organisation))
    assert group.post(f"{other}/here", data={"key": "C" * 20}).status_code == 403
    assert tells(group.get(other).text, call, person) == []
    assert answers() == 0


def test_N16_the_code_of_one_browser_opens_no_other_one(
    browser: Browser, group: FlaskClient, call: Call, person: Person, link: str
) -> None:
    locks.under_embargo(call)
    browser.post(f"{link}/open")
    group.post(f"{link}/open")
    own, others = locks.codes_to(person)
    assert group.post(f"{link}/enter", data={"code": own}).status_code == 422
    enter(browser, link, own)
    assert call.dossier.title_in("ar") in browser.get(link).text
    assert tells(group.get(link).text, call, person) == []
    bare = browser.application.test_client()
    assert bare.post(f"{link}/enter", data={"code": others}).status_code == 422


def test_N16_a_code_holds_ten_minutes_and_once(
    browser: Browser, group: FlaskClient, call: Call, person: Person, link: str, clock: SetClock
) -> None:
    locks.under_embargo(call)
    browser.post(f"{link}/open")
    (code,) = locks.codes_to(person)
    clock.move(timedelta(minutes=10))
    answer = browser.post(f"{link}/enter", data={"code": code})
    assert (answer.status_code, "لم يعد هذا الرمز صالحًا" in answer.text) == (422, True)
    browser.post(f"{link}/open")
    fresh = locks.codes_to(person)[-1]
    enter(browser, link, fresh)
    enter(browser, link, fresh)  # the browser that did not hear the answer asks once more
    clock.move(timedelta(hours=2))
    assert tells(browser.get(link).text, call, person) == []
    assert browser.post(f"{link}/enter", data={"code": fresh}).status_code == 422


def test_N16_pressed_twice_it_is_one_mail_and_nobody_fills_the_mailbox(
    browser: Browser, call: Call, person: Person, link: str
) -> None:
    locks.under_embargo(call)
    for _tap in range(3):
        browser.post(f"{link}/open")
    assert len(locks.codes_to(person)) == 1
    statuses = [browser.application.test_client().post(f"{link}/open").status_code for _other in range(8)]
    assert statuses == [303] * 4 + [429] * 4
    assert len(locks.codes_to(person)) == 5


@pytest.mark.parametrize("by", ["mail", "pin"])
def test_N16_after_eight_wrong_tries_the_link_is_void_and_whom_it_concerns_is_told(
    browser: Browser, group: FlaskClient, call: Call, person: Person, link: str, clock: SetClock, by: str
) -> None:
    locks.under_embargo(call)
    organisation = call.roll[0].organisation
    coordinator = session.get_one(Person, call.opened_by_id)
    if by == "pin":
        locks.with_pin(organisation)
    clock.move(timedelta(minutes=11))
    pages = set()
    for number in range(8):
        clock.move(timedelta(minutes=1))
        if number % 2 == 0:
            group.post(f"{link}/open")
        answer = group.post(f"{link}/enter", data={"code": f"0000{number:02d}"})
        pages.add(re.sub(r'name="\w+" value="[^"]*"', "", answer.text))
    assert answer.status_code == 410
    assert len(pages) == 2, "a wrong try says the same whatever was typed"
    assert locks.PIN not in "".join(pages)
    assert group.get(link).status_code == 410
    told = session.scalars(select(Message.recipient).where(Message.key.like("signoff.tried:%"))).all()
    assert set(told) == {organisation.mail, coordinator.email}
    mails = session.scalars(select(Message).where(Message.key.like("signoff.tried:%"))).all()
    assert all("/s/" not in body_of(mail) and locks.PIN not in body_of(mail) for mail in mails)
    assert [entry.facts["tried"] for entry in ledger("signoff.link_void")] == [True]
    new = link_of(person)
    assert new != link, "its person has another one in the mail"
    assert browser.get(new).status_code == 200
    assert answers() == 0


def test_N16_the_person_ends_a_link_that_went_round_and_gets_another_one(
    browser: Browser, group: FlaskClient, call: Call, person: Person, link: str, clock: SetClock
) -> None:
    clock.move(timedelta(hours=1))
    pages = {browser.post(f"{one}/give-up").text for one in (link, link, "/s/NOTOURS")}
    assert len({page.replace(link, "").replace("/s/NOTOURS", "") for page in pages}) == 1
    for client in (browser, group):
        assert client.get(link).status_code == 410
        assert client.post(link, data=signs(call)).status_code == 410
    assert answers() == 0
    assert browser.post(link_of(person), data=signs(call)).status_code == 303


@pytest.mark.parametrize("who", ["its own", "coordinator"])
def test_N16_the_organisation_and_the_coordinator_can_revoke_its_links(
    browser: Browser, group: FlaskClient, call: Call, person: Person, link: str, who: str
) -> None:
    organisation = call.roll[0].organisation
    other = link_of(calls.signatory_of(call.roll[1].organisation))
    browser.sign_in(person if who == "its own" else session.get_one(Person, call.opened_by_id))
    address = f"/coalition/organisations/{organisation.id}/links"
    assert person.name_ar in browser.get(address).text
    assert browser.post(f"{address}/void").status_code == 303
    assert group.get(link).status_code == 410
    assert group.get(other).status_code == 200, "links of others go on"
    assert group.get(link_of(person)).status_code == 200
    browser.sign_in(calls.signatory_of(call.roll[1].organisation))
    assert browser.get(address).status_code == 404
    assert browser.post(f"{address}/void").status_code in (403, 404)


def test_N16_the_link_names_the_person_and_nobody_else_can_use_it_signed_in(
    browser: Browser, call: Call, link: str
) -> None:
    locks.under_embargo(call)
    browser.sign_in(calls.signatory_of(call.roll[1].organisation))
    assert browser.get(link).status_code == 403
    assert browser.post(link, data=signs(call)).status_code == 403
    assert browser.post(f"{link}/open").status_code == 403
    assert session.scalars(select(Device)).all() == []


def test_N16_what_was_typed_on_a_page_whose_time_is_over_comes_back_after_the_factor(
    browser: Browser, call: Call, person: Person, link: str, clock: SetClock
) -> None:
    locks.under_embargo(call)
    browser.post(f"{link}/open")
    enter(browser, link, locks.codes_to(person)[-1])
    clock.move(timedelta(hours=2))
    words = "كلمة «دائمة» تُلزمنا بما لا نقدر عليه."
    typed = signs(call, "object") | {"reason": words, "proposal": "نوقّع إذا حُذفت."}
    answer = browser.post(link, data=typed)
    assert answer.status_code == 403
    assert words in answer.text
    carried = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.text))
    answer = browser.post(f"{link}/open", data=carried)
    carried = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.text))
    page = browser.post(f"{link}/enter", data=carried | {"code": locks.codes_to(person)[-1]}).text
    assert words in page
    assert 'value="object" checked' in page
    assert answers() == 0
    assert browser.post(link, data=typed).status_code == 303


def test_N16_the_cookie_is_of_this_link_alone_and_no_account(
    browser: Browser, call: Call, person: Person, link: str
) -> None:
    locks.under_embargo(call)
    answer = browser.post(f"{link}/open")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("link=")
    for part in ("HttpOnly", "SameSite=Lax", f"Path={link}", "Max-Age=7200"):
        assert part in cookie
    enter(browser, link, locks.codes_to(person)[-1])
    mark = cookie.removeprefix("link=").split(";")[0]
    assert session.scalars(select(Device.mark_hash).where(Device.mark_hash == mark)).all() == []
    assert browser.get("/home").status_code == 401
    for forged in (mark, "x", "\u0645", "A" * 4_000):  # a mark of this link, or none at all, is nothing at another one
        thief = browser.application.test_client()
        thief.set_cookie("link", forged, path="/")
        for one in (link_of(calls.signatory_of(line.organisation)) for line in call.roll[1:]):
            assert tells(thief.get(one).text, call, person) == []
            assert thief.post(f"{one}/open").status_code == 303
            assert thief.post(f"{one}/enter", data={"code": "1"}).status_code == 422
    assert link_of(person) == link
    other = link_of(calls.signatory_of(call.roll[1].organisation))
    assert tells(browser.get(other).text, call, person) == []


def test_N16_a_browser_without_cookies_is_told_so(browser: Browser, call: Call, link: str) -> None:
    locks.under_embargo(call)
    bare = browser.application.test_client(use_cookies=False)
    page = bare.get(bare.post(f"{link}/open").headers["Location"]).text
    assert "كوكيز" in page


def test_N16_links_and_codes_are_kept_as_digests_only(browser: Browser, call: Call, person: Person, link: str) -> None:
    locks.under_embargo(call)
    browser.post(f"{link}/open")
    (code,) = locks.codes_to(person)
    token = link.removeprefix("/s/")
    device = session.scalars(select(Device)).one()
    invitation = session.get_one(Invitation, device.invitation_id)
    assert token not in (invitation.token_hash, device.mark_hash)
    assert code not in (device.code_hash or "")
    assert len(device.code_hash or "") == 64
