"""A signing link on an old telephone: no line, a line that drops, and somebody who must close the page at once."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.conftest import Visit
from tests.journeys.house import House, until
from tests.journeys.visitor import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(200)]

CALL = 4
LINK = re.compile(r"https?://\S+/s/[A-Z0-9]+")
RESERVATION = "نتحفّظ على المهلة المذكورة."
STORED = "() => Object.entries(localStorage).map(([name, value]) => name + value).join(' ')"


@pytest.fixture(scope="module")
def links(house: House, chromium: Browser) -> Iterator[list[tuple[str, str]]]:
    """Mail address and personal link of everybody who has not answered the demo's open call."""
    since = house.newest()
    sami = Visitor(chromium, house.address, "ar").enter("sami")
    sami.open(f"/calls/{CALL}")
    waiting = sami.page.get_by_role("button", name=sami.say("Remind now")).count()
    for number in range(waiting):
        sami.page.get_by_role("button", name=sami.say("Remind now")).nth(number).click()
        sami.page.wait_for_load_state()
    found: dict[str, str] = {}

    def look() -> bool:
        for letter in house.inbox.letters(2_000):
            if letter.number > since and (link := LINK.search(letter.words)):
                found[str(letter.mail["To"])] = link[0]
        return len(found) >= waiting

    until(look, "the links")
    sami.leave()
    yield sorted(found.items())


@pytest.fixture
def owned(links: list[tuple[str, str]]) -> tuple[str, str]:
    """A link that no other test has used, behind the address of its person."""
    return links.pop()


@pytest.fixture
def link(owned: tuple[str, str]) -> str:
    return owned[1]


@pytest.fixture
def phone(visit: Visit) -> Visitor:
    return visit("ar", screen=PHONE, scripts=True)


