"""Programs that follow links in mails, and people before whom a link does not open: nothing told, nothing changed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.database import session
from advocacy.outbox.models import Message
from advocacy.signoff.models import Answer, Call, Invitation
from tests.advocacy.signoff.test_signing_page import rows_in_the_database
from tests.conftest import Browser
from tests.make import locks
from tests.make import signoff as calls
from tests.make.links import link_of

PROGRAMS = (
    "WhatsApp/2.24.6.77 A",
    "TelegramBot (like TwitterBot)",
    "facebookexternalhit/1.1",
    "Mozilla/5.0 (compatible; Microsoft-Safelinks)",
    "Mozilla/5.0 (compatible; Barracuda Sentinel)",
)


@pytest.fixture
def call(app: object) -> Call:
    return calls.open_call()


@pytest.fixture
def person(call: Call) -> Person:
    return calls.signatory_of(call.roll[0].organisation)


@pytest.mark.parametrize("guarded", [True, False])
def test_programs_that_look_through_mails_change_nothing(
    browser: Browser, call: Call, person: Person, guarded: bool
) -> None:
    if guarded:
        locks.under_embargo(call)
    link = link_of(person)
    before = rows_in_the_database()
    for program in PROGRAMS:
        reader = browser.application.test_client()
        for address in (link, f"{link}/receipt", f"{link}/change"):
            for method in ("HEAD", "GET", "GET", "OPTIONS"):
                answer = reader.open(address, method=method, headers={"User-Agent": program})
                assert answer.status_code in (200, 303), (program, method, address)
                assert "Set-Cookie" not in answer.headers
    assert rows_in_the_database() == before
    for act in ("open", "enter", "close", "give-up", "undo", "confirm", "raise", "outage", "new"):
        assert browser.get(f"{link}/{act}").status_code in (404, 405), act
    assert rows_in_the_database() == before
    assert session.scalars(select(Invitation.revoked_at).where(Invitation.revoked_at.is_not(None))).all() == []


def test_a_preview_of_a_guarded_link_shows_the_coalition_and_a_button(
    browser: Browser, call: Call, person: Person
) -> None:
    locks.under_embargo(call)
    page = browser.get(link_of(person)).text
    for words in (call.dossier.title_in("ar"), call.roll[0].organisation.name_ar, person.name_ar, call.seal[:8]):
        assert words not in page
    assert "og:" not in page
    assert '<meta name="robots" content="noindex">' in page
    assert "تحالف رواق الياسمين المدني" in page
    assert page.count("<button") == 2, "open, and close now"
    assert "افتح" in page


@pytest.mark.parametrize(
    ("why", "status", "says", "offers"),
    [
        ("revoked", 410, "لم يعد هذا الرابط صالحًا", "/new"),
        ("expired", 410, "انتهت صلاحية الرابط", "/new"),
        ("over", 410, "أُغلق باب الردّ", ""),
        ("unknown", 404, "لا نعرف هذا الرابط", "/new"),
        ("somebody_else", 403, "لشخص آخر", ""),
        ("other_browser", 200, "افتح", "/open"),
    ],
)
def test_a_link_that_does_not_open_says_in_arabic_what_to_do_next(
    browser: Browser, call: Call, person: Person, clock: SetClock, why: str, status: int, says: str, offers: str
) -> None:
    link, title = link_of(person), call.dossier.title_in("ar")
    invitation = session.scalars(select(Invitation).order_by(Invitation.id)).first()
    assert invitation is not None
    if why == "revoked":
        invitation.revoked_at = clock.now()
    elif why == "expired":
        invitation.expires_at = clock.now()
    elif why == "over":
        clock.set(call.closes_at)
    elif why == "unknown":
        link = "/s/FORGED"
    elif why == "somebody_else":
        browser.sign_in(calls.signatory_of(call.roll[1].organisation))
    else:
        other = browser.application.test_client()
        other.post(link, data={"seal": call.seal, "choice": "sign", "visibility": "public"})
    session.commit()
    answer = browser.get(link)
    assert answer.status_code == status
    assert says in answer.text
    assert '<html lang="ar" dir="rtl">' in answer.text
    assert title not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert not offers or f"{link}{offers}" in answer.text


def test_a_page_that_showed_another_text_signs_nothing_and_shows_the_text_of_now(
    browser: Browser, call: Call, person: Person
) -> None:
    data = {"seal": "0" * 64, "choice": "sign", "visibility": "public", "key": "K" * 20}
    answer = browser.post(link_of(person), data=data)
    assert answer.status_code == 409
    assert call.dossier.title_in("ar") in answer.text
    assert "نسخة أخرى" in answer.text or "إصدار" in answer.text
    assert session.scalars(select(Answer)).all() == []


def test_an_answer_that_comes_too_late_is_shown_once_more_with_what_the_device_claims(
    browser: Browser, call: Call, person: Person, clock: SetClock
) -> None:
    link, words = link_of(person), "نتحفّظ على المهلة المذكورة في المطلب الثالث."
    written = (call.closes_at - timedelta(minutes=20)).isoformat().replace("+00:00", ".123Z")
    clock.set(call.closes_at + timedelta(minutes=3))
    data = {"seal": call.seal, "choice": "sign_with_reservation", "reservation": words, "visibility": "public"}
    answer = browser.post(link, data=data | {"written": written})
    assert answer.status_code == 410
    assert words in answer.text
    assert "ساعة الجهاز" in answer.text
    assert session.scalars(select(Answer)).all() == []
    for claim in ("yesterday", "9" * 5_000, "2026-13-45T99:00Z", "2026-11-27T10:00:00", "\u202e"):
        assert browser.post(link, data=data | {"written": claim}).status_code == 410


def test_a_form_that_a_device_sends_again_after_a_later_answer_does_not_take_its_place(
    browser: Browser, call: Call, person: Person
) -> None:
    link = link_of(person)
    first = {"seal": call.seal, "choice": "sign", "visibility": "public", "key": "FIRST" * 4}
    later = {"seal": call.seal, "choice": "abstain", "visibility": "public", "key": "LATER" * 4}
    receipts = {browser.post(link, data=first, follow_redirects=True).status_code for _again in range(3)}
    assert receipts == {200}
    assert browser.post(link, data=later).status_code == 303
    for _again in range(2):
        assert browser.post(link, data=first).status_code == 303
    session.expire_all()
    kept = session.scalars(select(Answer).order_by(Answer.id)).all()
    assert [(answer.choice.value, answer.standing) for answer in kept] == [("sign", False), ("abstain", True)]
    changed = first | {"choice": "recuse"}  # the same page, sent with other words: that is another answer
    assert browser.post(link, data=changed).status_code == 303
    session.expire_all()
    assert session.scalars(select(Answer.choice).where(Answer.standing)).one().value == "recuse"
    assert len(session.scalars(select(Message).where(Message.key.contains("signoff.receipt"))).all()) == 6


def test_an_answer_whose_device_did_not_hear_is_known_after_the_end_too(
    browser: Browser, call: Call, person: Person, clock: SetClock
) -> None:
    link = link_of(person)
    data = {"seal": call.seal, "choice": "sign", "visibility": "public", "key": "K" * 20}
    browser.post(link, data=data)
    clock.set(call.closes_at)
    answer = browser.post(link, data=data)
    assert answer.status_code == 303
    assert "receipt" in answer.headers["Location"]
    deaf = browser.application.test_client()  # it lost the cookie with the answer
    answer = deaf.post(link, data=data)
    assert deaf.get(answer.headers["Location"]).status_code == 200
