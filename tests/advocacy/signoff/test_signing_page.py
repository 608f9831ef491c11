"""The page behind a personal link: what it shows, what it takes, and what it says when it opens nothing."""

import gzip
import html
import re
from datetime import timedelta
from pathlib import Path
from random import Random

import brotli
import pytest
from flask import Flask
from sqlalchemy import func, select

import advocacy
from advocacy.accounts.models import Person
from advocacy.clock import SetClock
from advocacy.coalition.models import BodyRole, Visibility
from advocacy.database import Base, session, transaction
from advocacy.drafting.models import Dossier
from advocacy.ledger.models import Entry
from advocacy.outbox.models import Message
from advocacy.policy import Office
from advocacy.signoff import actions
from advocacy.signoff.models import Answer, Call, Choice, Invitation
from advocacy.signoff.queries import standing_answer
from tests.conftest import Browser
from tests.make import coalition as make
from tests.make import routes
from tests.make import signoff as calls
from tests.make.drafting import AR, frozen_dossier
from tests.make.links import link_of

SCRIPT = Path(advocacy.__file__).parent / "static" / "sign.js"
"""All that a signing page fetches, if scripts are on."""


@pytest.fixture
def call(app: object) -> Call:
    return calls.open_call()


@pytest.fixture
def person(call: Call) -> Person:
    return calls.signatory_of(call.roll[0].organisation)


@pytest.fixture
def link(person: Person) -> str:
    return link_of(person)


def typed(call: Call, choice: str = "sign", **more: str) -> dict[str, str]:
    return {"seal": call.seal, "choice": choice, "visibility": "public", **more}


def rows_in_the_database() -> dict[str, int]:
    session.rollback()
    return {
        table.name: session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }


def test_the_page_is_arabic_from_right_to_left_with_the_five_lines_before_the_text(
    browser: Browser, call: Call, link: str
) -> None:
    page = browser.get(link).get_data(as_text=True)
    assert '<html lang="ar" dir="rtl">' in page
    title, audience, name = call.dossier.title_in("ar"), call.dossier.audience, call.roll[0].organisation.name_ar
    order = [page.index(words) for words in (title, audience, "بتوقيت دمشق", 'class="text"', 'name="choice"')]
    assert order == sorted(order)
    assert page.count(name) >= 3  # the head, the fifth line, the preview of the list


def test_the_page_needs_nothing_but_itself(browser: Browser, link: str) -> None:
    page = browser.get(link).get_data(as_text=True)
    scripts = re.findall(r"<script[^>]*>", page)
    assert len(scripts) == 1, "one file of our own, kept for ever by the browser, without which the page is whole"
    assert re.fullmatch(r'<script src="/static/sign\.js\?v=[0-9a-f]{10}" defer>', scripts[0])
    assert not re.search(r"\son\w+=|javascript:", page)
    assert '<link rel="icon" href="data:,">' in page, "without it a browser asks for an icon, a second round trip"
    assert not re.search(r"<link(?! rel=.icon. href=.data:,.>)|<img|@import|@font-face|url\(", page)


def longest_paper() -> str:
    """As long as the longest papers that coalitions send round: some 3,000 words with notes, no two sentences alike."""
    words = AR.replace("*", " ").replace("#", " ").split()
    plain = [word.strip("!:|[]@") for word in words if word.isalpha() and not word.isascii()]
    chance = Random(2026)  # the same paper every time
    paragraphs = [" ".join(chance.choices(plain, k=85)) + f" {number}." for number in range(34)]
    return AR + "\n" + "\n\n".join(paragraphs) + "\n"


def on_its_route(dossier: Dossier) -> Dossier:
    """Approved by three bodies, one after the other."""
    bodies = [routes.body(name=name) for name in ("فريق الصياغة", "لجنة التدقيق القانوني", "مجلس الإدارة")]
    people = [routes.seat(one, BodyRole.CHAIR) for one in bodies]
    routes.composed(*(routes.step(f"body:{one.id}") for one in bodies))
    routes.begun(dossier)
    for person in people:
        routes.approve(dossier, person)
    return dossier