def watched(page: Page) -> list[str]:
    """What the browser complains about: a policy that was broken, an error in the script."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if "Security Policy" in line.text else None)
    return wrong


def answer_with_a_reservation(phone: Visitor) -> None:
    phone.check("sign_with_reservation").write("reservation", RESERVATION).check("public")
    phone.page.get_by_role("button", name=phone.say("Send the answer")).click()


def waits(phone: Visitor) -> None:
    expect(phone.page.locator("#waits")).to_contain_text(phone.say("Saved on this device and not sent yet."))


def is_received(phone: Visitor) -> None:
    phone.page.wait_for_url("**/receipt*")
    assert phone.reads("We received your answer - keep this receipt")
    assert phone.page.evaluate(STORED) == ""


def receipts(house: House, since: int, person: str) -> int:
    """How many receipts the outbox has mailed to this person since then."""
    letters = [one for one in house.inbox.letters(2_000) if one.number > since and str(one.mail["To"]) == person]
    return sum(RESERVATION in one.words for one in letters)


def test_an_answer_without_a_line_waits_on_the_device_says_so_and_is_sent_when_the_line_is_back(
    phone: Visitor, link: str
) -> None:
    wrong = watched(phone.page)
    phone.open(link)
    title = phone.page.inner_text(".text h2")
    phone.context.set_offline(True)
    answer_with_a_reservation(phone)
    waits(phone)
    phone.picture("ar-signing-waits")
    kept = str(phone.page.evaluate(STORED))
    assert kept
    assert len(kept) < 4_000
    for words in (RESERVATION, title, "sign", link.rsplit("/", 1)[1]):
        assert words not in kept
    phone.context.set_offline(False)
    is_received(phone)
    assert RESERVATION in phone.text()
    assert wrong == []


def test_it_is_still_there_when_the_link_is_opened_again(phone: Visitor, link: str) -> None:
    phone.open(link)
    phone.context.set_offline(True)
    answer_with_a_reservation(phone)
    waits(phone)
    phone.page.close()
    phone.context.set_offline(False)
    phone.page = phone.context.new_page()
    phone.page.goto(link)
    is_received(phone)
    assert RESERVATION in phone.text()


def test_it_can_be_thrown_away(phone: Visitor, link: str) -> None:
    phone.open(link)
    phone.context.set_offline(True)
    answer_with_a_reservation(phone)
    waits(phone)
    phone.page.get_by_role("button", name=phone.say("Throw it away")).click()
    expect(phone.page.locator("#waits")).to_be_hidden()
    assert phone.page.evaluate(STORED) == ""
    phone.context.set_offline(False)
    phone.page.wait_for_timeout(500)
    phone.page.reload()
    assert not phone.page.is_checked("#sign_with_reservation")


def test_when_only_the_reply_is_lost_the_answer_is_there_once(
    phone: Visitor, house: House, owned: tuple[str, str]
) -> None:
    person, link = owned
    lost: list[Any] = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch(max_redirects=0))  # it arrived; nobody will hear so
            route.abort("connectionreset")
        else:
            route.continue_()

    since = house.newest()
    phone.open(link)
    phone.page.route("**/s/*", lose)
    answer_with_a_reservation(phone)
    waits(phone)
    phone.page.get_by_role("button", name=phone.say("Send it now")).click()
    is_received(phone)
    assert lost[0].status == 303
    until(lambda: receipts(house, since, person) > 0, "the receipt")
    assert receipts(house, since, person) == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_close_now_leaves_nothing_behind_and_going_back_shows_nothing(visit: Visit, link: str, scripts: bool) -> None:
    phone = visit("ar", screen=PHONE, scripts=scripts)
    phone.open("/?lang=ar").open(link)
    title = phone.page.inner_text(".text h2")
    phone.check("sign").check("public").press("Send the answer")
    phone.page.wait_for_url("**/receipt*")
    assert phone.context.cookies(link)
    phone.page.get_by_role("button", name=phone.say("Close now")).click()
    phone.page.wait_for_url("**/blank")
    assert phone.text().strip() == ""
    until(lambda: not [one for one in phone.context.cookies(link) if one["name"] == "link"], "the cookie to go", 10)
    for _step in range(3):
        phone.page.go_back()
        assert title not in phone.page.content()
        assert "receipt" not in phone.page.content() or not phone.reads("Receipt")
    phone.page.goto(link)
    assert title not in phone.page.content()
    assert phone.page.get_by_role("button", name=phone.say("Open it")).count() == 1
    phone.picture(f"ar-gate-{scripts}")


def test_close_now_without_a_line_throws_away_what_waits(phone: Visitor, link: str) -> None:
    phone.open(link)
    title = phone.page.inner_text(".text h2")
    phone.context.set_offline(True)
    answer_with_a_reservation(phone)
    waits(phone)
    phone.page.get_by_role("button", name=phone.say("Close now")).click()
    phone.page.wait_for_timeout(500)
    assert title not in phone.page.content()
    phone.context.set_offline(False)
    phone.open("/blank")
    assert phone.page.evaluate(STORED) == ""


def test_the_code_from_the_mail_opens_the_link_without_scripts(visit: Visit, house: House, links: list[Any]) -> None:
    to, link = links.pop()
    phone = visit("ar", screen=PHONE)
    phone.open(link)
    title = phone.page.inner_text(".text h2")
    phone.page.get_by_role("button", name=phone.say("Close now")).click()
    phone.page.wait_for_url("**/blank")
    since = house.newest()
    phone.open(link)
    phone.picture("ar-gate-open")
    phone.press("Open it")
    assert title not in phone.text()
    phone.picture("ar-gate-code")
    mail = until(lambda: house.letters_to(to, since), "the code")[0]
    code = re.findall(r"\b\d{6}\b", mail.words)[0]
    assert "/s/" not in mail.words
    phone.write("code", "000000").press("Continue")
    phone.picture("ar-gate-wrong")
    assert phone.reads("This is not the code. Look into the newest mail.")
    phone.write("code", code).press("Continue")
    assert title in phone.text()
    phone.picture("ar-signing-opened")


def test_a_link_that_was_opened_and_touched_shows_nothing_on_another_telephone(
    phone: Visitor, visit: Visit, link: str
) -> None:
    wrong = watched(phone.page)
    phone.open(link)
    title = phone.page.inner_text(".text h2")
    with phone.page.expect_response("**/here") as told:
        phone.page.keyboard.press("ArrowDown")
    assert told.value.status == 204
    other = visit("ar", screen=PHONE, scripts=True)
    other.open(link)
    assert title not in other.text() and other.page.locator("#answer").count() == 0
    answer_with_a_reservation(phone)
    is_received(phone)
    assert wrong == []