def test_the_page_says_which_way_the_text_came_and_where_it_is_now(browser: Browser, app: Flask) -> None:
    make.coalition()
    call = calls.open_call(on_its_route(frozen_dossier()))
    page = browser.get(link_of(calls.signatory_of(call.roll[0].organisation))).text
    line = html.unescape(page[page.index("مسار هذا النص:") :].split("</p>")[0])
    order = ["✓ <bdi>", "فريق الصياغة", "لجنة التدقيق القانوني", "مجلس الإدارة", 'aria-current="step"']
    places = [line.index(words) for words in order]
    assert places == sorted(places) and line.count("✓") == 3 and line.count("←") == 3


def test_a_text_that_goes_straight_to_the_members_shows_no_way(browser: Browser, link: str) -> None:
    assert "مسار هذا النص" not in browser.get(link).text


def test_the_page_of_a_long_paper_weighs_at_most_14_kilobytes(browser: Browser) -> None:
    make.coalition()
    call = calls.open_call(on_its_route(frozen_dossier(ar=longest_paper(), en=None)))
    link = link_of(calls.signatory_of(call.roll[0].organisation))
    answer = browser.get(link, headers={"Accept-Encoding": "gzip"})
    sent = answer.get_data()
    page = gzip.decompress(sent) if answer.headers.get("Content-Encoding") == "gzip" else sent
    script = SCRIPT.read_bytes()
    assert len(page.decode().split()) > 3_000
    assert len(gzip.compress(page)) + len(gzip.compress(script)) <= 14 * 1024
    assert len(brotli.compress(page)) + len(brotli.compress(script)) <= 14 * 1024
    assert len(sent) + len(gzip.compress(script)) <= 14 * 1024


def test_looking_changes_nothing_and_leaves_no_cookie(browser: Browser, link: str) -> None:
    before = rows_in_the_database()
    for address in (link, f"{link}?lang=en", f"{link}/receipt", "/s/WRONG", "/blank"):
        answer = browser.get(address)
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert rows_in_the_database() == before


def test_the_text_can_be_read_in_its_other_language(browser: Browser, call: Call, link: str) -> None:
    page = browser.get(f"{link}?lang=en").get_data(as_text=True)
    assert '<html lang="en" dir="ltr">' in page
    assert call.dossier.title_in("en").replace("'", "&#39;") in page
    assert f'action="{link}?lang=en"' in page


def test_one_tap_signs_and_shows_a_receipt_with_the_fingerprint(
    browser: Browser, call: Call, link: str, person: Person
) -> None:
    answer = browser.post(link, data=typed(call))
    assert answer.status_code == 303
    page = browser.get(answer.headers["Location"]).get_data(as_text=True)
    standing = standing_answer(call, call.roll[0].organisation)
    assert standing is not None
    assert (standing.choice, standing.person_id) == (Choice.SIGN, person.id)
    assert standing.receipt in page
    assert call.seal in page


def test_a_personal_link_works_without_cookies_and_without_the_proof_of_a_session(
    browser: Browser, call: Call, link: str
) -> None:
    browser.application.config["WTF_CSRF_ENABLED"] = True
    bare = browser.application.test_client(use_cookies=False)
    answer = bare.post(link, data=typed(call))
    assert answer.status_code == 303
    receipt = bare.get(answer.headers["Location"]).text
    assert call.seal in receipt
    undo = re.search(rf'action="({link}/undo[^"]*)"', receipt)
    assert undo is not None
    assert bare.post(html.unescape(undo[1])).status_code == 303
    assert standing_answer(call, call.roll[0].organisation) is None


def test_four_taps_on_sign_are_one_answer(browser: Browser, call: Call, link: str) -> None:
    pages = {browser.post(link, data=typed(call), follow_redirects=True).get_data() for _tap in range(4)}
    assert len(pages) == 1
    assert session.scalar(select(func.count()).select_from(Answer)) == 1


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"choice": ""}, "choice"),
        ({"choice": "shout"}, "choice"),
        ({"choice": "object", "reason": "كلمة «دائمة» تُلزمنا"}, "proposal"),
        ({"choice": "sign_with_reservation", "reservation": " \u200f "}, "reservation"),
        ({"choice": "sign_with_reservation", "reservation": "ك" * 601}, "reservation"),
        ({"visibility": "loud"}, "visibility"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(
    browser: Browser, call: Call, link: str, data: dict[str, str], field: str
) -> None:
    answer = browser.post(link, data=typed(call) | data)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in page
    for words in data.values():
        if len(words) > 8:
            assert words in page
    assert session.scalars(select(Answer)).all() == []


def test_what_was_pasted_is_cleaned_and_markup_stays_words(browser: Browser, call: Call, link: str) -> None:
    pasted = "اﻟﺴﯿﺪات\u00a0<script>alert(1)</script>\u202e"
    page = browser.post(
        link, data=typed(call, "sign_with_reservation", reservation=pasted), follow_redirects=True
    ).get_data(as_text=True)
    standing = standing_answer(call, call.roll[0].organisation)
    assert standing is not None
    assert standing.reservation.startswith("السيدات <script>") or standing.reservation.startswith("السیدات <script>")
    assert "<script>" not in page


def test_a_page_of_another_version_is_not_signed(browser: Browser, call: Call, link: str) -> None:
    answer = browser.post(link, data=typed(call) | {"seal": "0" * 64})
    assert answer.status_code == 409
    assert session.scalars(select(Answer)).all() == []


def test_both_ways_of_naming_are_shown_as_they_will_be_printed(browser: Browser, call: Call, link: str) -> None:
    page = browser.get(link).get_data(as_text=True)
    assert "هكذا سيظهر اسمكم" in page
    assert "لن يظهر اسم منظمتكم في أي نسخة" in page
    assert "إضافةً إلى منظمة واحدة حُجب اسمها لأسباب أمنية" in page
    calls.answer(call, call.roll[1].organisation, visibility=Visibility.WITHHELD)
    calls.answer(call, call.roll[0].organisation, visibility=Visibility.WITHHELD)
    page = browser.get(link).get_data(as_text=True)
    assert "إضافةً إلى منظمتين حُجب اسماهما لأسباب أمنية" in page  # its own is counted once


def test_a_withheld_name_is_shown_to_no_other_signatory(browser: Browser, call: Call) -> None:
    hidden, shown, reader = (line.organisation for line in call.roll)
    calls.answer(call, hidden, visibility=Visibility.WITHHELD)
    calls.answer(call, shown)
    page = browser.get(link_of(calls.signatory_of(reader))).get_data(as_text=True)
    assert hidden.name_ar not in page
    assert shown.name_ar in page


def test_an_answer_can_be_taken_back_and_given_anew(browser: Browser, call: Call, link: str) -> None:
    browser.post(link, data=typed(call, "abstain"))
    page = browser.post(f"{link}/undo", follow_redirects=True).get_data(as_text=True)
    assert "سُحب" in page
    assert standing_answer(call, call.roll[0].organisation) is None
    assert browser.post(link, data=typed(call)).status_code == 303


def test_after_a_day_the_receipt_offers_no_undo_but_still_the_way_back(
    browser: Browser, call: Call, link: str, clock: SetClock
) -> None:
    browser.post(link, data=typed(call))
    assert f"{link}/undo" in browser.get(f"{link}/receipt").get_data(as_text=True)
    clock.move(timedelta(hours=24, seconds=1))
    page = browser.get(f"{link}/receipt").get_data(as_text=True)
    assert f"{link}/undo" not in page
    assert f'href="{link}?' in page


def test_a_link_that_we_did_not_make_shows_help_and_no_word_of_the_text(browser: Browser, call: Call) -> None:
    for answer in (
        browser.get("/s/NOTOURS"),
        browser.post("/s/NOTOURS", data=typed(call)),
        browser.get("/s/X/receipt"),
    ):
        assert answer.status_code == 404
        assert call.dossier.title_in("ar") not in answer.get_data(as_text=True)
        assert "/new" in answer.get_data(as_text=True)


def test_after_the_end_the_link_takes_nothing_but_still_shows_the_receipt(
    browser: Browser, call: Call, link: str, clock: SetClock
) -> None:
    browser.post(link, data=typed(call))
    clock.set(call.closes_at)
    assert browser.get(link).status_code == 410
    assert browser.post(link, data=typed(call, "abstain")).status_code == 410
    assert browser.post(f"{link}/undo").status_code == 410
    assert browser.get(f"{link}/receipt").status_code == 200
    standing = standing_answer(call, call.roll[0].organisation)
    assert standing is not None
    assert standing.choice is Choice.SIGN


def test_without_a_valid_mandate_the_link_is_dead_and_its_use_is_noted(
    browser: Browser, call: Call, link: str, clock: SetClock
) -> None:
    organisation = call.roll[0].organisation
    mandate = organisation.mandates[0]
    mandate.revoked_at, mandate.revoked_by_id = clock.now(), call.opened_by_id
    session.commit()
    for answer in (browser.get(link), browser.post(link, data=typed(call))):
        assert answer.status_code == 403
        assert call.dossier.title_in("ar") not in answer.get_data(as_text=True)
    assert session.scalars(select(Entry).where(Entry.kind == "signoff.refused_no_mandate")).one()
    assert (
        session.scalars(select(Message).where(Message.key.contains("signoff.dead"))).one().recipient
        == organisation.mail
    )


def test_somebody_else_who_is_signed_in_cannot_use_the_link(browser: Browser, call: Call, link: str) -> None:
    outsider = calls.signatory_of(call.roll[1].organisation)
    browser.sign_in(outsider)
    assert browser.get(link).status_code == 403
    assert browser.post(link, data=typed(call)).status_code == 403
    assert session.scalars(select(Answer)).all() == []


def test_a_revoked_or_expired_link_offers_a_new_one(browser: Browser, call: Call, link: str, clock: SetClock) -> None:
    invitation = session.scalars(select(Invitation).order_by(Invitation.id)).first()
    assert invitation is not None
    invitation.expires_at = clock.now()
    session.commit()
    assert browser.get(link).status_code == 410
    assert "/new" in browser.get(link).get_data(as_text=True)
    invitation.revoked_at = clock.now()
    session.commit()
    assert browser.post(link, data=typed(call)).status_code == 410


def test_asking_for_a_new_link_says_the_same_whether_the_old_one_was_ours(
    browser: Browser, call: Call, link: str, person: Person, clock: SetClock
) -> None:
    clock.move(timedelta(hours=1))
    pages = {browser.post(f"{address}/new").get_data() for address in (link, "/s/NOTOURS")}
    assert len(pages) == 1
    assert link_of(person) != link
    assert browser.get(link_of(person)).status_code == 200


def test_a_colleague_who_disagrees_is_told_that_neither_answer_counts(browser: Browser, call: Call, link: str) -> None:
    organisation = call.roll[0].organisation
    other = make.signatory(organisation)
    with transaction():
        actions.remind(call, organisation, by=make.holder_of(Office.COORDINATOR))
    calls.answer(call, organisation)
    answer = browser.post(link_of(other), data=typed(call, "abstain"))
    assert answer.status_code == 303
    assert "signoff.contested" in "".join(session.scalars(select(Message.key)))
    assert standing_answer(call, organisation) is None
    assert "لا يُحتسب أيٌّ من الردّين" in browser.get(link_of(other)).text


def test_ten_megabytes_are_refused_and_change_nothing(browser: Browser, call: Call, link: str) -> None:
    answer = browser.post(link, data=typed(call, "sign_with_reservation", reservation="ك" * 3_000_000))
    assert answer.status_code in (413, 422)
    assert session.scalars(select(Answer)).all() == []
